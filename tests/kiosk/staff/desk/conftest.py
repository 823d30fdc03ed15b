"""A club with a roll, slips and a desk that lets people vote."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from election.models import WayIn
from election.setup.life_cycle import create_election
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Store
from election.voters.codes import VoterCode
from election.voters.passwords import Passwords
from election.voters.roll_files.entries import Entry
from kiosk.app.window import KioskWindow
from tests.conftest import KEY
from tests.election.voters.codes import let_in_by, put_codes
from tests.kiosk.staff.door import PASSPHRASE, open_staffed
from tests.services import Services, build_services

PIN = "739164"
CLUB: dict[str, Any] = {
    "title": {"ko": "총회"},
    "live_results": False,
    "contests": [{"title": {"ko": "회장"}, "candidates": ["가람", "나래"]}],
}
PEOPLE = (
    Entry("김하나", "20210482", "hana@example.org", "국문과"),
    Entry("김하늘", "20211177", "sky@example.org", "사학과"),
    Entry("김호남", "20199034", "", "국문과"),
    Entry("이지우", "20202210", "", "국문과"),
    Entry("이지우", "20207719", "", "사학과"),
    Entry("Ada King", "77", "ada@example.org", "사학과"),
)


@pytest.fixture
def club_store(tmp_path: Path) -> Iterator[Store]:
    with DataFolder(tmp_path / "club") as folder, closing(JsonStore(folder)) as store:
        store.write(lambda transaction: create_election(transaction, CLUB))
        yield store


@pytest.fixture
def slips(club_store: Store) -> list[VoterCode]:
    return put_codes(club_store, 10)


@pytest.fixture
def club(club_store: Store, slips: list[VoterCode], passwords: Passwords) -> Services:
    """The polls are open; people get slips, or vote at the booth."""
    services = build_services(club_store, KEY, passwords)
    for entry in PEOPLE:
        services.roll.add(entry)
    let_in_by(club_store, WayIn.SLIP, WayIn.DESK)
    services.organiser.set_first(PASSPHRASE)
    services.desk_passphrase.set(PIN)
    services.polls.open()
    return services


@pytest.fixture
def window(qtbot: QtBot, club: Services) -> Iterator[KioskWindow]:
    window = open_staffed(qtbot, club)
    yield window
    window.shut_down()


def id_of(club: Services, digits: str) -> int:
    return next(each.id for each in club.roll.people() if each.number.endswith(digits))
