"""The kiosk's settings and notes: kept, checked, and readable whatever somebody wrote into the file."""

from dataclasses import asdict, replace
from pathlib import Path

import pytest
from tinydb import TinyDB

from election.admin.kiosk_state import Notes
from election.admin.refusals import SettingsInvalid
from election.admin.settings import KeptSettings, Settings
from election.errors import StorageFailed
from election.store.json.folder import DataFolder
from election.store.json.store import JsonKioskStore
from election.store.port import KioskStore, NoteKind

OWN = Settings("en", "large", "black", 5.5, False, True, True, "network", 180, 45, print_receipts=True)


def test_nothing_set_is_the_defaults(kiosk_store: KioskStore) -> None:
    assert KeptSettings(kiosk_store).read() == Settings()
    assert Settings().checked() == Settings()


def test_settings_outlive_a_restart(tmp_path: Path) -> None:
    for settings in (OWN, replace(OWN, language="ko", dots_per_mm=None)):
        with DataFolder(tmp_path / "kept") as folder:
            store = JsonKioskStore(folder)
            KeptSettings(store).save(settings)
            store.close()
        with DataFolder(tmp_path / "kept") as folder:
            store = JsonKioskStore(folder)
            assert KeptSettings(store).read() == settings
            store.close()
    with TinyDB(tmp_path / "kept" / "election.json") as plain:
        assert plain.table("settings").all() == [asdict(settings)]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("language", "fr"),
        ("language", None),
        ("text_size", "huge"),
        ("contrast", ""),
        ("network", "internet"),
        ("dots_per_mm", 0.0),
        ("dots_per_mm", float("nan")),
        ("dots_per_mm", float("inf")),
        ("dots_per_mm", 1.5),
        ("dots_per_mm", 20.1),
        ("dots_per_mm", True),
        ("dots_per_mm", "4"),
        ("idle_seconds", 119),
        ("idle_seconds", 301),
        ("idle_seconds", 150.5),
        ("question_seconds", 19),
        ("question_seconds", 46),
        ("question_seconds", True),
        ("keyboard", 1),
        ("sound", "yes"),
        ("calm", None),
        ("print_receipts", 1),
    ],
)
def test_what_cannot_be_is_refused_and_where_it_stands_in_the_file_the_default_counts(
    kiosk_store: KioskStore, name: str, value: object
) -> None:
    kept = KeptSettings(kiosk_store)
    kept.save(OWN)
    with pytest.raises(SettingsInvalid) as refusal:
        kept.save(replace(OWN, **{name: value}))  # type: ignore[arg-type]
    assert refusal.value.values == {"name": name}
    assert kept.read() == OWN
    if str(value) not in ("nan", "inf"):  # those cannot stand in a file
        values = {**asdict(OWN), name: value, "newer": 1}
        kiosk_store.write(lambda transaction: transaction.put_note(NoteKind.SETTINGS, values))
        assert kept.read() == replace(OWN, **{name: getattr(Settings(), name)})


def test_notes_are_off_until_set_and_do_not_disturb_each_other(kiosk_store: KioskStore) -> None:
    notes = Notes(kiosk_store)
    assert (notes.locked(), notes.recovered()) == (False, False)
    notes.set_locked(locked=True)
    notes.set_recovered(recovered=True)
    assert (notes.locked(), notes.recovered()) == (True, True)
    notes.set_locked(locked=False)
    assert (Notes(kiosk_store).locked(), Notes(kiosk_store).recovered()) == (False, True)


def test_a_note_that_stands_already_is_not_written_again(
    kiosk_store: KioskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = Notes(kiosk_store)
    notes.set_locked(locked=True)

    def refuse(*_: object) -> None:
        raise StorageFailed

    monkeypatch.setattr(kiosk_store, "write", refuse)
    notes.set_locked(locked=True)
    with pytest.raises(StorageFailed):
        notes.set_locked(locked=False)
