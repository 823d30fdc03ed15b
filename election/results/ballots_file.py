"""The markings of the ballots as a file, alike ones together: a table in CSV, or one ranked contest as BLT.

Who buys a vote can order an unusual marking and look for it here. So there is such a file only where that
was declared before the polls opened. Nothing in it orders ballots.
"""

import io
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

from election.errors import Conflict
from election.i18n.catalogue import catalogue
from election.models import Contest, Election
from election.results.report import BoxClosed, CountedMarkings
from election.spreadsheets import Cell, csv_file
from election.voting.ballot_files.ballot_file import BallotFile
from election.voting.ballot_files.blt import write_blt
from election.voting.counts.ballots import Rankings, packed
from election.voting.methods.counted import withdrawn_places
from election.voting.methods.kinds import RANKED
from election.voting.methods.yes_no import ANSWERS, MOTION

Boxes = Sequence[CountedMarkings | None]

CSV, BLT = "csv", "blt"
_COLUMNS = ("contest_number", "contest", "marking", "ballots")
_FEW = 10  # a warning is due where more than one ballot in so many has a marking of its own


class NotOneRanking(Conflict):
    """BLT has one contest, in which candidates are ranked; the election has none or several."""

    code = "results.not_one_ranking"


class _Say(Protocol):
    def __call__(self, key: str, /, **values: object) -> str: ...


def ballots_file_name(election_id: str, form: str, *, practice: bool = False) -> str:
    """Return what the file is called where no other name is given."""
    return f"{'practice-' if practice else ''}ballots-{election_id}.{form}"


def usual_form(election: Election) -> str:
    """Return the form that has the whole election: BLT where all of it is one contest of rankings."""
    (first, *others) = election.contests
    return BLT if first.kind in RANKED and not others else CSV


def tells_many_apart(boxes: Boxes) -> bool:
    """Return whether so many ballots of a contest have a marking of their own that people must be warned."""
    return any(box is not None and box.single * _FEW > box.ballots for box in boxes)


def ballots_csv(election: Election, boxes: Boxes, language: str) -> bytes:
    """Return a row for each marking, with the number of ballots that have it; none of a closed box."""

    def say(key: str, /, **values: object) -> str:
        return catalogue().text(key, language, **values)

    rows = list[list[Cell]]()
    for number, box in enumerate(boxes, start=1):
        if box is not None:
            title = box.contest.title.in_language(language)
            title = say("export.practice", title=title) if election.practice else title
            rows += ([number, title, *cells] for cells in _rows(box, say))
    return csv_file([say(f"ballots_export.{name}") for name in _COLUMNS], rows)


def ballots_blt(election: Election, boxes: Boxes, language: str) -> bytes:
    """Return the contest of rankings as BLT. Raises NotOneRanking, or BoxClosed where a quorum was missed."""
    ranked = [box for contest, box in zip(election.contests, boxes, strict=True) if contest.kind in RANKED]
    if len(ranked) != 1:
        raise NotOneRanking
    (box,) = ranked
    if box is None:
        raise BoxClosed
    contest, file = box.contest, io.BytesIO()
    places = {each.id: place for place, each in enumerate(contest.candidates)}
    counts = {
        packed([[places[each] for each in rank] for rank in ranks]): number
        for ranks, number in box.numbers.items()
    }
    title = contest.title.in_language(language)
    if election.practice:
        title = catalogue().text("export.practice", language, title=title)
    rankings = Rankings(len(places), counts, withdrawn_places(contest))
    names = tuple(each.name for each in contest.candidates)
    write_blt(BallotFile(title, names, rankings, contest.rule.seats), file)
    return file.getvalue()


def _rows(box: CountedMarkings, say: _Say) -> Iterator[list[Cell]]:
    names = {each.id: f"{at}. {each.name}" for at, each in enumerate(box.contest.candidates, start=1)}
    for marking, number in box.numbers.items():
        yield [_words(box.contest, marking, names, say), number]


def _words(contest: Contest, marking: tuple[Any, ...], names: dict[int, str], say: _Say) -> str:
    """Return a marking as people read it: ``2. Lee > 1. Kim``, ``1. Kim: 5, 2. Lee: 0``, ``Yes``."""
    if not marking:
        return say("ballots_export.blank")
    if contest.kind in RANKED:
        return " > ".join(" = ".join(names[each] for each in rank) for rank in marking)
    if not isinstance(marking[0], tuple):
        return ", ".join(names[each] for each in marking)
    values = [(each, say(f"yes_no.{value}") if value in ANSWERS else str(value)) for each, value in marking]
    return ", ".join(value if each == MOTION else f"{names[each]}: {value}" for each, value in values)
