"""How an election of the library stands, in a line."""

from datetime import date

from election.archive.listing import ListedElection
from election.clock import local_time
from election.models import PollsState
from kiosk.style.context import UiContext

ICONS = {
    None: "error",
    PollsState.DRAFT: "clock",
    PollsState.OPEN: "check",
    PollsState.PAUSED: "pause",
    PollsState.CLOSED: "lock",
    PollsState.COUNTED: "chart",
    PollsState.ARCHIVED: "list",
    PollsState.ANNULLED: "cross",
}


def title_of(ui: UiContext, listed: ListedElection) -> str:
    """Return its title; of one that cannot be read its id."""
    return ui.title(listed.title) if listed.title is not None else listed.id


def state_of(ui: UiContext, listed: ListedElection) -> str:
    """Return how it stands, with its turnout; of one that cannot be read why."""
    if listed.problem is not None:
        return ui.text("library.row.damaged", reason=ui.error(listed.problem))
    said = [ui.text(f"library.row.{_key(listed)}", count=listed.missing)]
    if listed.since is not None and listed.state in (PollsState.OPEN, PollsState.PAUSED):
        said.append(ui.text("library.row.since", time=listed.since.astimezone().strftime("%H:%M")))
    if listed.turnout is not None and listed.state is not PollsState.DRAFT:
        voted, voters = listed.turnout.voted, listed.turnout.voters
        said.append(ui.text("library.row.turnout", voted=voted, count=voters))
    if listed.objections_until is not None:
        said.append(ui.text("library.row.objections", until=local_time(listed.objections_until.timestamp())))
    if listed.people_are_due(date.today()):
        said.append(ui.text("library.row.people_due"))
    return " · ".join(said)


def _key(listed: ListedElection) -> str:
    if listed.state is PollsState.DRAFT:
        return "draft" if listed.missing else "ready"
    return str(listed.state)
