"""The report as a file for other programs: CSV and XLSX with a row for each candidate, JSON with all of it.

No name of a voter is in any of them, and where a quorum keeps a box closed no split of its votes.
"""

import json
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any

from election.i18n.catalogue import catalogue
from election.models import Candidate, CandidateCount
from election.results.counted import count_values_of
from election.results.report import ContestReport, Report, Sums
from election.results.words import row_name, unit_of
from election.rules import TieRule
from election.spreadsheets import Cell, csv_file, xlsx_file
from election.voting.deciding.outcome import Decision, Outcome
from election.voting.methods.yes_no import YesNoCount

Say = Callable[..., str]

FORMAT = "vote-kiosk results 1"  # stands in the JSON; the number grows when what is there changes its meaning


class Format(StrEnum):
    """The forms of an export; the value is the end of the file's name."""

    CSV = "csv"
    XLSX = "xlsx"
    JSON = "json"


class Mark(StrEnum):
    """What a candidate, or a motion, came to; their words are ``export.mark.…``."""

    ELECTED = "elected"
    BY_LOT = "elected_by_lot"
    PASSED = "passed"
    FAILED = "failed"
    RUN_OFF = "run_off"
    TIED = "tied"
    NOT_ELECTED = "not_elected"
    NO_FORCE = "no_force"
    NOT_OPENED = "not_opened"


def file_name(election_id: str, form: Format, *, practice: bool = False) -> str:
    """Return what an export is called where no other name is given."""
    return f"{'practice-' if practice else ''}results-{election_id}.{form}"


def export(report: Report, form: Format, election_id: str, language: str) -> bytes:
    """Return the file. Words of CSV and XLSX are in `language`; JSON has the same keys in all of them."""
    if form is Format.JSON:
        return (json.dumps(values(report, election_id), ensure_ascii=False, indent=1) + "\n").encode()
    texts = catalogue()

    def say(key: str, **given: object) -> str:
        return texts.text(key, language, **given)

    titles = [say(f"export.{name}") for name in _COLUMNS]
    rows = list(_rows(report, say, language))
    if form is Format.CSV:
        return csv_file(titles, rows)
    return xlsx_file(report.election.title.in_language(language), titles, rows)


def mark_of(outcome: Outcome, candidate: Candidate) -> Mark:
    """Return what this candidate of the contest came to."""
    if outcome.decision in _OF_ALL:
        return _OF_ALL[outcome.decision]
    tie, run_off = outcome.tie, outcome.run_off
    if candidate in outcome.elected:
        by_lot = tie is not None and tie.by is TieRule.LOT and candidate in tie.chosen
        return Mark.BY_LOT if by_lot else Mark.ELECTED
    if tie is not None and tie.is_open and candidate in tie.among:
        return Mark.TIED
    return Mark.RUN_OFF if run_off is not None and candidate in run_off.between else Mark.NOT_ELECTED


_OF_ALL = {
    Decision.PASSED: Mark.PASSED,
    Decision.FAILED: Mark.FAILED,
    Decision.NO_QUORUM: Mark.NO_FORCE,
    Decision.NOT_OPENED: Mark.NOT_OPENED,
}

# --- a table -------------------------------------------------------------------------------------------

_COLUMNS = (
    "election", "contest_number", "contest", "roll", "cast", "valid", "blank", "abstained", "sums",
    "candidate_number", "candidate", "unit", "votes", "carried_over", "yes", "no", "abstain", "unanswered",
    "mark",
)  # fmt: skip


def _rows(report: Report, say: Say, language: str) -> Iterator[list[Cell]]:
    title = report.election.title.in_language(language)
    if report.election.practice:
        title = say("export.practice", title=title)
    for number, contest in enumerate(report.contests, start=1):
        head: list[Cell] = [title, number, contest.contest.title.in_language(language)]
        head += [contest.turnout.voters, contest.turnout.voted, *_sum_cells(contest.sums, say)]
        if contest.result is None:
            blank: list[Cell] = [None] * (len(_COLUMNS) - len(head) - 1)
            yield [*head, *blank, say(f"export.mark.{Mark.NOT_OPENED}")]
            continue
        for place, count in enumerate(contest.result.counts, start=1):
            mark = mark_of(contest.outcome, count.candidate)
            cells = _count_cells(count, contest.result.ballots)
            name = row_name(contest.contest, count.candidate, language)
            unit = say(f"sheet.column.{unit_of(contest.contest)}")
            yield [*head, place, name, unit, *cells, say(f"export.mark.{mark}")]


