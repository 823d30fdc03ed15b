"""What several reports have in common: the ballot in words, the key and the digests, times, who signs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from election.i18n.catalogue import catalogue
from election.models import Contest, Election, LocalText
from election.printing.documents import Block, Document, Facts, Heading, Signatures, Table, Text
from election.records.canonical import digest
from election.records.commitment import Commitment
from election.records.log import in_groups
from election.records.program import Program
from election.records.verifiers import verifiers
from election.results.sheets import Sheets
from election.setup.steps import STEPS, Step
from election.store.port import Act, LogLine
from election.voting.deciding.sentences import Sentences

_LOCAL_STEPS = (Step.OPEN, Step.PAUSE, Step.RESUME, Step.CLOSE, Step.REOPEN, Step.COUNT)
# Which lines of the log stand in a report: what was done to the polls, the ballot and the roll.
_TOLD = ("polls.", "ballot.", "candidate.", "roll.", "tie.", "election.")


def time_words(when: str) -> str:
    """Return the time of an act as it was where it was done, with how far that is from UTC.

    >>> time_words("2026-11-28T14:00:00+09:00")
    '2026-11-28 14:00 (UTC+09:00)'
    """
    return _words_of(datetime.fromisoformat(when))


def _words_of(time: datetime) -> str:
    offset = time.strftime("%z") or "+0000"
    return f"{time:%Y-%m-%d %H:%M} (UTC{offset[:3]}:{offset[3:5]})"


@dataclass(frozen=True, slots=True)
class Parts:
    """Makes parts of reports in one language."""

    language: str

    def say(self, key: str, /, **values: object) -> str:
        """Return a text of the catalogue."""
        return catalogue().text(key, self.language, **values)

    def local(self, text: LocalText) -> str:
        """Return a text in this language."""
        return text.in_language(self.language)

    def document(self, kind: str, election: Election, when: str, blocks: Sequence[Block]) -> Document:
        """Return the document; `when` is the moment that it is of (ISO 8601)."""
        at = datetime.fromisoformat(when)
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at
        title = self.local(election.title)
        return Document(
            self.say(f"records.{kind}"), title, at, self.language, blocks, election.practice, as_of=True
        )

    def sheets(self, when: str) -> Sheets:
        """Return what makes sheets, for the parts that they have in common with reports."""
        return Sheets(self.language, datetime.fromisoformat(when))

    # --- what was announced ----------------------------------------------------------------------------

    def ballot(self, commitment: Commitment) -> Iterator[Block]:
        """Yield the ballot in words: each contest, its rule, and who stands in it."""
        election = commitment.election
        if about := self.local(election.description):
            yield Text(about)
        for number, contest in enumerate(election.contests, start=1):
            yield Heading(f"{number}. {self.local(contest.title)}")
            if about := self.local(contest.description):
                yield Text(about)
            sentences = Sentences(self.say).rule(contest, election.quorum)
            yield Facts(
                [
                    (self.say("records.kind"), self.say(f"contest.kind.{contest.kind}")),
                    (self.say("records.rule"), ". ".join(sentences)),
                    (self.say("records.roll_of_contest"), f"{commitment.contests.get(contest.id, 0):,}"),
                ]
            )
            yield self._candidates(contest)

    def _candidates(self, contest: Contest) -> Block:
        if not contest.candidates:
            return Text(self.say("records.motion"))
        titles = [self.say(f"sheet.column.{name}") for name in ("number", "candidate")]
        rows = []
        for number, candidate in enumerate(contest.candidates, start=1):
            withdrawn = self.say("candidate.withdrawn") if candidate.withdrawn else ""
            about = filter(None, (candidate.name, candidate.label, withdrawn))
            rows.append([str(number), " · ".join(about)])
        return Table(titles, rows, (1, 12))

    def settings(self, election: Election) -> Iterator[tuple[str, str]]:
        """Yield what else was declared: announced times, ways in, what is published."""
        schedule = election.schedule
        for name, time in (("opens", schedule.opens), ("closes", schedule.closes)):
            if time is not None:
                yield self.say(f"records.{name}"), _words_of(time)
        ways = ", ".join(self.say(f"records.way.{way}") for way in election.ways_in)
        yield self.say("records.ways_in"), ways
        for name in ("markings_public", "members_listed"):
            if getattr(election, name):
                yield self.say("records.declared"), self.say(f"records.{name}")

    # --- what is compared ------------------------------------------------------------------------------

    def identity(self, commitment: Commitment) -> Iterator[Block]:
        """Yield the key's fingerprint, the digest of the definition, and those of the verifiers."""
        yield Heading(self.say("records.compare"))
        yield Text(self.say("records.fingerprint"))
        yield Text(commitment.fingerprint, strong=True)
        facts = [(self.say("records.definition"), in_groups(commitment.definition_digest))]
        facts += [(name, in_groups(digest(content))) for name, content in verifiers().items()]
        yield Facts([*facts, (self.say("records.election_id"), commitment.election_id)])

    def program(self, program: Program) -> tuple[str, str]:
        """Return which program it is."""
        return self.say("records.program"), f"Vote Kiosk {program.version} · {in_groups(program.digest)}"

    def head(self, line: LogLine) -> tuple[str, str]:
        """Return the end of the log as it was after this line."""
        return self.say("records.log_head", number=line.number), in_groups(line.hash)

    # --- what was done ---------------------------------------------------------------------------------

    def times(self, log: Sequence[LogLine]) -> Iterator[tuple[str, str]]:
        """Yield when the polls opened, closed, and so on, each step by its time."""
        steps = {STEPS[step].act for step in _LOCAL_STEPS}
        for line in log:
            if line.act.what in steps:
                yield self.say(f"act.{line.act.what}"), time_words(line.act.when)

    def acts(self, log: Sequence[LogLine]) -> Iterator[Block]:
        """Yield a table of what was done to the polls, the ballot and the roll."""
        told = [line.act for line in log if line.act.what.startswith(_TOLD)]
        if told:
            yield Heading(self.say("sheet.acts"))
            titles = [self.say(f"sheet.column.{name}") for name in ("when", "what", "why")]
            yield Table(titles, [self._act(act) for act in told], (5, 4, 5))

    def _act(self, act: Act) -> list[str]:
        words = self.sheets(act.when).act_words(act.what)
        return [time_words(act.when), words, act.why]

    def signatures(self, log: Sequence[LogLine]) -> Signatures:
        """Return the lines to sign on."""
        return Sheets(self.language, datetime.now(UTC)).signatures([line.act for line in log])
