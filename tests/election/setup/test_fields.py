"""The fields that may be left out: read, kept, written back, and refused."""

from pathlib import Path
from typing import Any

import pytest

from election.errors import DefinitionRefused
from election.i18n.catalogue import catalogue
from election.models import (
    CandidateOrder,
    Election,
    LocalText,
    PollsState,
    Prolongation,
    TurnoutFor,
    WayIn,
    WithdrawnVotes,
)
from election.setup.definition_file import read_definition_file
from election.setup.definition_text import definition_text
from election.setup.life_cycle import read_definition
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from tests.election.setup.test_definition_file import changed
from tests.services import opened

WHOLE = """
title = { ko = "임원 선거", en = "Election of officers" }
live_results = false
description = { ko = "올해의 임원을 뽑습니다." }
practice = true
ways_in = ["code", "password"]
grace = 3
turnout_for = "staff"
objection_hours = 72
markings_public = true
members_listed = true
passwords_over_http = true
schedule = { opens = 2026-11-28T09:00:00+09:00, closes = "2026-11-28T18:00:00+09:00", by_itself = true }
prolongation = { minutes = 60 }
privacy = { purpose = { ko = "선거인 확인" }, keeper = { ko = "선거관리위원회" }, until = 2027-01-31 }

[[contests]]
title = { ko = "회장" }
description = { ko = "임기는 1년입니다.", en = "For one year." }
order = "shuffled"
withdrawn_votes = "void"
candidates = [
    { name = "한서윤", id = 7, statement = { ko = "함께 걷겠습니다.", en = "Together." }, label = "하늘" },
    { name = "오민재", id = 3, withdrawn = true },
]
"""


def read(folder: Path, text: str) -> Election:
    file = folder / "election.toml"
    file.write_text(text, encoding="utf-8")
    return read_definition(read_definition_file(file), PollsState.DRAFT).election


@pytest.fixture
def whole(tmp_path: Path) -> Election:
    return read(tmp_path, WHOLE)


def test_all_of_them_are_read(whole: Election) -> None:
    contest = whole.contests[0]
    first, second = contest.candidates
    assert whole.practice
    assert whole.ways_in == (WayIn.PASSWORD, WayIn.CODE)  # always in one order
    assert (whole.grace, whole.turnout_for, whole.objection_hours) == (3, TurnoutFor.STAFF, 72)
    assert whole.markings_public
    assert whole.members_listed
    assert whole.passwords_over_http
    assert whole.schedule.opens is not None
    assert whole.schedule.closes is not None
    assert (whole.schedule.closes - whole.schedule.opens).total_seconds() == 9 * 3600
    assert whole.prolongation == Prolongation(60, 1)
    assert whole.privacy is not None
    assert str(whole.privacy.until) == "2027-01-31"
    assert contest.description.in_language("en") == "For one year."
    assert (contest.order, contest.withdrawn_votes) == (CandidateOrder.SHUFFLED, WithdrawnVotes.VOID)
    assert first.statement == LocalText.of({"ko": "함께 걷겠습니다.", "en": "Together."})
    assert (first.label, first.withdrawn, second.withdrawn) == ("하늘", False, True)


def test_they_are_written_back_the_same(tmp_path: Path, whole: Election) -> None:
    text = definition_text(whole, {})
    assert read(tmp_path, text) == whole
    assert definition_text(read(tmp_path, text), {}) == text


def test_a_store_keeps_them_and_the_order_of_candidates(folder: DataFolder, whole: Election) -> None:
    store = JsonStore(folder)
    store.write(lambda box: box.create_election(whole))
    store.close()
    again = JsonStore(folder)
    assert again.read(lambda snapshot: snapshot.election()) == whole
    again.close()


