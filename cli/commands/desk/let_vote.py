"""``desk let-vote``: whether somebody may go to the booth."""

from typing import Any

from cli.commands.desk.deed import person_command, told
from cli.commands.roll.people import find
from cli.election_id import election_id
from cli.tasks import task
from election.services import Services


@task()
def let_vote(services: Services, which: str | None, who: str) -> dict[str, Any]:
    """Check somebody in whom the desk lets vote."""
    with services.library.held(election_id(services.library, which)) as held:
        person = find(held.roll, who)
        held.desk.let_vote(person.id)
        return told(held, person)


command = person_command(
    "let-vote",
    """Check somebody in whom the desk lets vote, after looking whether they still may.

    The booth of a window is turned to their ballot on its page Desk.""",
    lambda which, who: let_vote(which, who),
)
