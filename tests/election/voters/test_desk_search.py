"""How the desk finds people, and all that it is shown of them."""

from dataclasses import fields, replace

import pytest

from election.models import Style
from election.store.port import DeskMark, Store, Transaction
from election.voters.desk import DeskState
from election.voters.desk_search import DeskPerson, DeskSearch
from election.voters.refusals import NotOnThisRoll
from tests.services import Services

PEOPLE = (
    ("김하나", "2021-0482", "hana@example.org", "국문과"),
    ("김하늘", "20211177", "", "사학과"),
    ("Ada King", "77", "ada@example.org", ""),
)


@pytest.fixture
def people(store: Store) -> list[int]:
    return [add(store, *person) for person in PEOPLE]


def add(store: Store, name: str, number: str, email: str = "", group: str = "") -> int:
    def work(transaction: Transaction) -> int:
        person_id = transaction.add_person(email, name, number=number, group=group)
        transaction.add_right(person_id, 1)
        return person_id

    return store.write(work)


@pytest.fixture
def search(store: Store) -> DeskSearch:
    return DeskSearch(store)


def test_the_desk_sees_name_group_the_end_of_the_number_and_the_mark(
    search: DeskSearch, people: list[int], services: Services
) -> None:
    (hana,) = search.find("김하나").people
    assert hana == DeskPerson(people[0], "김하나", "국문과", "0482", DeskState.NOT_YET)
    assert {each.name for each in fields(DeskPerson)} == {"id", "name", "group", "digits", "state", "pile"}
    services.desk.check_in(people[0])
    assert search.find("0482").people[0].state is DeskState.CAME
    assert search.person(people[2]).digits == "77"


def test_nobody_is_found_by_an_address(search: DeskSearch, people: list[int]) -> None:
    for text in ("hana@example.org", "example", "ada@"):
        assert not search.find(text).people


def test_it_finds_who_was_added_and_nobody_who_was_removed(
    search: DeskSearch, people: list[int], store: Store
) -> None:
    assert [each.name for each in search.find("김").people] == ["김하나", "김하늘"]
    add(store, "김호남", "3")
    store.write(lambda transaction: transaction.remove_person(people[0]))
    assert [each.name for each in search.find("김").people] == ["김하늘", "김호남"]
    with pytest.raises(NotOnThisRoll):
        search.person(people[0])


def test_more_than_are_asked_for_are_counted(search: DeskSearch, people: list[int]) -> None:
    found = search.find("김", 1)
    assert ([each.name for each in found.people], found.more) == (["김하나"], 1)


def test_where_slips_differ_it_says_from_which_pile(
    search: DeskSearch, people: list[int], store: Store
) -> None:
    assert not search.person(people[0]).pile

    def split(transaction: Transaction) -> None:
        election = transaction.hold_election()
        second = Style(2, tuple(contest.id for contest in election.contests))
        transaction.replace_election(replace(election, styles=(*election.styles, second)))
        transaction.put_group_styles({"국문과": 1, "사학과": 2})

    store.write(split)
    assert search.person(people[0]).pile == "국문과"


def test_a_mark_of_the_desk_is_all_that_it_learns(
    search: DeskSearch, people: list[int], store: Store, services: Services
) -> None:
    services.ballots.cast(people[1], {})
    assert search.person(people[1]).state is DeskState.VOTED
    store.write(lambda transaction: transaction.put_desk_mark(people[0], DeskMark.SLIP))
    assert search.person(people[0]).state is DeskState.RECEIVED, "whatever became of the slip"