WAYS = "ways_in: Give at least one way to vote; signing up freely goes with no other"
REFUSED: list[tuple[str, Any, str | None]] = [
    ("grace", 6, "grace: Give a whole number from 0 to 5"),
    ("grace", True, "grace: Give a whole number"),
    ("practice", "yes", "practice: Give true or false"),
    ("ways_in", [], WAYS),
    ("ways_in", ["sign_up", "code"], WAYS),
    ("ways_in", ["post"], "ways_in: The values that there are: sign_up, password, code, slip, desk"),
    ("markings_public", 1, "markings_public: Give true or false"),
    ("turnout_for", "nobody", "turnout_for: The values that there are: everybody, staff"),
    (
        "schedule",
        {"opens": "soon"},
        "schedule.opens: Give a date and time, such as 2026-11-28T09:00:00+09:00",
    ),
    ("schedule", {"by_itself": True}, "schedule.by_itself: The program can keep no time where none is given"),
    (
        "schedule",
        {"closing": 1},
        "schedule.closing: There is nothing of this name. What there is: opens, closes, by_itself",
    ),
    (
        "schedule",
        {"opens": "2026-11-28T09:00:00+09:00", "closes": "2026-11-28T00:00:00+00:00"},
        "schedule: The closing time must come after the opening time",
    ),
    ("prolongation", {"minutes": 0}, "prolongation.minutes: Give a whole number from 1 to 10080"),
    ("prolongation", {}, "prolongation.minutes: This is missing"),
    ("privacy", {"purpose": {"ko": "가"}}, "privacy.keeper: This is missing"),
    (
        "privacy",
        {"purpose": {"ko": "가"}, "keeper": {"ko": "가"}, "until": "soon"},
        "privacy.until: Give a date, such as 2027-01-31",
    ),
    ("objection_hours", -1, "objection_hours: Give a whole number from 0 to 8784"),
    ("description", {"ko": "가" * 1001}, None),
    (
        "description",
        {"ko": "가\n나"},
        "description.ko: Nothing of this text can be shown, or it runs over several lines",
    ),
    ("contests.0.order", "random", "contests[1].order: The values that there are: fixed, shuffled"),
    ("contests.0.withdrawn_votes", 1, "contests[1].withdrawn_votes: The values that there are: stand, void"),
    ("contests.0.candidates.1.label", "가" * 61, None),
    ("contests.0.candidates.1.statement", "가", "contests[1].candidates[2].statement: Give a table"),
    ("contests.0.candidates.1.withdrawn", 1, "contests[1].candidates[2].withdrawn: Give true or false"),
]


@pytest.mark.parametrize(("place", "value", "said"), REFUSED)
def test_what_cannot_be_is_refused_with_its_place(
    tmp_path: Path, place: str, value: object, said: str | None
) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        read(tmp_path, changed(place, value))
    words = catalogue().of_error(refused.value, "en")
    assert said in words if said else "It may have" in words
    assert catalogue().of_error(refused.value, "ko") != words


def test_a_time_without_a_zone_is_of_this_machine(tmp_path: Path) -> None:
    election = read(tmp_path, changed("schedule", {"closes": "2026-11-28T18:00:00"}))
    assert election.schedule.closes is not None
    assert election.schedule.closes == election.schedule.closes.astimezone()
    assert election.schedule.closes.hour == 18


def test_no_file_makes_an_election_a_sample(tmp_path: Path) -> None:
    file = tmp_path / "election.toml"
    file.write_text('title = { en = "Club" }\nlive_results = true\nsample = true\ncontests = []', "utf-8")
    with pytest.raises(DefinitionRefused) as refusal:
        read_definition_file(file)
    assert refusal.value.values["reason"].values["place"] == "sample"


def test_a_copy_of_the_sample_is_a_real_election(tmp_path: Path) -> None:
    with opened(tmp_path / "data") as found:
        copied = found.archive.copy(found.library.create_sample())
        with found.library.held(copied) as election:
            copy = election.polls.election()
    assert not copy.sample
    assert not copy.passwords_over_http
