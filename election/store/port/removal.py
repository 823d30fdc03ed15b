"""The end of what is kept of people."""

from typing import Protocol


class RemovalSnapshot(Protocol):
    """Whether anything of people is kept."""

    def is_without_people(self) -> bool:
        """Return whether all that was kept of people has been removed."""


class RemovalTransaction(RemovalSnapshot, Protocol):
    """The removal."""

    def remove_people(self) -> None:
        """Forget everybody on the roll: names, addresses, numbers, groups, rights, marks, codes, what the
        desk noted, and the reasons for which slips were replaced. What `turnout`, `turnouts`, `slip_counts`,
        `desk_counts` and `check_box` return stays as it was, as figures. Once only: ValueError.
        """