def _sum_cells(sums: Sums | None, say: Say) -> list[Cell]:
    if sums is None:
        return [None] * 4
    return [
        sums.valid,
        sums.blank,
        sums.abstain,
        say("export.sums.right" if sums.hold else "export.sums.wrong"),
    ]


def _count_cells(count: CandidateCount, ballots: int) -> list[Cell]:
    if isinstance(count, YesNoCount):
        return [None, None, count.votes, count.no, count.abstain, unanswered(count, ballots)]
    return [count.votes, count.candidate.carried_over, None, None, None, None]


def unanswered(count: YesNoCount, ballots: int) -> int:
    """Return how many ballots do not answer on this candidate."""
    return ballots - count.votes - count.no - count.abstain


# --- JSON ----------------------------------------------------------------------------------------------


def values(report: Report, election_id: str) -> dict[str, Any]:
    """Return all that is in a report as plain values."""
    opening = report.opening
    return {
        "format": FORMAT,
        "election": {
            "id": election_id,
            "title": dict(report.election.title.texts),
            "state": report.election.state,
            "practice": report.election.practice,
        },
        "roll": {
            "now": report.turnout.voters,
            "at_opening": None if opening is None else opening.whole,
            "voted": report.turnout.voted,
        },
        "sums_hold": report.hold,
        "contests": [_contest_values(each) for each in report.contests],
        "acts": [
            {
                "role": act.role,
                "what": act.what,
                "why": act.why,
                "when": act.when,
                "present": list(act.present),
            }
            for act in report.acts
        ],
    }


def _contest_values(report: ContestReport) -> dict[str, Any]:
    contest, outcome = report.contest, report.outcome
    found: dict[str, Any] = {
        "contest": contest.id,
        "title": dict(contest.title.texts),
        "kind": contest.kind,
        "roll": {
            "now": report.turnout.voters,
            "at_opening": report.at_opening,
            "voted": report.turnout.voted,
        },
        "decision": outcome.decision,
    }
    if report.result is None or report.sums is None:
        return found
    tie = outcome.tie
    found["sums"] = sum_values(report.sums)
    found["counts_are"] = unit_of(contest)
    found["counts"] = [
        {
            "candidate": count.candidate.id,
            "name": count.candidate.name,
            "label": count.candidate.label,
            "withdrawn": count.candidate.withdrawn,
            **numbers(count),
            "mark": mark_of(outcome, count.candidate),
        }
        for count in report.result.counts
    ]
    found["elected"] = [each.id for each in outcome.elected]
    found["vacant"] = outcome.vacant
    if tie is not None:
        chosen = [each.id for each in tie.chosen]
        found["tie"] = {
            "among": [each.id for each in tie.among],
            "seats": tie.seats,
            "by": tie.by,
            "chosen": chosen,
            "witnesses": list(tie.witnesses),
        }
    if count := count_values_of(report):
        found["count"] = count
    if outcome.run_off is not None:
        between = [each.id for each in outcome.run_off.between]
        found["run_off"] = {"between": between, "seats": outcome.run_off.seats}
    return found


def sum_values(sums: Sums) -> dict[str, Any]:
    """Return the sums of a contest as plain values."""
    return {
        "cast": sums.cast,
        "ballots": sums.ballots,
        "valid": sums.valid,
        "blank": sums.blank,
        "abstain": sums.abstain,
        "votes": sums.votes,
        "possible_votes": sums.possible,
        "hold": sums.hold,
    }


def numbers(count: CandidateCount) -> dict[str, int]:
    """Return the numbers of one candidate or motion by name; ``election_results.<name>`` words them."""
    if isinstance(count, YesNoCount):
        return {"yes": count.votes, "no": count.no, "abstain": count.abstain}
    return {"votes": count.votes, "carried_over": count.candidate.carried_over}
