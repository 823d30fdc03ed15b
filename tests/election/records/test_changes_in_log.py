"""What the event log tells of setting up: what was changed, from what, to what, and how many on the roll."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from election.models import LocalText
from election.resources import resource
from election.setup.changes.candidates import AddCandidates, ChangeCandidate, NewCandidate, PutPhoto
from election.setup.changes.contests import AddContest, ChangeContest, ChangeElection
from election.setup.differences import differences
from election.store.port import Act
from election.voters.passwords import Passwords
from election.voters.roll_files.entries import Entry
from tests.services import Services, opened, whole

CHEAP = Passwords(memory_kib=8, passes=1)
DRAFT = {
    "title": {"ko": "임원 선거"},
    "live_results": False,
    "ways_in": ["code"],
    "contests": [{"title": {"ko": "회장"}, "candidates": ["가", "나", "다"]}],
}


@pytest.fixture
def services(tmp_path: Path) -> Iterator[Services]:
    with opened(tmp_path / "data", CHEAP) as found:
        found.library.use(found.library.create(DRAFT))
        yield whole(found)


def noted(services: Services, what: str) -> list[Act]:
    return [act for act in services.polls.acts() if act.what == what]


def changes(services: Services) -> list[tuple[object, object, object]]:
    services.log.note_changes()
    acts = noted(services, "setup.changed")
    return [(act.data["what"], act.data["from"], act.data["to"]) for act in acts]


def test_a_field_that_is_edited_again_and_again_makes_one_line(services: Services) -> None:
    for title in ("회", "회장 ", "총무"):
        services.editing.make(ChangeContest(1, {"title": LocalText.of({"ko": title})}))
    assert not noted(services, "setup.changed")
    assert changes(services) == [("contests.1.title.ko", "회장", "총무")]
    assert changes(services) == [("contests.1.title.ko", "회장", "총무")]  # and is told once


def test_what_was_undone_is_not_told(services: Services) -> None:
    services.editing.make(ChangeElection({"grace": 3}))
    services.editing.undo()
    assert changes(services) == []


def test_things_that_came_are_told_by_their_names_and_photos_by_digests(services: Services) -> None:
    photo = resource("elections", "club", "01.jpg").read_bytes()
    services.editing.make(PutPhoto(2, photo))
    services.editing.make(AddCandidates(1, (NewCandidate("라"),)))
    found = {what: (before, after) for what, before, after in changes(services)}
    assert found["contests.1.candidates.4"] == (None, "라")
    before, after = found["contests.1.candidates.2.photo"]
    assert (before, len(str(after))) == (None, 64)


def test_long_texts_are_told_by_their_beginning_and_a_digest(services: Services) -> None:
    services.editing.make(ChangeCandidate(1, {"statement": LocalText.of({"ko": "길" * 300})}))
    ((what, before, after),) = changes(services)
    assert (what, before) == ("contests.1.candidates.1.statement.ko", "")
    assert str(after).startswith("길" * 80 + "… (SHA-256 ")
    assert len(str(after)) < 130


def test_all_that_was_changed_stands_before_the_opening(services: Services) -> None:
    services.editing.make(ChangeElection({"grace": 3}))
    services.roll.import_people([Entry(name="김철수", number="1"), Entry(name="이영희", number="2")])
    services.polls.open(why="")
    whats = [act.what for act in services.polls.acts()]
    assert whats.index("setup.changed") < whats.index("polls.opened")
    assert services.polls._store.read(lambda snapshot: snapshot.draft_before()) is None


def test_a_crash_loses_nothing_of_what_was_changed(tmp_path: Path) -> None:
    path = tmp_path / "data"
    with opened(path, CHEAP) as found:
        found.library.use(found.library.create(DRAFT))
        whole(found).editing.make(ChangeElection({"grace": 3}))
    with opened(path, CHEAP) as found:
        assert changes(whole(found)) == [("grace", 5, 3)]


def test_the_roll_is_told_in_numbers_and_names_nobody(services: Services) -> None:
    services.roll.import_people([Entry(name="김철수", number="1"), Entry(name="이영희", number="2")])
    person = services.roll.add(Entry(name="박민수", number="3"))
    services.roll.remove(person.id)
    services.roll.undo_import()
    (imported,) = noted(services, "roll.imported")
    assert imported.data == {"added": 2, "changed": 0, "removed": 0}
    assert [act.data for act in noted(services, "roll.changed")] == [{"added": 1}, {"removed": 1}]
    assert noted(services, "roll.import_undone")
    text = "".join(line.text for line in services.log.check().lines)
    assert not any(name in text for name in ("김철수", "이영희", "박민수"))


def test_a_correction_while_the_polls_are_open_tells_what_it_was(services: Services) -> None:
    services.roll.import_people([Entry(name="김철수", number="1")])
    services.polls.open()
    services.editing.correct(ChangeCandidate(1, {"name": "가나"}), "a slip of the pen")
    services.editing.withdraw(2, "moved away")
    (corrected,), (withdrawn,) = noted(services, "ballot.corrected"), noted(services, "candidate.withdrawn")
    assert corrected.data == {"what": "contests.1.candidates.1.name", "from": "가", "to": "가나"}
    assert withdrawn.data == {"what": "contests.1.candidates.2.withdrawn", "from": False, "to": True}


def test_an_order_that_changed_is_told_as_such() -> None:
    one, two = {"id": 1, "name": "a"}, {"id": 2, "name": "b"}
    found = list(differences({"candidates": [one, two]}, {"candidates": [two, one]}))
    assert found == [{"what": "candidates.order", "from": "1, 2", "to": "2, 1"}]


@pytest.mark.slow
def test_very_many_changes_are_told_as_a_number(services: Services) -> None:
    for at in range(130):
        services.editing.make(AddCandidates(1, (NewCandidate(f"후보 {at}"),)))
    services.editing.make(AddContest(LocalText.of({"ko": "안건"}), "yes_no"))
    services.log.note_changes()
    acts = noted(services, "setup.changed")
    assert len(acts) == 101
    assert acts[-1].data["changes"] > 30
