"""What docs/verification.md tells of the data is all that there is."""

import re
from pathlib import Path

from election.store.json.schema import TABLES

TEXT = Path(__file__).resolve().parents[2].joinpath("docs", "verification.md").read_text(encoding="utf-8")


def test_every_table_of_an_election_is_told_of() -> None:
    """One that is not named could hold what ties a voter to a ballot, for all that a reader knows."""
    told = TEXT.partition("## Which table holds what\n")[2].partition("\n## ")[0]
    assert {table.name for table in TABLES} <= set(re.findall(r"`(\w+)`", told))
