"""How an election is told of in the list of all."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from election.election_services import ElectionServices
from election.errors import ElectionError
from election.models import Election, LocalText, PollsState, Turnout
from election.setup.steps import STEPS, Step


@dataclass(frozen=True, slots=True)
class ListedElection:
    """An election of the library. Where `problem` says why it cannot be opened nothing else is known of it.

    `since` is when the last step was taken, None where none was; `missing` is how many things stand against
    opening a draft; the result may be objected to until `objections_until`, where that is set.
    What is kept of people is to be removed after `personal_data_until`; None where that was not set, or done.
    """

    id: str
    is_current: bool
    title: LocalText | None = None
    state: PollsState | None = None
    problem: ElectionError | None = None
    turnout: Turnout | None = None
    since: datetime | None = None
    missing: int = 0
    practice: bool = False
    objections_until: datetime | None = None
    personal_data_until: date | None = None
    has_people: bool = False

    def people_are_due(self, today: date) -> bool:
        """Return whether people of an election that is over should have been removed by `today`."""
        until = self.personal_data_until
        is_over = self.state in (PollsState.ARCHIVED, PollsState.ANNULLED, PollsState.COUNTED)
        return until is not None and is_over and until < today


def listed(services: ElectionServices, *, is_current: bool) -> ListedElection:
    """Return how this election stands. Raises NoElection."""
    status = services.polls.status()
    election = status.election
    missing = services.tasks.read().missing() if election.state is PollsState.DRAFT else 0
    return ListedElection(
        services.id,
        is_current,
        election.title,
        election.state,
        turnout=status.turnout,
        since=status.since,
        missing=missing,
        practice=election.practice,
        objections_until=_objections_until(services, election),
        personal_data_until=_personal_data_until(services, election),
        has_people=bool(status.turnout.voters) and not services.contents.is_without_people(),
    )


def _personal_data_until(services: ElectionServices, election: Election) -> date | None:
    until = election.privacy.until if election.privacy is not None else None
    return None if until is None or services.contents.is_without_people() else until


def _objections_until(services: ElectionServices, election: Election) -> datetime | None:
    if not (election.objection_hours and election.state.is_counted):
        return None
    counted = [act.when for act in services.polls.acts() if act.what == STEPS[Step.COUNT].act]
    return (
        datetime.fromisoformat(counted[-1]) + timedelta(hours=election.objection_hours) if counted else None
    )
