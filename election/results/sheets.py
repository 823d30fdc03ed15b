"""What is printed of an election: records of the count and of the polls, notice of the result, sign sheet.

Each is a `Document`, whatever is made of it (PDF, pages on a printer). Times are local ones, with their zone.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from election.i18n.catalogue import catalogue
from election.models import CandidateCount, Election
from election.printing.documents import Block, Document, Facts, Heading, Signatures, Table, Text
from election.results.counted import count_blocks
from election.results.exports import mark_of, unanswered
from election.results.report import ContestReport, PollsRecord, Report
from election.results.words import (
    Unit,
    receipt_words,
    row_name,
    slip_words,
    sum_words,
    turnout_words,
    unit_of,
)
from election.setup.steps import STEPS, Step
from election.store.port import Act, Person
from election.voters.slip_account import SlipAccount
from election.voting.deciding.sentences import Sentences, percent
from election.voting.methods.yes_no import YesNoCount

WITNESSES = 2  # people who were present, for whom there is a line to sign on
_INCIDENTS = 4  # lines to write on by hand
_SHOWN = 4  # last characters of a member's number


@dataclass(frozen=True, slots=True)
class Sheets:
    """Makes documents in one language; `at` is when they are printed, in local time."""

    language: str
    at: datetime

    def results(self, report: Report, account: SlipAccount | None = None) -> Document:
        """Return the record of the count 개표록: decisions, counts, sums, what was done, and who signs."""
        facts = [*self._times(report.acts), *self._turnout(report), *self._slips(account)]
        facts += self._receipts(report)
        blocks: list[Block] = [Facts(facts)]
        for number, contest in enumerate(report.contests, start=1):
            blocks += self.contest(number, contest, report)
        blocks += self._acts(report.acts)
        return self._document("results", report.election, [*blocks, self.signatures(report.acts)])

    def notice(self, report: Report) -> Document:
        """Return the notice of the result 당선 공고, to be published: no reasons, no names of staff."""
        blocks: list[Block] = [Facts([*self._times(report.acts), *self._turnout(report)])]
        for number, contest in enumerate(report.contests, start=1):
            blocks += self.contest(number, contest, report, sums=False)
        signed = Signatures([(self._say("sheet.organiser"), "")])
        return self._document("notice", report.election, [*blocks, *self._objections(report), signed])

    def record(self, record: PollsRecord, account: SlipAccount | None = None) -> Document:
        """Return the record of the polls 투표록: place, times, roll, ballots, incidents, and who signs."""
        turnout, opening = record.turnout, record.opening
        at_opening = turnout.voters if opening is None else opening.whole
        facts = [
            (self._say("sheet.place"), "_" * 30),
            *self._times(record.acts),
            (self._say("sheet.state"), self._say(f"polls.state.{record.election.state}")),
            (self._say("sheet.roll_at_opening"), f"{at_opening:,}"),
            (self._say("sheet.roll_added"), f"{max(0, turnout.voters - at_opening):,}"),
            (self._say("sheet.voted"), f"{turnout.voted:,}"),
            *self._slips(account),
        ]
        titles = [self._say(f"sheet.column.{name}") for name in ("when", "what")]
        incidents = Table(titles, [["", ""]] * _INCIDENTS, (1, 5), tall=True)
        blocks: list[Block] = [Facts(facts), *self._acts(record.acts)]
        blocks += [Heading(self._say("sheet.incidents")), incidents, self.signatures(record.acts)]
        return self._document("record", record.election, blocks)

    def sign_sheet(self, election: Election, people: Iterable[Person]) -> Document:
        """Return the sign sheet 서명부: everybody on the roll, by group and name, with room to sign. Of
        numbers it shows no more than tells people of one name apart.
        """
        titles = [self._say(f"sheet.column.{name}") for name in ("number", "name", "group", "member", "sign")]
        rows = [
            [str(at), person.name, person.group, f"…{person.number[-_SHOWN:]}" if person.number else "", ""]
            for at, person in enumerate(sorted(people, key=_by_name), start=1)
        ]
        table = Table(titles, rows, (2, 6, 4, 3, 6), tall=True)
        return self._document("sign_sheet", election, [table, self.signatures()])

    # --- parts -----------------------------------------------------------------------------------------

    def _say(self, key: str, /, **values: object) -> str:
        return catalogue().text(key, self.language, **values)

    def _document(self, kind: str, election: Election, blocks: Sequence[Block]) -> Document:
        title = election.title.in_language(self.language)
        kind = self._say(f"sheet.{kind}")
        return Document(kind, title, self.at, self.language, blocks, practice=election.practice)

    def _turnout(self, report: Report) -> list[tuple[str, str]]:
        opening = None if report.opening is None else report.opening.whole
        return [(self._say("sheet.turnout"), turnout_words(report.turnout, opening, self._say))]

    def _receipts(self, report: Report) -> list[tuple[str, str]]:
        words = receipt_words(report.receipts, self._say)
        return [(self._say("sheet.receipts"), words)] if words else []

    def _slips(self, account: SlipAccount | None) -> list[tuple[str, str]]:
        words = "" if account is None else slip_words(account, self._say)
        return [(self._say("sheet.slips"), words)] if words else []

    def _times(self, acts: Iterable[Act]) -> Iterator[tuple[str, str]]:
        """Yield when the polls opened, closed and were counted; of several times the first opening, else the
        last.
        """
        when = {act.what: act.when for act in reversed([*acts]) if act.what == STEPS[Step.OPEN].act}
        when |= {act.what: act.when for act in acts if act.what != STEPS[Step.OPEN].act}
        for step in (Step.OPEN, Step.CLOSE, Step.ANNUL, Step.COUNT):
            if STEPS[step].act in when:
                yield self._say(f"act.{STEPS[step].act}"), local_time(when[STEPS[step].act])

    def contest(
        self, number: int, contest: ContestReport, report: Report, *, sums: bool = True
    ) -> Iterator[Block]:
        """Yield what came out in one contest: the decision in words, its counts, its sums, and its rule."""
        title, sentences = contest.contest.title.in_language(self.language), Sentences(self._say)
        yield Heading(f"{number}. {title}")
        first, *others = sentences.outcome(contest.outcome)
        yield Text(first, strong=True)
        yield from map(Text, others)
        if len(report.contests) > 1 and contest.turnout != report.turnout:
            yield Text(turnout_words(contest.turnout, contest.at_opening, self._say))
        if contest.result is not None:
            yield self._counts(contest, contest.result.counts, contest.result.ballots)
            yield from count_blocks(contest, self._say)
        if sums and contest.sums is not None:
            yield from map(Text, sum_words(contest.sums, self._say))
        rule = ". ".join(sentences.rule(contest.contest, report.election.quorum))
        yield Text(self._say("sheet.rule", rule=rule))

    def _counts(self, contest: ContestReport, counts: Sequence[CandidateCount], ballots: int) -> Table:
        names = ["number", "candidate"]
        if counts and isinstance(counts[0], YesNoCount):
            names += ["yes", "no", "abstain", "unanswered", "mark"]
        else:
            carried = any(each.candidate.carried_over for each in counts)
            unit = unit_of(contest.contest)
            shares = ["share"] if unit is Unit.VOTES else []
            names += [unit, *(["carried_over"] if carried else []), *shares, "mark"]
        rows = []
        for number, count in enumerate(counts, start=1):
            withdrawn = self._say("sheet.withdrawn") if count.candidate.withdrawn else ""
            name = row_name(contest.contest, count.candidate, self.language)
            cells = {"number": str(number), "candidate": f"{name} {withdrawn}".rstrip()}
            cells |= self._numbers(contest, count, ballots)
            cells["mark"] = self._say(f"export.mark.{mark_of(contest.outcome, count.candidate)}")
            rows.append([cells[name] for name in names])
        wide = [{"candidate": 8, "mark": 6, "number": 2}.get(name, 3) for name in names]
        titles = [self._say(f"sheet.column.{name}") for name in names]
        return Table(titles, rows, wide, range(2, len(names) - 1))

    def _numbers(self, contest: ContestReport, count: CandidateCount, ballots: int) -> dict[str, str]:
        if isinstance(count, YesNoCount):
            left = unanswered(count, ballots)
            numbers = {"yes": count.votes, "no": count.no, "abstain": count.abstain, "unanswered": left}
            return {name: f"{number:,}" for name, number in numbers.items()}
        valid = contest.sums.valid if contest.sums is not None else ballots
        carried = f"{count.candidate.carried_over:,}"
        return {
            unit_of(contest.contest): f"{count.votes:,}",
            "carried_over": carried,
            "share": f"{percent(count.votes, valid)} %",
        }

    def _acts(self, acts: Iterable[Act]) -> Iterator[Block]:
        rows = [[local_time(act.when), self.act_words(act.what), act.why] for act in acts]
        if rows:
            yield Heading(self._say("sheet.acts"))
            titles = [self._say(f"sheet.column.{name}") for name in ("when", "what", "why")]
            yield Table(titles, rows, (4, 5, 5))

    def act_words(self, what: str) -> str:
        """Return what an act is called."""
        key = f"act.{what}"
        return self._say(key) if key in catalogue().keys(self.language) else what

    def _objections(self, report: Report) -> Iterator[Block]:
        """Yield until when the result may be objected to, where that was declared."""
        counted = [act.when for act in report.acts if act.what == STEPS[Step.COUNT].act]
        if counted and report.election.objection_hours:
            until = datetime.fromisoformat(counted[-1]) + timedelta(hours=report.election.objection_hours)
            yield Text(self._say("sheet.objections", time=local_time(until.isoformat())))

    def signatures(self, acts: Iterable[Act] = ()) -> Signatures:
        """Return a line for the organiser, and for each who was present at the last step that names some."""
        named: Sequence[str] = next((act.present for act in reversed([*acts]) if act.present), ())
        names = [*named, *[""] * (WITNESSES - len(named))]
        present = self._say("sheet.present")
        return Signatures([(self._say("sheet.organiser"), ""), *((present, name) for name in names)])


def local_time(when: str) -> str:
    """Return the time of an act as people here read it, with its zone."""
    return datetime.fromisoformat(when).astimezone().strftime("%Y-%m-%d %H:%M %Z")


def _by_name(person: Person) -> tuple[str, bool, str]:
    """Return what people are sorted by: group, then name, 가나다 before A to Z."""
    return person.group.casefold(), not "가" <= person.name[:1] <= "힣", person.name.casefold()
