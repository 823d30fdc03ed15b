"""What is noted of a step besides who took it and why: given to `Polls` by whoever keeps the records."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from election.setup.steps import Step
from election.store.port import Transaction


@dataclass(frozen=True, slots=True)
class StepLine:
    """A line of the log that comes before that of the step."""

    what: str
    data: Mapping[str, Any] = field(default_factory=dict)


class BegunStep(Protocol):
    """A step that is about to be taken. `lines` and then `data` are asked in its transaction, before the
    state is set, and give the same if they are asked again; `kept` is called once it is on the disk.
    `needs_reason`: the log is not what was written, so the step is taken only for a reason.
    """

    needs_reason: bool

    def lines(self, transaction: Transaction) -> tuple[StepLine, ...]:
        """Return lines that come before that of the step."""

    def data(self, transaction: Transaction) -> Mapping[str, Any]:
        """Return the data of the step's own line."""

    def kept(self) -> None:
        """Take note that the step was taken."""


class StepNotes(Protocol):
    """Tells what is noted of steps."""

    def begin(self, step: Step) -> BegunStep:
        """Begin one. What is slow or random is done here."""


class _NothingBegun(BegunStep):
    needs_reason = False

    def lines(self, transaction: Transaction) -> tuple[StepLine, ...]:  # noqa: ARG002 - nothing is noted
        return ()

    def data(self, transaction: Transaction) -> Mapping[str, Any]:  # noqa: ARG002 - nothing is noted
        return {}

    def kept(self) -> None:
        pass


class NoNotes(StepNotes):
    """Notes nothing: for an election whose records nobody keeps, as in a test."""

    def begin(self, step: Step) -> BegunStep:  # noqa: ARG002 - see `_NothingBegun`
        """See `StepNotes`."""
        return _NothingBegun()
