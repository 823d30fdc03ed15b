"""The services of one open data folder, built once and handed to each door."""

import json
from dataclasses import dataclass
from typing import Any

from election.admin.kiosk_state import Notes
from election.admin.passphrase import Organiser
from election.admin.settings import KeptSettings
from election.clock import ElectionClock
from election.events import Events
from election.models import PollsState
from election.resources import resource
from election.setup.life_cycle import Polls, create_election
from election.store.port import Store
from election.voters.accounts import Accounts
from election.voters.passwords import Passwords
from election.voters.rate_limit import Throttle
from election.voters.tokens import Tokens
from election.voting.casting import Ballots
from election.voting.counting import Tally
from election.voting.lots import Lots


@dataclass(frozen=True, slots=True)
class Services:
    """All a door needs of the election."""

    accounts: Accounts
    polls: Polls
    ballots: Ballots
    tally: Tally
    lots: Lots
    events: Events
    organiser: Organiser
    settings: KeptSettings
    notes: Notes
    clock: ElectionClock


def build_services(
    store: Store, key: bytes, passwords: Passwords | None = None, clock: ElectionClock | None = None
) -> Services:
    """Return the services over `store`; `key` (32 bytes) signs tokens. `passwords` and `clock` are for tests
    that cannot wait for real hashes, or years.
    """
    events = Events()
    passwords = passwords or Passwords()
    clock = clock or ElectionClock(store)
    return Services(
        Accounts(store, passwords, Tokens(key, clock.now), Throttle(), events),
        Polls(store, events),
        Ballots(store, events),
        Tally(store),
        Lots(store, events),
        events,
        Organiser(store, passwords, Throttle()),
        KeptSettings(store),
        Notes(store),
        clock,
    )


DEFAULT_SAMPLE = "sample"


def sample_definition(name: str = DEFAULT_SAMPLE) -> dict[str, Any]:
    """Return the definition of an election that comes with the program (see `read_definition`). In its file,
    a photo is the name of another file, in the folder of the election's name.
    """
    definition: dict[str, Any] = json.loads(resource("elections", f"{name}.json").read_text(encoding="utf-8"))
    for contest in definition["contests"]:
        for candidate in contest["candidates"]:
            if isinstance(candidate, dict) and "photo" in candidate:
                candidate["photo"] = resource("elections", name, candidate["photo"]).read_bytes()
    return definition


def sample_names() -> tuple[str, ...]:
    """Return the names of the elections that come with the program, in order."""
    return tuple(sorted(file.stem for file in resource("elections").glob("*.json")))


def create_sample(store: Store, name: str = DEFAULT_SAMPLE) -> None:
    """Write the sample election called `name` into a new store, with its polls open."""
    definition = sample_definition(name)
    store.write(lambda transaction: create_election(transaction, definition, PollsState.OPEN))
