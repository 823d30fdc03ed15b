"""An election on one computer, of which two people have voted in and a third may."""

from election.models import PollsState
from election.services import Services
from tests.election.test_library import PASSWORD, definition, vote


def begin(services: Services) -> str:
    library = services.library
    library.replace_current(library.create(definition("Club"), PollsState.OPEN))
    with library.current() as election:
        vote(election, "kim")
        vote(election, "lee")
        election.accounts.sign_up("yoon@example.org", "yoon", PASSWORD)
    assert library.current_id is not None
    return library.current_id


def id_of(services: Services) -> str:
    assert services.library.current_id is not None
    return services.library.current_id


def take(services: Services, *steps: str) -> None:
    """Take steps, and have the back-up made that they ask for."""
    with services.library.current() as election:
        for step in steps:
            getattr(election.polls, step)()
    services.backups.finish()
