"""What a kind of contest gives to the rest of the program."""

from collections.abc import Collection, Hashable, Iterable, Mapping
from typing import Any, Protocol

from election.errors import OptionsRefused
from election.models import Contest, ContestResult, Counts, Marking, Options


class Method(Protocol):
    """One kind of contest: its options, its markings, how they are counted. It has no state."""

    @property
    def kind(self) -> str:
        """The name by which definitions, rows and clients know it."""

    @property
    def blank(self) -> Marking:
        """The marking that marks nothing: the empty one of its form."""

    def options(self, given: Mapping[str, Any]) -> Options:
        """Return the options in `given`, the rest at their defaults. Raises OptionsRefused."""

    def canonical(self, contest: Contest, marking: object) -> Marking:
        """Return `marking` in the one form in which a ballot keeps it. An order stays only where it means
        something; the order in which a voter touched things never does.

        Raises MarkingMalformed, NoSuchCandidate, TooManyChoices, TooFewChoices or BlankNotAllowed.
        """

    def adds(self, marking: Marking) -> Iterable[Hashable]:
        """Return what a canonical marking adds to its contest's counts, one to each: all that `result` needs.
        A method that cannot count by sums adds the whole marking, in a form that can be a key.
        """

    def result(self, contest: Contest, counts: Counts) -> ContestResult:
        """Return what came out, from the counts alone."""


def only_known(given: Mapping[str, Any], names: Collection[str]) -> None:
    """Raises OptionsRefused if `given` has a name that is not among `names`, or a `blank` that is no truth
    value.
    """
    for name in given:
        if name not in names:
            raise OptionsRefused(name=name)
    if not isinstance(given.get("blank", True), bool):
        raise OptionsRefused(name="blank")
