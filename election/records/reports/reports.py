"""The reports themselves, and the sheet that is published before the vote."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from election.errors import NotFound
from election.printing.documents import Block, Document, Facts, Text
from election.records.commitment import Commitment
from election.records.log import in_groups
from election.records.pack.contents import LONG_AGO, PackContents
from election.records.program import Program
from election.records.reports.parts import Parts, time_words
from election.results.words import turnout_words
from election.setup.steps import STEPS, Step
from election.store.port import LogLine

_OPENED, _PAUSED = STEPS[Step.OPEN].act, STEPS[Step.PAUSE].act
_FOUND = ("ballots", "marks", "receipts")  # what the zero check looks at
_GOES_ON = {STEPS[step].act for step in (Step.RESUME, Step.CLOSE, Step.ANNUL)}


class NoReport(NotFound):
    """There is no such report: the polls did not come so far, or not by a step that was noted."""

    code = "report.none"


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause: the lines of the log that begin it and, unless it lasts, end it; and whether the box was found
    the same at its end, None where that was not compared.
    """

    number: int
    begun: LogLine
    ended: LogLine | None = None
    same: bool | None = None


def pauses_of(log: Sequence[LogLine]) -> tuple[Pause, ...]:
    """Return every pause, the first first."""
    found = list[Pause]()
    for line in log:
        what, same = line.act.what, line.act.data.get("same")
        if what == _PAUSED:
            found.append(Pause(len(found) + 1, line))
        if not found or found[-1].ended is not None:
            continue
        if isinstance(same, bool):
            found[-1] = replace(found[-1], same=same)
        if what in _GOES_ON:
            found[-1] = replace(found[-1], ended=line)
    return tuple(found)


def commitment_sheet(commitment: Commitment, log: Sequence[LogLine], language: str, now: str) -> Document:
    """Return the sheet that is published before the vote: as of the opening, and before that, or where an
    earlier version did not note that, as it is `now` (ISO 8601).
    """
    parts, election, opened = Parts(language), commitment.election, _opening(log)
    state = "fixed" if commitment.is_fixed else "draft"
    when = opened.act.when if commitment.is_fixed and opened is not None else now
    facts = [(parts.say("records.roll"), f"{commitment.roll:,}"), *parts.settings(election)]
    blocks: list[Block] = [Text(parts.say(f"records.commitment.{state}")), Facts(facts)]
    blocks += parts.ballot(commitment)
    blocks += [*parts.identity(commitment), Text(parts.say("records.commitment.how")), parts.signatures(())]
    return parts.document("commitment", election, when, blocks)


def _opening(log: Sequence[LogLine]) -> LogLine | None:
    return next((line for line in log if line.act.what == _OPENED), None)


def zero_report(commitment: Commitment, log: Sequence[LogLine], program: Program, language: str) -> Document:
    """Return the zero report. Raises NoReport."""
    opened = _opening(log)
    if opened is None or any(name not in opened.act.data for name in _FOUND):
        raise NoReport
    parts, data = Parts(language), opened.act.data
    figures = [(parts.say(f"records.zero.{name}"), f"{int(data[name]):,}") for name in _FOUND]
    facts = [
        (parts.say("act.polls.opened"), time_words(opened.act.when)),
        (parts.say("sheet.roll_at_opening"), f"{commitment.roll:,}"),
        *figures,
        *parts.settings(commitment.election),
    ]
    blocks: list[Block] = [Text(parts.say("records.zero.empty"), strong=True), Facts(facts)]
    blocks += parts.ballot(commitment)
    blocks += [*parts.identity(commitment), Facts([parts.head(opened), parts.program(program)])]
    blocks.append(parts.signatures([opened]))
    return parts.document("zero", commitment.election, opened.act.when, blocks)


def pause_report(commitment: Commitment, pause: Pause, program: Program, language: str) -> Document:
    """Return the report of a pause; once it has ended, with what was compared then."""
    parts, begun, ended = Parts(language), pause.begun, pause.ended
    marks = begun.act.data.get("marks")  # not noted by earlier versions
    turnout = "" if marks is None else parts.say("records.pause.marks", count=int(marks))
    facts = [
        (parts.say("act.polls.paused"), time_words(begun.act.when)),
        (parts.say("sheet.turnout"), turnout),
        (parts.say("records.pause.why"), begun.act.why),
        (parts.say("records.pause.digest"), in_groups(str(begun.act.data.get("digest", "")))),
        parts.head(begun),
    ]
    words = "records.pause.lasts"
    if ended is not None:
        words = _COMPARED[pause.same]
        facts += [(parts.say(f"act.{ended.act.what}"), time_words(ended.act.when)), parts.head(ended)]
    blocks: list[Block] = [
        Text(parts.say(words), strong=True),
        Facts([(name, value) for name, value in facts if value]),
        *parts.identity(commitment),
        Facts([parts.program(program)]),
        parts.signatures([begun] if ended is None else [begun, ended]),
    ]
    when = begun.act.when if ended is None else ended.act.when
    return parts.document("pause", commitment.election, when, blocks)


_COMPARED = {True: "records.pause.same", False: "records.pause.differs", None: "records.pause.over"}


def closing_report(contents: PackContents, program: Program, language: str) -> Document:
    """Return the closing report of a counted election."""
    parts, report, log = Parts(language), contents.report, contents.log
    opening = None if report.opening is None else report.opening.whole
    facts = [
        *parts.times(log),
        (parts.say("sheet.roll_at_opening"), f"{contents.commitment.roll:,}"),
        (parts.say("sheet.turnout"), turnout_words(report.turnout, opening, parts.say)),
        (parts.say("records.receipts"), f"{len(contents.receipts):,}"),
    ]
    when = log[-1].act.when if log else LONG_AGO
    sheets, blocks = parts.sheets(when), list[Block]([Facts(facts)])
    for number, contest in enumerate(report.contests, start=1):
        blocks += sheets.contest(number, contest, report)
    blocks += parts.acts(log)
    blocks += parts.identity(contents.commitment)
    same = contents.definition == contents.commitment.definition
    blocks.append(Text(parts.say("records.closing.as_opened" if same else "records.closing.changed")))
    blocks.append(Facts([*([parts.head(log[-1])] if log else []), parts.program(program)]))
    blocks.append(parts.signatures(log))
    return parts.document("closing", report.election, when, blocks)
