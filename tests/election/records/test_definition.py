"""The definition in one form: nothing is left out, one election has one file, and it reads back."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from election.models import LocalText, PollsState
from election.records.definition import (
    definition_file,
    election_of_kept,
    file_of_kept,
    kept_definition,
)
from election.services import Services
from election.setup.life_cycle import read_definition
from election.setup.samples import sample_definition, sample_names
from election.voters.passwords import Passwords
from tests.election.setup.test_fields import WHOLE
from tests.election.setup.test_fields import read as read_toml
from tests.services import opened

ID = "0123456789abcdef"
RULE: dict[str, Any] = {
    "threshold": {"share": "more than 1/2", "of": "cast"},
    "seats": 1,
    "quorum": {"share": "at least 1/3", "below": "no_force"},
    "ties": {"by": "order", "order": [2, 1], "made": "age"},
    "otherwise": "run_off",
}


def values(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content)
    return found


@pytest.mark.parametrize("name", sample_names())
def test_what_was_kept_reads_back_as_the_same_election(name: str) -> None:
    definition = read_definition(sample_definition(name), PollsState.OPEN)
    kept = kept_definition(definition.election, definition.photos)
    assert election_of_kept(kept) == definition.election
    assert file_of_kept(ID, kept) == definition_file(ID, definition.election, definition.photos)


def test_every_field_reads_back(tmp_path: Path) -> None:
    whole = replace(read_toml(tmp_path, WHOLE), state=PollsState.OPEN)
    found = election_of_kept(kept_definition(whole, {}))
    assert found == replace(whole, privacy=None, passwords_over_http=False)


def test_every_key_is_there_and_in_order() -> None:
    given = {
        "title": {"en": "Club"},
        "live_results": False,
        "contests": [{"title": {"en": "Chair"}, "candidates": ["Kim", "Lee"], "rule": RULE}],
    }
    content = definition_file(ID, read_definition(given, PollsState.DRAFT).election, {2: b"photo"})
    found = values(content)
    assert found["title"] == {"ko": "", "en": "Club"}
    assert found["quorum"] is None
    assert found["schedule"] == {"opens": None, "closes": None, "by_itself": False}
    (contest,) = found["contests"]
    assert contest["rule"] == {
        **RULE,
        "quorum": {"share": "at least 1/3", "came": "cast", "below": "no_force"},
        "lead_over_blank": False,
    }
    assert contest["options"] == {"blank": True, "most": 1, "least": 0}
    assert [each["photo"] for each in contest["candidates"]] == [None, hashlib.sha256(b"photo").hexdigest()]
    assert content == (json.dumps(found, sort_keys=True, separators=(",", ":")) + "\n").encode()


def test_whatever_changes_on_the_ballot_changes_the_bytes() -> None:
    election = read_definition(sample_definition("club"), PollsState.OPEN).election
    first = election.contests[0]
    renamed = replace(first, title=LocalText.of({"en": "Treasurer"}))
    others = [
        replace(election, contests=(renamed, *election.contests[1:])),
        replace(election, contests=election.contests[::-1]),
        replace(election, markings_public=True),
        replace(
            election, contests=(replace(first, candidates=first.candidates[::-1]), *election.contests[1:])
        ),
    ]
    files = [definition_file(ID, each, {}) for each in (election, *others)]
    assert len(set(files)) == len(files)


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Any:
    with opened(tmp_path, passwords) as services:
        yield services


def test_the_commitment_is_of_the_opening_whatever_is_corrected_later(services: Services) -> None:
    given = {
        "title": {"en": "Club"},
        "live_results": False,
        "contests": [{"title": {"en": "Chair"}, "candidates": ["Kim", "Lee"]}],
    }
    services.library.replace_current(services.library.create(given))
    with services.library.current() as election:
        draft = election.records.commitment()
        election.polls.open()
        opened_with = election.records.commitment()
        assert not draft.is_fixed
        assert opened_with.is_fixed
        assert opened_with.file() == draft.file()
        found = values(opened_with.file())
        assert found == {
            "format": "vote-kiosk commitment 1",
            "election": election.id,
            "definition": hashlib.sha256(draft.definition).hexdigest(),
            "roll": 0,
            "contests": {"1": 0},
            "fingerprint": election.key.fingerprint,
        }
        election.accounts.sign_up("kim@example.org", "Kim", "correct horse")
        election.polls.pause()
        assert election.records.commitment().file() == opened_with.file()
        assert values(opened_with.definition)["election"] == election.id


def test_polls_that_are_made_open_are_committed_too(services: Services) -> None:
    services.library.replace_current(services.library.create_sample())
    with services.library.current() as election:
        assert election.records.commitment().is_fixed
