"""The roll is brought in, put right and taken back; what a vote or a slip binds stays."""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from election.code_models import Batch, BatchKind, CodeState
from election.errors import EmailTaken, NumberTaken
from election.models import PollsState, Turnout, WayIn
from election.setup.life_cycle import create_election
from election.setup.refusals import ReasonMissing, StepForbidden
from election.store.json.folder import DataFolder
from election.store.json.store import JsonStore
from election.store.port import Code, DeskMark, Person, Store
from election.voters.passwords import Passwords
from election.voters.refusals import (
    BadToken,
    ImportNotUndone,
    NotOnThisRoll,
    PersonBound,
    PersonRefused,
    RollFixed,
    SignUpClosed,
    WrongCredentials,
)
from election.voters.roll import RollSize
from election.voters.roll_files.columns import Kind
from election.voters.roll_files.entries import Entry
from election.voters.roll_import import ImportMode, RollImported
from election.voting.counting import whole_figures
from tests.election.voters.codes import let_in_by
from tests.services import Services, build_services

CLUB: dict[str, Any] = {
    "title": {"ko": "총회"},
    "live_results": False,
    "contests": [
        {"title": {"ko": title}, "candidates": ["가", "나"]} for title in ("회장", "감사", "국문과 대표")
    ],
}
HANA = Entry("김하나", "2021-0482", "", "국문과")
ADA = Entry("Ada King", "77", "ada@example.org", "사학과")
JO = Entry("Jo Park", "", "jo@example.org")
WHY = "명부에서 빠졌음"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with DataFolder(tmp_path / "club") as folder, closing(JsonStore(folder)) as store:
        store.write(lambda transaction: create_election(transaction, CLUB))
        yield store


@pytest.fixture
def club(store: Store, passwords: Passwords) -> Services:
    """A draft that nobody is on the roll of."""
    return build_services(store, b"k" * 32, passwords)


def entries(club: Services) -> list[Entry]:
    return [Entry(each.name, each.number, each.email, each.group) for each in club.roll.people()]


def whose(club: Services, entry: Entry) -> Person:
    return next(person for person in club.roll.people() if person.name == entry.name)


def print_codes(store: Store, *, person: int | None = None) -> None:
    def work(box: Any) -> None:
        box.add_batch(Batch(1, BatchKind.PERSONAL, None, "10", 1))
        if person:
            box.add_code(Code(99, 1, 1, person=person))
        box.confirm_batch(1)

    store.write(work)


# --- importing -----------------------------------------------------------------------------------------


def test_an_import_puts_everybody_on_the_roll_and_ends_signing_up(club: Services) -> None:
    assert club.roll.import_people([HANA, ADA, JO]) == RollImported(3, 0, 0, 0, closed_sign_up=True)
    assert entries(club) == [HANA, ADA, JO]
    assert club.tally.turnout() == Turnout(3, 0)
    assert club.polls.election().ways_in == (WayIn.CODE,)
    with pytest.raises(SignUpClosed):
        club.accounts.sign_up("new@example.org", "New", "correct horse")


def test_who_signed_up_in_anothers_name_is_not_let_in_once_the_roll_is_there(club: Services) -> None:
    signed_up = club.accounts.sign_up(ADA.email, "Somebody", "correct horse")
    token = club.accounts.issue_token(signed_up)
    assert club.accounts.voter_id_of_token(token) == signed_up.id
    club.roll.import_people([ADA])
    with pytest.raises(WrongCredentials):
        club.accounts.log_in(ADA.email, "correct horse")
    with pytest.raises(BadToken):
        club.accounts.bearer_of_token(token)


def test_who_has_no_password_cannot_log_in_with_one(club: Services) -> None:
    club.roll.import_people([ADA])
    for password in ("x", "\0"):
        with pytest.raises(WrongCredentials):
            club.accounts.log_in("ada@example.org", password)


