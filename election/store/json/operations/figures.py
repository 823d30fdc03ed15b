"""What people added up to, kept in one row once they were removed."""

from collections.abc import Mapping
from typing import Any

from election.models import Turnout
from election.store.json.tables.tables import Tables
from election.store.port.codes import SlipCounts
from election.store.port.desk import DeskCounts

_ROW = 1


class Figures:
    """The figures that were kept when people were removed."""

    def __init__(self, row: Mapping[str, Any]) -> None:
        self.turnout = Turnout(*row["turnout"])
        self.turnouts = {int(contest): Turnout(*numbers) for contest, numbers in row["contests"].items()}
        self.slips = {int(style): SlipCounts(*numbers) for style, numbers in row["slips"].items()}
        self.desk = {int(style): DeskCounts(*numbers) for style, numbers in row["desk"].items()}


def figures(tables: Tables) -> Figures | None:
    """Return the figures of an election without people, or None while their rows are there."""
    row = tables["figures"].get(doc_id=_ROW)
    return None if row is None else Figures(row)
