"""The elections that come with the program."""

import json
from typing import Any

from election.models import PollsState
from election.resources import resource
from election.setup.life_cycle import create_election
from election.store.port import Store

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


def sample_to_try(name: str = DEFAULT_SAMPLE) -> dict[str, Any]:
    """Return the definition of a sample that stays one: its live counts are exact, and phones log in by
    password, or nobody could try it on one.
    """
    return {**sample_definition(name), "sample": True, "passwords_over_http": True}


def sample_names() -> tuple[str, ...]:
    """Return the names of the elections that come with the program, in order."""
    return tuple(sorted(file.stem for file in resource("elections").glob("*.json")))


def create_sample(store: Store, name: str = DEFAULT_SAMPLE) -> None:
    """Write the sample election called `name` into a new store, with its polls open."""
    definition = sample_to_try(name)
    store.write(lambda transaction: create_election(transaction, definition, PollsState.OPEN))