def test_a_second_import_replaces_and_who_stays_keeps_id_and_password(club: Services, store: Store) -> None:
    voter = club.accounts.sign_up("ada@example.org", "Ada", "correct horse")
    club.roll.import_people([ADA, JO])
    after = replace(ADA, name="Ada Lovelace")
    found = club.roll.difference([after, HANA])
    assert (found.new, found.gone, found.changed, found.same) == ([HANA], [JO], [(ADA, after)], 0)
    assert club.roll.import_people([after, HANA]) == RollImported(1, 1, 1, 0)
    assert entries(club) == [HANA, after]
    assert whose(club, after).id == voter.id
    let_in_by(store, WayIn.PASSWORD)
    assert club.accounts.log_in("ada@example.org", "correct horse").id == voter.id


def test_adding_leaves_all_others_as_they_are(club: Services) -> None:
    club.roll.import_people([HANA, ADA])
    added = club.roll.import_people([replace(HANA, name="다른 이름"), JO], ImportMode.ADD)
    assert added == RollImported(1, 0, 0, 1)
    assert entries(club) == [HANA, ADA, JO]


def test_what_the_file_has_no_column_of_stays(club: Services) -> None:
    club.roll.import_people([HANA, ADA])
    without = [Entry("김하늘", "20210482"), Entry("Ada King", "77")]
    kinds = frozenset({Kind.NAME, Kind.NUMBER})
    assert club.roll.difference(without, kinds).same == 1
    club.roll.import_people(without, kinds=kinds)
    assert entries(club) == [Entry("김하늘", "20210482", "", "국문과"), ADA]


def test_numbers_may_change_hands_in_an_import(club: Services) -> None:
    club.roll.import_people([HANA, ADA])
    swapped = [replace(HANA, number="77"), replace(ADA, number="2021-0482")]
    club.roll.import_people(swapped)
    assert entries(club) == swapped


def test_an_import_that_is_cancelled_leaves_the_roll_as_it_was(club: Services) -> None:
    class Cancelled(Exception):
        pass

    club.roll.import_people([HANA])
    many = [Entry(f"{at}", f"{at}") for at in range(2_000)]
    told: list[float] = []

    def cancel(share: float) -> None:
        told.append(share)
        if share > 0.5:
            raise Cancelled

    with pytest.raises(Cancelled):
        club.roll.import_people(many, progress=cancel)
    assert entries(club) == [HANA]
    assert told == sorted(told)
    assert len(told) > 3
    club.roll.import_people(many, progress=told.append)
    assert told[-1] == 1.0


def test_an_import_that_would_give_a_number_twice_changes_nothing(club: Services) -> None:
    club.roll.import_people([ADA])
    with pytest.raises((NumberTaken, EmailTaken)):
        club.roll.import_people([HANA, Entry("다른", "99", "a@x"), Entry("또", "98", "a@x")])
    assert entries(club) == [ADA]


def test_the_last_import_is_undone_and_what_was_done_by_hand_stays(club: Services) -> None:
    assert not club.roll.may_undo_import()
    with pytest.raises(ImportNotUndone):
        club.roll.undo_import()
    club.roll.import_people([HANA, ADA])
    hana = whose(club, HANA)
    by_hand = Entry("By Hand", "5")
    club.roll.import_people([replace(ADA, number="78"), JO])
    club.roll.add(by_hand)
    assert club.roll.may_undo_import()
    club.roll.undo_import()
    assert entries(club) == [HANA, ADA, by_hand]
    assert whose(club, HANA) == hana
    assert club.tally.turnout() == Turnout(3, 0)
    assert not club.roll.may_undo_import()


def test_an_import_that_changes_nothing_leaves_the_one_before_to_be_undone(club: Services) -> None:
    club.roll.import_people([HANA, ADA])
    club.roll.import_people([HANA, ADA])
    club.roll.undo_import()
    assert entries(club) == []


def test_an_import_cannot_be_undone_once_codes_are_printed(club: Services, store: Store) -> None:
    club.roll.import_people([HANA])
    print_codes(store)
    assert not club.roll.may_undo_import()
    with pytest.raises(ImportNotUndone):
        club.roll.undo_import()


