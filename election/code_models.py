"""Voter codes as doors know them: of which kinds there are, what one is good for, what was made at once."""

from dataclasses import dataclass
from enum import StrEnum


class BatchKind(StrEnum):
    """Whose the codes of a batch are."""

    PERSONAL = "personal"  # each is of one person on the roll
    SLIPS = "slips"  # each is of whoever holds it


class CodeState(StrEnum):
    """What a code is good for."""

    UNCONFIRMED = "unconfirmed"  # nobody has said yet that its batch came out
    LIVE = "live"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Batch:
    """Codes that were made at once. `style` is that of all its slips, None for personal codes; `layout` names
    how they stand on a sheet, and `address` is what their QR codes say voters find the API at; empty where
    they hold the code alone.
    """

    id: int
    kind: BatchKind
    style: int | None
    layout: str
    count: int
    confirmed: bool = False
    address: str = ""
