"""People on the roll: numbers and addresses, corrections, and the whole roll replaced in one step."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from election.errors import EmailTaken, NumberTaken
from election.models import Turnout
from election.store.port import Person, Right, Store, Transaction
from tests.election.store.contract.conftest import TAG
from tests.election.store.contract.engines import Engine

HANA = Person(0, "", "김하나", number="2021-0482", group="국문과")
ADA = Person(0, "ada@example.org", "Ada", number="77")


def add(store: Store, *people: Person) -> list[Person]:
    def work(roll: Transaction) -> list[Person]:
        ids = roll.replace_roll(people, (), ())
        for each in ids:
            roll.add_right(each, 1)
        return [replace(person, id=each) for person, each in zip(people, ids, strict=True)]

    return store.write(work)


def everybody(store: Store) -> set[Person]:
    return set(store.read(lambda snapshot: snapshot.people()))


def test_somebody_with_a_number_alone_is_found_however_it_is_written(engine: Engine, store: Store) -> None:
    (hana,) = add(store, HANA)
    for how in (engine.reopen, engine.crash):
        for number in ("2021-0482", "20210482", "2021 0482"):
            assert engine.store.read(lambda snapshot, n=number: snapshot.person_by_number(n)) == hana
        assert engine.store.read(lambda snapshot: snapshot.person_by_number("482")) is None
        assert engine.store.read(lambda snapshot: snapshot.person_by_email("")) is None
        how()


def test_people_without_number_or_address_do_not_stand_in_each_others_way(store: Store) -> None:
    added = add(store, replace(ADA, number=""), replace(HANA, number=""), Person(0, "", "Jo"))
    assert everybody(store) == set(added)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        (lambda roll: roll.add_person("", "Other", number="20210482"), NumberTaken),
        (lambda roll: roll.add_person("ada@example.org", "Other"), EmailTaken),
        (lambda roll: roll.replace_roll([replace(ADA, email="other")], (), ()), NumberTaken),
    ],
)
def test_a_number_or_address_of_another_is_refused(
    store: Store, change: Callable[[Transaction], object], error: type[Exception]
) -> None:
    before = add(store, HANA, ADA)
    with pytest.raises(error):
        store.write(change)
    assert everybody(store) == set(before)


def test_a_correction_keeps_the_id_and_frees_what_was_there(engine: Engine, store: Store) -> None:
    hana, ada = add(store, HANA, ADA)
    with pytest.raises(NumberTaken):
        store.write(lambda roll: roll.correct_person(replace(hana, number="7-7")))
    with pytest.raises(ValueError, match="no such person"):
        store.write(lambda roll: roll.correct_person(replace(hana, id=hana.id + 1)))
    corrected = replace(hana, name="김하늘", number="9")
    store.write(lambda roll: roll.correct_person(corrected))
    engine.crash()
    assert everybody(engine.store) == {corrected, ada}
    assert engine.store.read(lambda snapshot: snapshot.person_by_number("20210482")) is None


def test_who_is_taken_off_the_roll_has_no_right_any_more(engine: Engine, store: Store) -> None:
    hana, ada = add(store, HANA, ADA)
    store.write(lambda roll: roll.remove_person(hana.id))
    engine.crash()
    assert everybody(engine.store) == {ada}
    assert engine.store.read(lambda snapshot: snapshot.right(hana.id)) is None
    assert engine.store.read(lambda snapshot: snapshot.turnout()) == Turnout(1, 0)


def test_who_has_voted_stays_on_the_roll_and_in_their_style(store: Store) -> None:
    (hana,) = add(store, HANA)
    store.write(lambda box: box.put_mark(hana.id, TAG))
    for change in (
        lambda roll: roll.remove_person(hana.id),
        lambda roll: roll.replace_roll((), (), [hana.id]),
        lambda roll: roll.put_style(hana.id, 2),
    ):
        with pytest.raises(ValueError, match="used"):
            store.write(change)
    assert everybody(store) == {hana}
    assert store.read(lambda snapshot: snapshot.right(hana.id)) == Right(hana.id, 1)


def test_a_right_changes_its_style(engine: Engine, store: Store) -> None:
    (hana,) = add(store, HANA)
    store.write(lambda roll: roll.put_style(hana.id, 2))
    engine.crash()
    assert engine.store.read(lambda snapshot: snapshot.right(hana.id)) == Right(hana.id, 2)
    with pytest.raises(ValueError, match="no such right"):
        engine.store.write(lambda roll: roll.put_style(hana.id + 1, 2))


def test_a_roll_is_replaced_whole_and_numbers_change_hands(engine: Engine, store: Store) -> None:
    hana, ada, jo = add(store, HANA, ADA, Person(0, "jo@example.org", "Jo"))
    swapped = replace(hana, number="77"), replace(ada, number="2021-0482", email="jo@example.org")
    (kim,) = store.write(lambda roll: roll.replace_roll([Person(0, "", "Kim", number="5")], swapped, [jo.id]))
    engine.crash()
    assert everybody(engine.store) == {*swapped, Person(kim, "", "Kim", number="5")}
    found = engine.store.read(lambda snapshot: snapshot.person_by_number("77"))
    assert found == swapped[0]


def test_a_roll_that_cannot_be_replaced_is_as_before(store: Store) -> None:
    hana, ada = add(store, HANA, ADA)
    with pytest.raises(NumberTaken):
        store.write(
            lambda roll: roll.replace_roll([replace(HANA, name="Other")], [replace(ada, number="1")], ())
        )
    assert everybody(store) == {hana, ada}


def test_the_version_of_the_roll_tells_whether_it_changed(store: Store) -> None:
    def version() -> object:
        return store.read(lambda snapshot: snapshot.roll_version())

    before = version()
    store.write(lambda box: box.add_ballot(1, (1,)))
    assert version() == before
    add(store, HANA)
    assert version() != before


def test_the_styles_of_groups_are_kept(engine: Engine, store: Store) -> None:
    assert store.read(lambda snapshot: snapshot.group_styles()) == {}
    for styles in ({"국문과": 2, "": 3}, {"사학과": 1}):
        engine.store.write(lambda roll, styles=styles: roll.put_group_styles(styles))
        engine.crash()
        assert engine.store.read(lambda snapshot: snapshot.group_styles()) == styles


def test_the_roll_before_is_kept_until_another(engine: Engine, store: Store) -> None:
    assert store.read(lambda snapshot: snapshot.roll_before()) == ()
    hana, ada = add(store, HANA, ADA)
    for before in ([(hana.id, None), (ada.id, ada)], [(ada.id, None)], []):
        engine.store.write(lambda roll, before=before: roll.put_roll_before(before))
        engine.crash()
        assert sorted(engine.store.read(lambda snapshot: snapshot.roll_before())) == sorted(before)