def test_the_codes_of_who_is_no_longer_on_the_roll_are_void(club: Services, store: Store) -> None:
    club.roll.import_people([HANA, ADA])
    print_codes(store, person=whose(club, HANA).id)
    club.roll.import_people([ADA])
    code = store.read(lambda snapshot: snapshot.code(99))
    assert code is not None
    assert code.state is CodeState.VOID


@pytest.mark.parametrize("state", [each for each in PollsState if each is not PollsState.DRAFT])
def test_a_roll_is_brought_in_only_in_a_draft(club: Services, store: Store, state: PollsState) -> None:
    club.roll.import_people([HANA])
    store.write(lambda transaction: transaction.set_state(state))
    for attempt in (
        lambda: club.roll.import_people([ADA]),
        lambda: club.roll.give_contests({"국문과": [1]}),
    ):
        with pytest.raises(RollFixed):
            attempt()
    with pytest.raises(ImportNotUndone):
        club.roll.undo_import()
    assert entries(club) == [HANA]


# --- single people -------------------------------------------------------------------------------------


def test_in_a_draft_people_are_changed_freely_and_no_more_is_noted_than_how_many(club: Services) -> None:
    hana = club.roll.add(HANA)
    assert club.polls.election().ways_in == (WayIn.CODE,)
    before = club.roll.correct(hana.id, replace(ADA, email="  ADA@example.org "))
    assert before == hana
    assert entries(club) == [ADA]
    assert club.roll.remove(hana.id).name == ADA.name
    assert entries(club) == []
    assert [(act.what, act.why, act.data) for act in club.polls.acts()] == [
        ("roll.changed", "", {name: 1}) for name in ("added", "corrected", "removed")
    ]
    with pytest.raises(NotOnThisRoll):
        club.roll.remove(hana.id)
    with pytest.raises(NotOnThisRoll):
        club.roll.correct(hana.id, HANA)


def test_who_was_removed_in_a_draft_comes_back_as_they_were(club: Services) -> None:
    hana = club.roll.add(HANA)
    club.roll.put_back(club.roll.remove(hana.id))
    assert club.roll.people() == [hana]
    assert club.tally.turnout() == Turnout(1, 0)
    club.roll.remove(hana.id)
    other = club.roll.add(replace(HANA, name="다른 사람"))
    with pytest.raises(NumberTaken):
        club.roll.put_back(hana)
    assert club.roll.people() == [other]


@pytest.mark.parametrize(
    "entry",
    [
        Entry(""),
        Entry("이름만"),
        Entry("Kim", email="no address"),
        Entry("Kim", "2.02E+07"),
        Entry("Kim", "=1+1"),
        Entry("Kim", "900101-1234567"),
        Entry("Kim", "9001011234568"),
        Entry("x" * 101, "1"),
        Entry("   ", "1"),
    ],
)
def test_what_an_import_would_refuse_is_refused_by_hand(club: Services, entry: Entry) -> None:
    with pytest.raises(PersonRefused):
        club.roll.add(entry)
    assert entries(club) == []


def open_with(club: Services, *people: Entry) -> list[Person]:
    club.roll.import_people(people)
    club.polls.open()
    return [whose(club, entry) for entry in people]


@pytest.mark.parametrize("state", [PollsState.OPEN, PollsState.PAUSED])
def test_while_open_each_change_has_a_reason_and_an_act_that_names_nobody(
    club: Services, state: PollsState
) -> None:
    hana, ada = open_with(club, HANA, ADA)
    if state is PollsState.PAUSED:
        club.polls.pause()
    for without in ("", "  ", "x" * 501):
        with pytest.raises(ReasonMissing):
            club.roll.add(JO, why=without)
    with pytest.raises(StepForbidden):
        club.roll.add(JO, why=WHY, role="desk")
    club.roll.add(JO, why=WHY)
    club.roll.correct(hana.id, replace(HANA, name="김하늘"), why=WHY)
    club.roll.remove(ada.id, why=WHY)
    acts = [act for act in club.polls.acts() if act.why]
    assert sorted((act.what, act.why) for act in acts) == [
        ("roll.added", WHY),
        ("roll.corrected", WHY),
        ("roll.removed", WHY),
    ]
    assert "김하늘" not in str(acts)
    assert entries(club) == [replace(HANA, name="김하늘"), JO]


