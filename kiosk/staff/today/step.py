"""A page for each deed that asks once more: what it brings about, the passphrase, and what else it needs. Its
button is named after the deed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from election.archive.refusals import ArchiveWithoutCopy
from election.election_services import ElectionServices
from election.i18n.catalogue import LANGUAGES, catalogue
from election.setup.life_cycle import PollsStatus
from election.setup.readiness import SmallGroup
from election.setup.refusals import StepOfAnotherElection
from election.setup.schedule import time_of_day, time_with_zone
from election.setup.steps import LONGEST_PRESENT, LONGEST_REASON, STEPS, Step
from election.setup.times import TimesStatus
from election.voting.deciding.sentences import percent
from kiosk.staff.page import StaffContext, StaffPage
from kiosk.staff.results.save import SavePage
from kiosk.staff.results.wanted import PACK
from kiosk.staff.screens.passphrase import passphrase_field
from kiosk.style.context import UiContext
from kiosk.widgets.forms.field import Field
from kiosk.widgets.forms.form import FormScreen

# Deeds that two people witness, whose names go on record.
WITNESSED = (Step.COUNT, Step.REOPEN)
_EARLY_WORD = "staff.early.word"
_LONGEST_COUNT = 6


@dataclass(frozen=True, slots=True)
class Day:
    """How the election with this id stands, and its times."""

    election_id: str
    status: PollsStatus
    times: TimesStatus
    log_holds: bool = True
    box_differs: bool = False


@dataclass(frozen=True, slots=True, repr=False)
class TakeStep:
    """What is asked for: the deed, with what was typed. `closes` is a time of the day."""

    passphrase: str
    reason: str = ""
    present: tuple[str, ...] = ()
    closes: str = ""
    small_group: int | None = None


@dataclass(frozen=True, slots=True)
class Asks:
    """What a page has typed beside the passphrase. `word`: that it is meant; `closes`: a time of the day;
    `small_group`: where a group is so small that its votes could be guessed, how many people it has;
    `reason_where_broken`: a reason where the event log is not what was written.
    """

    small_group: bool = False
    reason: bool = False
    reason_where_broken: bool = False
    present: bool = False
    word: bool = False
    closes: bool = False


class StepScreen(FormScreen):
    """Asks to `TakeStep`. See `FormScreen`."""

    def __init__(self, ui: UiContext, name: str, asks: Asks, *, other: object | None = None) -> None:
        self._day: Day | None = None
        self.closes = Field(ui, "staff.field.closes", "staff.field.closes_hint", longest=len("23:59"))
        self.word = Field(ui, "staff.field.word", longest=40)
        self.reason = Field(ui, "staff.field.reason", longest=LONGEST_REASON)
        names = ("staff.field.present_first", "staff.field.present_second")
        self.present = tuple(Field(ui, name, longest=LONGEST_PRESENT) for name in names)
        self.small = Field(ui, "staff.field.small_group", longest=_LONGEST_COUNT)
        self.passphrase = passphrase_field(ui, "staff.field.passphrase")
        self._asks = asks
        given = {
            "small": (self.small,) if asks.small_group else (),
            "closes": (self.closes,) if asks.closes else (),
            "word": (self.word,) if asks.word else (),
            "reason": (self.reason,) if asks.reason or asks.reason_where_broken else (),
            "present": self.present if asks.present else (),
        }
        before = tuple(each for fields in given.values() for each in fields)
        super().__init__(ui, name, (*before, self.passphrase), other=other)

    def show_day(self, day: Day | None) -> None:
        """Say what the deed would do to an election that stands like this."""
        self._day = day
        self.offer_field(self.small, offered=bool(self._small_groups()))
        self.offer_field(self.reason, offered=self._needs_reason())
        self.retranslate()

    def about(self) -> str:
        """See `FormScreen`: the consequence, with the counts."""
        return "" if self._day is None else self.ui.text(f"{self._name}.about", **_values(self._day))

    def retranslate(self) -> None:
        """Say everything in the language of the moment."""
        super().retranslate()
        self.back_button.set_text(self.ui.text(f"{self._name}.stay"))

    def request(self) -> object:
        """Return what was typed."""
        present = tuple(each.text() for each in self.present) if self._asks.present else ()
        reason = self.reason.text() if self._needs_reason() else ""
        typed = self.small.text().strip()
        small = int(typed) if typed.isdecimal() else None
        return TakeStep(self.passphrase.text(), reason, present, self.closes.text(), small)

    def problem(self, field: Field) -> str:
        """All must be there; whether the passphrase will do only the service knows."""
        text = field.text().strip()
        if field is self.small:
            fewest = min((str(group.people) for group in self._small_groups()), key=int, default=text)
            return "" if text == fewest else "staff.field.small_group_missing"
        if field is self.word:
            words = {catalogue().text(_EARLY_WORD, language) for language in LANGUAGES}
            meant = " ".join(text.casefold().split()) in {each.casefold() for each in words}
            return "" if meant else "staff.field.word_missing"
        if text or (field in self.present and self._is_practice()):
            return ""
        if field is self.reason and not self._needs_reason():
            return ""
        if field in self.present:
            return "staff.field.present_missing"
        return "staff.field.reason_missing" if field is self.reason else "staff.field.missing"

    def _small_groups(self) -> Sequence[SmallGroup]:
        return self._day.status.small_groups if self._day is not None else ()

    def _needs_reason(self) -> bool:
        """Whether a reason is asked for: always, or because the log is not what was written."""
        holds = self._day is None or self._day.log_holds
        return self._asks.reason or (self._asks.reason_where_broken and not holds)

    def _is_practice(self) -> bool:
        return self._day is not None and self._day.status.election.practice


_NO_VALUES: Mapping[str, object] = dict.fromkeys(
    ("count", "voters", "contests", "percent", "grace", "minutes", "time", "until", "before", "after"), ""
)


def _values(day: Day) -> Mapping[str, object]:
    """Return all that the texts of a deed may name."""
    turnout, times, election = day.status.turnout, day.times, day.status.election
    values = {
        **_NO_VALUES,
        "count": turnout.voted,
        "voters": turnout.voters,
        "contests": len(election.contests),
        "percent": percent(turnout.voted, turnout.voters),
        "grace": election.grace,
        "minutes": times.minutes_early,
    }
    if times.schedule.closes is not None:
        values["time"] = time_of_day(times.schedule.closes)
    if times.prolong_until is not None:
        values["until"] = time_with_zone(times.prolong_until)
    return values


class StepPage(StaffPage):
    """Has the passphrase checked and does the deed, in the election it was opened for and in no other."""

    asks: ClassVar[Asks] = Asks()
    screen: StepScreen

    def __init__(self, staff: StaffContext) -> None:
        super().__init__(staff)
        self._day: Day | None = None

    def make_screen(self, staff: StaffContext) -> StepScreen:
        """See `StaffPage`."""
        return StepScreen(staff.ui, self.name, self.asks)

    def prepare(self, subject: object = None) -> None:
        """`subject` is how the election stands."""
        if isinstance(subject, Day):
            self._day = subject
            self.screen.show_day(subject)

    def handle(self, request: object) -> None:
        """Do it."""
        if not isinstance(request, TakeStep):
            return
        services, day = self.staff.services, self._day

        def take() -> None:
            services.organiser.check(request.passphrase)
            with services.library.current() as election:
                if day is None or election.id != day.election_id:
                    raise StepOfAnotherElection
                self.do(election, request)

        self.run(take, lambda _nothing: self.staff.navigator.back(), self.refused)

    def refused(self, error: Exception) -> None:
        """Say why it was not done."""
        self.screen.set_error(error)

    def do(self, election: ElectionServices, typed: TakeStep) -> None:
        """Do the deed; not on the window's thread."""
        raise NotImplementedError


