"""What is in a pack: all of it read at one moment, and the entries made of it.

Nothing in it is of a later moment than the count and the lots that decided its ties, so that the pack is the
same whenever it is made.
"""

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, cast

from election.errors import Conflict
from election.models import Election, PollsState
from election.records.canonical import canonical
from election.records.commitment import Commitment, commitment_of
from election.records.definition import definition_file
from election.records.key import ElectionKey
from election.records.pack.ballots import PackedContest, ballot_values, packed_contest
from election.records.pack.cvr import cvr_file
from election.records.program import Program
from election.records.verifiers import verifiers
from election.results.exports import Format, export, values
from election.results.report import Report, report_of
from election.results.rounds_file import NoRounds, rounds_csv
from election.setup.steps import STEPS, Step
from election.store.port import LogLine, Snapshot
from election.voting.counting import contest_figures, whole_figures

_DECIDED = (STEPS[Step.COUNT].act, "tie.lot_entered")  # the log in a pack ends with the last of these
LANGUAGE = "ko"  # of the tables
LONG_AGO = "1970-01-01T00:00:00+00:00"  # where no time was noted


class PackTooLate(Conflict):
    """People were removed, and with them what a pack needs: who had a right, and the receipts."""

    code = "pack.too_late"


@dataclass(frozen=True, slots=True)
class PackContents:
    """What of an election comes into a pack. `definition` is the election as it was counted."""

    election_id: str
    report: Report
    definition: bytes
    commitment: Commitment
    contests: tuple[PackedContest, ...]
    participation: Mapping[str, Any]
    lots: tuple[Mapping[str, Any], ...]
    receipts: tuple[str, ...]
    log: tuple[LogLine, ...]

    @property
    def election(self) -> Election:
        """The election as it was counted."""
        return self.report.election

    @property
    def counted_at(self) -> str:
        """When the votes were counted (ISO 8601); `LONG_AGO` where that was not noted."""
        acts = (line.act for line in reversed(self.log))
        return next((act.when for act in acts if act.what == STEPS[Step.COUNT].act), LONG_AGO)


class _AskedOnce:
    """A snapshot that looks at the ballots of a contest once, and is dropped with the answer."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self.counts, self.markings = cache(snapshot.counts), cache(snapshot.markings)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._snapshot, name)


def read_contents(election_id: str, key: ElectionKey, whole: Snapshot) -> PackContents:
    """Return what comes into a pack. Slow with many ballots. Raises ResultsHidden before the count, and
    PackTooLate.
    """
    snapshot = cast("Snapshot", _AskedOnce(whole))
    report = report_of(snapshot)
    if snapshot.is_without_people():
        raise PackTooLate
    log = decided_log(snapshot.log())
    election = replace(report.election, state=PollsState.COUNTED)
    report = replace(report, election=election, acts=tuple(line.act for line in log))
    lots = ((contest.id, snapshot.lot(contest.id)) for contest in election.contests)
    return PackContents(
        election_id,
        report,
        definition_file(election_id, election, snapshot.photos()),
        commitment_of(election_id, key, snapshot),
        tuple(packed_contest(election, each, snapshot) for each in report.contests),
        _participation(election, snapshot),
        tuple(
            {"contest": contest, "favoured": list(lot.favoured), "witnesses": list(lot.witnesses)}
            for contest, lot in lots
            if lot is not None
        ),
        snapshot.receipts(),
        log,
    )


def decided_log(log: tuple[LogLine, ...]) -> tuple[LogLine, ...]:
    """Return the log up to the count, or the last lot."""
    last = max((at for at, line in enumerate(log, start=1) if line.act.what in _DECIDED), default=len(log))
    return log[:last]


def pack_entries(contents: PackContents, program: Program) -> dict[str, bytes]:
    """Return the entries by their names, but for the reports and what is signed."""
    report = contents.report
    entries = {
        "definition.json": contents.commitment.definition,
        "definition-counted.json": contents.definition,
        "commitment.json": contents.commitment.file(),
        "ballots.json": canonical(ballot_values(contents.contests)),
        "participation.json": canonical(contents.participation),
        "lots.json": canonical({"format": "vote-kiosk lots 1", "lots": list(contents.lots)}),
        "receipts.txt": "".join(f"{receipt}\n" for receipt in contents.receipts).encode(),
        "log.txt": "".join(f"{line.hash} {line.text}\n" for line in contents.log).encode(),
        "results.json": canonical(values(report, contents.election_id)),
        "results.csv": export(report, Format.CSV, contents.election_id, LANGUAGE),
        **verifiers(),
    }
    records = cvr_file(contents.election, contents.contests, program, contents.counted_at)
    if records is not None:
        entries["cvr.json"] = records
    with contextlib.suppress(NoRounds):
        entries["rounds.csv"] = rounds_csv(report, LANGUAGE)
    return entries


def _participation(election: Election, snapshot: Snapshot) -> dict[str, Any]:
    whole, contests = whole_figures(snapshot), list[dict[str, Any]]()
    for contest in election.contests:
        figures = contest_figures(contest, snapshot)
        contests.append(
            {
                "id": contest.id,
                "roll": figures.roll,
                "roll_at_opening": figures.roll_at_opening,
                "cast": figures.cast,
                "present": figures.present,
            }
        )
    slips = snapshot.slip_counts().values()
    turnout = snapshot.turnout()
    return {
        "format": "vote-kiosk participation 1",
        "roll": {"at_opening": whole.roll_at_opening, "added": whole.added},
        "rights": turnout.voters + sum(each.printed - each.void for each in slips),
        "marks": turnout.voted,
        "present": whole.present,
        "contests": contests,
    }
