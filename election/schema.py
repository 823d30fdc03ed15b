"""The tables of a data folder, and what the store derives from them."""

from election.store.rows import TableSpec
from election.tally import countables

TABLES = (
    TableSpec("elections"),
    TableSpec("contests"),
    TableSpec("candidates"),
    TableSpec("photos"),  # a row's id is the candidate's
    TableSpec("voters", unique="email"),
    TableSpec("turnout", secret=True),  # a row's id is the voter's: that they voted, and nothing else
    TableSpec("ballots", counted=countables, secret=True),
    TableSpec("organiser"),
    TableSpec("settings"),
    TableSpec("kiosk"),  # see `election.notes`
)