class LifeStepPage(StepPage):
    """Takes a step in the life of the election."""

    step: ClassVar[Step]

    def do(self, election: ElectionServices, typed: TakeStep) -> None:
        """See `StepPage`."""
        election.polls.take(self.step, why=typed.reason, present=typed.present, small_group=typed.small_group)


def _asks(step: Step) -> Asks:
    is_open = step is Step.OPEN
    return Asks(is_open, STEPS[step].needs_reason, is_open, step in WITNESSED)


class OpenPage(LifeStepPage):
    """Opens the polls."""

    name, step, asks = "staff.step.open", Step.OPEN, _asks(Step.OPEN)


class ResumePage(LifeStepPage):
    """Has ballots taken again after a pause."""

    name, step, asks = "staff.step.resume", Step.RESUME, _asks(Step.RESUME)


class ClosePage(LifeStepPage):
    """Closes the polls."""

    name, step, asks = "staff.step.close", Step.CLOSE, _asks(Step.CLOSE)


class CloseEarlyPage(LifeStepPage):
    """Closes the polls before the announced time, which must be meant."""

    name, step, asks = "staff.step.close_early", Step.CLOSE, Asks(word=True)


class ReopenPage(LifeStepPage):
    """Opens closed polls again."""

    name, step, asks = "staff.step.reopen", Step.REOPEN, _asks(Step.REOPEN)


class CountPage(LifeStepPage):
    """Has the votes counted."""

    name, step, asks = "staff.step.count", Step.COUNT, _asks(Step.COUNT)


class AnnulPage(LifeStepPage):
    """Ends the election without a result."""

    name, step, asks = "staff.step.annul", Step.ANNUL, _asks(Step.ANNUL)


class ArchivePage(LifeStepPage):
    """Puts the election away; where there is no pack and no back-up of it yet, leads to making a pack."""

    name, step, asks = "staff.step.archive", Step.ARCHIVE, _asks(Step.ARCHIVE)

    def make_screen(self, staff: StaffContext) -> StepScreen:
        """See `StaffPage`."""
        return StepScreen(staff.ui, self.name, self.asks, other=PACK)

    def prepare(self, subject: object = None) -> None:
        """See `StepPage`. Whoever comes back may have made the pack."""
        super().prepare(subject)
        self.screen.offer_other(offered=False)
        self.screen.set_error(None)

    def handle(self, request: object) -> None:
        """See `StepPage`."""
        if request is PACK:
            self.staff.navigator.open(SavePage, PACK)
        else:
            super().handle(request)

    def refused(self, error: Exception) -> None:
        """See `StepPage`."""
        self.screen.offer_other(offered=isinstance(error, ArchiveWithoutCopy))
        super().refused(error)


STEP_PAGES: dict[Step, type[LifeStepPage]] = {
    page.step: page
    for page in (OpenPage, ResumePage, ClosePage, ReopenPage, CountPage, AnnulPage, ArchivePage)
}
