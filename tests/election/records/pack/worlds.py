"""Elections that were held whole: opened, voted in, closed and counted, in a data folder of their own."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from election.election_services import ElectionServices
from election.models import Marking
from election.services import Services
from election.voters.passwords import Passwords
from tests.services import opened

CHEAP = Passwords(memory_kib=8, passes=1)
Ballot = Mapping[int, Marking]
THREE = ["김하나", "Lee <b>", '"박"']


def definition(*contests: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """Return a definition with these contests."""
    filled = [
        {"title": {"ko": f"투표 {at}", "en": f"Contest {at}"}, "candidates": THREE, **each}
        for at, each in enumerate(contests, start=1)
    ]
    return {"title": {"ko": "임원 선거", "en": "Officers"}, "live_results": False, "contests": filled, **more}


def hold(services: Services, given: Mapping[str, Any], ballots: Sequence[Ballot], *steps: str) -> str:
    """Hold an election with these ballots, of which people who sign up cast one each; return its id."""
    election_id = services.library.create(given)
    services.library.replace_current(election_id)
    with services.library.current() as election:
        election.polls.open()
        for at, ballot in enumerate(ballots):
            voter = election.accounts.sign_up(f"v{at}@example.org", f"V{at}", "correct horse")
            election.ballots.cast(voter.id, ballot)
        for step in (*steps, "close", "count"):
            getattr(election.polls, step)()
    return election_id


@contextmanager
def held(given: Mapping[str, Any], ballots: Sequence[Ballot], *steps: str) -> Iterator[ElectionServices]:
    """Give the services of an election that was held."""
    with TemporaryDirectory() as path, opened(Path(path) / "data", CHEAP) as services:
        hold(services, given, ballots, *steps)
        with services.library.current() as election:
            yield election
