"""The account of slips: whether all that were printed are where they should be."""

from collections.abc import Mapping
from dataclasses import dataclass

from election.store.port import Snapshot


@dataclass(frozen=True, slots=True)
class SlipAccount:
    """All slips of an election. Those printed are handed out, void or in hand; and no more can be used than
    were handed out. `replaced` of those handed out were given for lost ones; `counted` are those counted in
    hand, None where nobody did.
    """

    printed: int
    void: int
    given: int
    replaced: int
    used: int
    counted: int | None

    @property
    def handed_out(self) -> int:
        """How many were handed out, those for lost ones too."""
        return self.given + self.replaced

    @property
    def in_hand(self) -> int:
        """How many there must be that nobody was given."""
        return self.printed - self.handed_out - self.void

    @property
    def difference(self) -> int | None:
        """How many more were counted in hand than there must be; None where nobody counted."""
        return None if self.counted is None else self.counted - self.in_hand

    @property
    def is_used_right(self) -> bool:
        """Whether no more were used than handed out."""
        return self.used <= self.handed_out

    @property
    def agrees(self) -> bool:
        """Whether nothing in it is wrong, as far as was counted."""
        return self.is_used_right and not self.difference

    def values(self) -> Mapping[str, int | None]:
        """Return its figures by their names, for programs."""
        return {
            "printed": self.printed,
            "handed_out": self.handed_out,
            "replaced": self.replaced,
            "void": self.void,
            "used": self.used,
            "in_hand": self.in_hand,
            "counted": self.counted,
            "difference": self.difference,
        }


def account_of(snapshot: Snapshot) -> SlipAccount:
    """Return the account of slips."""
    slips, desk, notes = (
        snapshot.slip_counts().values(),
        snapshot.desk_counts().values(),
        snapshot.slip_notes(),
    )
    return SlipAccount(
        printed=sum(each.printed for each in slips),
        void=sum(each.void for each in slips),
        given=sum(each.given for each in desk),
        replaced=len(notes.replaced),
        used=sum(each.used for each in slips),
        counted=notes.in_hand,
    )