def test_the_roll_that_counts_is_the_one_at_opening_and_who_was_added(club: Services, store: Store) -> None:
    _, ada = open_with(club, HANA, ADA)
    assert club.roll.size() == RollSize(2, 2, 0)
    club.roll.add(JO, why=WHY)
    club.roll.remove(ada.id, why=WHY)
    assert club.roll.size() == RollSize(2, 2, 1)
    figures = store.read(whole_figures)
    assert (figures.roll_at_opening, figures.added, figures.roll) == (2, 1, 3)


@pytest.mark.parametrize("bound_by", ["vote", "slip"])
def test_of_one_who_voted_or_has_a_slip_only_the_name_is_changed(
    club: Services, store: Store, bound_by: str
) -> None:
    (hana,) = open_with(club, HANA)
    if bound_by == "vote":
        club.ballots.cast(hana.id, {1: (1,)})
    else:
        store.write(lambda box: box.put_desk_mark(hana.id, DeskMark.SLIP))
    for entry in (replace(HANA, group="사학과"), replace(HANA, number="1"), ADA):
        with pytest.raises(PersonBound):
            club.roll.correct(hana.id, entry, why=WHY)
    with pytest.raises(PersonBound):
        club.roll.remove(hana.id, why=WHY)
    club.roll.correct(hana.id, replace(HANA, name="김하늘"), why=WHY)
    assert entries(club) == [replace(HANA, name="김하늘")]


def test_who_has_a_code_is_not_removed_while_open_but_in_a_draft_and_then_it_is_void(
    club: Services, store: Store
) -> None:
    club.roll.import_people([HANA, ADA])
    print_codes(store, person=whose(club, HANA).id)
    club.polls.open()
    with pytest.raises(PersonBound):
        club.roll.remove(whose(club, HANA).id, why=WHY)
    store.write(lambda box: box.set_state(PollsState.DRAFT))
    club.roll.remove(whose(club, HANA).id)
    code = store.read(lambda snapshot: snapshot.code(99))
    assert code is not None
    assert code.state is CodeState.VOID


@pytest.mark.parametrize("state", [each for each in PollsState if each not in ("draft", "open", "paused")])
def test_after_closing_nothing_of_the_roll_is_changed(
    club: Services, store: Store, state: PollsState
) -> None:
    (hana,) = open_with(club, HANA)
    store.write(lambda box: box.set_state(state))
    for attempt in (
        lambda: club.roll.add(JO, why=WHY),
        lambda: club.roll.correct(hana.id, ADA, why=WHY),
        lambda: club.roll.remove(hana.id, why=WHY),
    ):
        with pytest.raises(RollFixed):
            attempt()
    assert entries(club) == [HANA]


# --- searching -----------------------------------------------------------------------------------------


def test_a_search_sees_the_roll_of_now(club: Services) -> None:
    club.roll.import_people([HANA, ADA])
    assert [each.name for each in club.roll.search("ㄱㅎㄴ").people] == ["김하나"]
    assert [each.name for each in club.roll.search("482").people] == ["김하나"]
    club.roll.correct(whose(club, HANA).id, replace(HANA, name="박하나"))
    assert club.roll.search("ㄱㅎㄴ").people == ()
    club.roll.add(Entry("박하늘", "8"))
    found = club.roll.search("박", most=1)
    assert ([each.name for each in found.people], found.more) == (["박하나"], 1)
    assert club.roll.person_by_number("2021 0482").name == "박하나"
    with pytest.raises(NotOnThisRoll):
        club.roll.person_by_number("없음")
