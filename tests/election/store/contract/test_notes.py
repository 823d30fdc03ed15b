"""The kiosk's notes."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from election.store.port import KioskStore, NoteKind
from tests.election.store.contract.engines import KIOSK_ENGINES

VALUES: list[Mapping[str, Any]] = [
    {},
    {"locked": True, "why": "지나감", "nothing": None},
    {"list": [1, 2.5, "three"], "within": {"a": {"b": []}}},
    {"big": 2**62, "small": -0.125},
]


@pytest.mark.parametrize("kind", list(NoteKind))
@pytest.mark.parametrize("values", VALUES)
def test_a_note_comes_back_as_it_was_put(
    kiosk_engine: Any, kiosk: KioskStore, kind: NoteKind, values: Mapping[str, Any]
) -> None:
    assert kiosk.read(lambda notes: notes.note(kind)) is None
    kiosk.write(lambda notes: notes.put_note(kind, values))
    assert kiosk.read(lambda notes: notes.note(kind)) == values
    kiosk_engine.reopen()
    assert kiosk_engine.store.read(lambda notes: notes.note(kind)) == values


def test_notes_do_not_disturb_each_other(kiosk: KioskStore) -> None:
    for kind in NoteKind:
        kiosk.write(lambda notes, kind=kind: notes.put_note(kind, {"kind": kind.value}))
    for kind in NoteKind:
        assert kiosk.read(lambda notes, kind=kind: notes.note(kind)) == {"kind": kind.value}


def test_a_note_takes_the_place_of_the_one_before_and_goes(kiosk_engine: Any, kiosk: KioskStore) -> None:
    for values in ({"a": 1, "b": 2}, {"b": 3}):
        kiosk.write(lambda notes, values=values: notes.put_note(NoteKind.KIOSK, values))
    assert kiosk.read(lambda notes: notes.note(NoteKind.KIOSK)) == {"b": 3}
    for _ in range(2):  # removing what is not there is nothing
        kiosk.write(lambda notes: notes.put_note(NoteKind.KIOSK, None))
        assert kiosk.read(lambda notes: notes.note(NoteKind.KIOSK)) is None
    kiosk_engine.crash()
    assert kiosk_engine.store.read(lambda notes: notes.note(NoteKind.KIOSK)) is None


def test_what_a_note_was_made_of_can_change_without_changing_it(kiosk: KioskStore) -> None:
    values = {"list": [1]}
    kiosk.write(lambda notes: notes.put_note(NoteKind.KIOSK, values))
    values["list"].append(2)
    found = kiosk.read(lambda notes: notes.note(NoteKind.KIOSK))
    assert found == {"list": [1]}
    found["list"].append(3)  # type: ignore[index]
    assert kiosk.read(lambda notes: notes.note(NoteKind.KIOSK)) == {"list": [1]}


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), object(), "\ud800"])
def test_what_cannot_be_kept_is_refused_and_the_note_stays(kiosk: KioskStore, bad: object) -> None:
    kiosk.write(lambda notes: notes.put_note(NoteKind.KIOSK, {"good": 1}))
    with pytest.raises((ValueError, TypeError)):
        kiosk.write(lambda notes: notes.put_note(NoteKind.KIOSK, {"bad": bad}))
    assert kiosk.read(lambda notes: notes.note(NoteKind.KIOSK)) == {"good": 1}


def test_a_reader_changes_nothing(kiosk: KioskStore) -> None:
    with pytest.raises(RuntimeError):
        kiosk.read(lambda notes: notes.put_note(NoteKind.KIOSK, {"locked": True}))  # type: ignore[attr-defined]
    assert kiosk.read(lambda notes: notes.note(NoteKind.KIOSK)) is None


def test_what_the_function_raises_undoes_all_it_did(kiosk: KioskStore) -> None:
    def fail(notes: Any) -> None:
        notes.put_note(NoteKind.SETTINGS, {"sound": True})
        raise LookupError

    with pytest.raises(LookupError):
        kiosk.write(fail)
    assert kiosk.read(lambda notes: notes.note(NoteKind.SETTINGS)) is None


STEPS = st.lists(
    st.tuples(st.sampled_from(NoteKind), st.none() | st.integers(0, 3)) | st.sampled_from(["reopen", "crash"])
)


@pytest.mark.parametrize("engine_name", KIOSK_ENGINES)
@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_they_are_what_a_plain_model_holds(
    tmp_path_factory: pytest.TempPathFactory, engine_name: str, steps: list[Any]
) -> None:
    engine = KIOSK_ENGINES[engine_name](tmp_path_factory.mktemp("notes"))
    expected: dict[NoteKind, Any] = {}
    for step in steps:
        if isinstance(step, str):
            getattr(engine, step)()
        else:
            kind, value = step
            expected[kind] = None if value is None else {"value": value}
            engine.store.write(lambda notes, kind=kind: notes.put_note(kind, expected[kind]))
        for kind in NoteKind:
            assert engine.store.read(lambda notes, kind=kind: notes.note(kind)) == expected.get(kind)
    engine.close()
