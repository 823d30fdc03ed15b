"""What a ballot says of a candidate besides the name."""

from election.models import Candidate
from kiosk.style.context import UiContext


def about_candidate(ui: UiContext, candidate: Candidate) -> str:
    """Return that they withdrew, their list or group, and their statement; nothing where there is none."""
    withdrawn = ui.text("candidate.withdrawn") if candidate.withdrawn else ""
    told = (withdrawn, candidate.label, ui.title(candidate.statement))
    return " · ".join(filter(None, told))


def name_in_result(ui: UiContext, candidate: Candidate) -> str:
    """Return a candidate's name, which says that they withdrew."""
    if not candidate.withdrawn:
        return candidate.name
    return f"{candidate.name} ({ui.text('candidate.withdrawn')})"
