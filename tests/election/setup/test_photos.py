"""Photos of candidates: checked on the way in, kept with everything else, and in nobody's way."""

import json
import struct
from collections import Counter
from pathlib import Path

import pytest
from tinydb import TinyDB

from election.errors import Message
from election.models import PollsState
from election.setup.life_cycle import create_election
from election.setup.photos import MOST_BYTES, MOST_DOTS, PhotoRefused, check_photo
from election.setup.samples import create_sample, sample_definition, sample_names
from election.store.json import versions
from election.store.json.folder import DataFolder
from election.store.json.schema import TABLES
from election.store.json.store import JsonStore
from election.store.port import Store
from tests.services import build_services

KEY = b"k" * 32


def png(width: int = 3, height: int = 4, size: int = 60) -> bytes:
    """The head of a PNG file, which is all the check looks at."""
    head = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height)
    return head + bytes(size - len(head))


def jpeg(width: int, height: int) -> bytes:
    """The head of a JPEG file: a comment, a table whose number is among the frames', and the frame."""
    comment = b"\xff\xfe" + struct.pack(">H", 6) + b"abcd"
    huffman = b"\xff\xc4" + struct.pack(">H", 9) + b"\xff" * 7
    frame = b"\xff\xc2" + struct.pack(">HBHHB", 8, 8, height, width, 3)
    return b"\xff\xd8" + comment + huffman + frame


def with_photo(photo: bytes) -> dict[str, object]:
    contest = {
        "title": {"ko": "회장"},
        "options": {"most": 1},
        "candidates": ["가", {"name": "나", "photo": photo}],
    }
    return {"title": {"ko": "선거"}, "live_results": False, "contests": [contest]}


@pytest.fixture
def empty_store(folder: DataFolder) -> Store:
    return JsonStore(folder)


def test_a_photo_comes_back_as_it_was_put_and_after_a_restart(folder: DataFolder, empty_store: Store) -> None:
    definition = with_photo(png())
    empty_store.write(lambda transaction: create_election(transaction, definition, PollsState.OPEN))
    empty_store.close()
    polls = build_services(JsonStore(folder), KEY).polls
    assert polls.photos() == {2: png()}
    assert polls.photo(2) == png()
    assert polls.photo(1) is None
    assert [each.name for each in polls.election().contests[0].candidates] == ["가", "나"]
    with TinyDB(folder.path / "election.json", access_mode="r") as stock:
        assert [row.doc_id for row in stock.table("photos")] == [2]


@pytest.mark.parametrize(
    ("photo", "reason"),
    [
        (png(size=MOST_BYTES + 1), "photo.too_large"),
        (png(width=MOST_DOTS + 1), "photo.too_many_dots"),
        (jpeg(3, MOST_DOTS + 1), "photo.too_many_dots"),
        (png(width=0), "photo.not_a_photo"),
        (b"", "photo.not_a_photo"),
        (b"GIF89a" + bytes(40), "photo.not_a_photo"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "photo.not_a_photo"),
        (jpeg(3, 4)[:-9], "photo.not_a_photo"),  # cut off within the frame's head
        (b"\xff\xd8\xff\xfe\x00\x00" * 9, "photo.not_a_photo"),
    ],
)
def test_what_is_no_photo_is_refused_and_nothing_is_kept(
    empty_store: Store, photo: bytes, reason: str
) -> None:
    with pytest.raises(PhotoRefused) as refusal:
        empty_store.write(
            lambda transaction: create_election(transaction, with_photo(photo), PollsState.OPEN)
        )
    message = refusal.value.values["reason"]
    assert isinstance(message, Message)
    assert message.key == reason
    assert empty_store.is_new


@pytest.mark.parametrize("photo", [png(MOST_DOTS, MOST_DOTS, MOST_BYTES), jpeg(MOST_DOTS, 1)])
def test_the_largest_are_taken(photo: bytes) -> None:
    check_photo(photo)


def test_a_folder_from_before_there_were_photos_opens(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its files have no such table."""
    before = [spec for spec in TABLES if spec.name != "photos"]
    with monkeypatch.context() as patch:
        patch.setattr(versions, "TABLES", before)
        old = JsonStore(folder)
        create_sample(old)
        old.close()
    assert "photos" not in json.loads((folder.path / "election.json").read_text(encoding="utf-8"))
    store = JsonStore(folder)
    services = build_services(store, KEY)
    assert services.polls.photos() == {}
    assert len(services.polls.election().contests[0].candidates) == 10


def test_a_damaged_photo_is_recovered_from_the_copy(folder: DataFolder, empty_store: Store) -> None:
    create_sample(empty_store, "club")
    photos = build_services(empty_store, KEY).polls.photos()
    empty_store.close()
    base: Path = folder.path / "election.json"
    data = bytearray(base.read_bytes())
    data[data.index(b'"photos"') + 500] ^= 1
    base.write_bytes(data)
    store = JsonStore(folder)
    assert store.repaired
    assert build_services(store, KEY).polls.photos() == photos


def test_the_club_has_photos_for_all_but_one_in_its_first_two_contests() -> None:
    assert sample_names() == ("club", "methods", "motions", "sample")
    definition = sample_definition("club")
    assert [(each["options"]["most"], len(each["candidates"])) for each in definition["contests"]] == [
        (1, 4),
        (3, 9),
        (5, 40),
    ]
    without = Counter(
        number
        for number, contest in enumerate(definition["contests"])
        for each in contest["candidates"]
        if isinstance(each, str)
    )
    assert without == {1: 1, 2: 40}
    for contest in definition["contests"]:
        for each in contest["candidates"]:
            if not isinstance(each, str):
                check_photo(each["photo"])
                assert len(each["photo"]) <= 15 * 1024
