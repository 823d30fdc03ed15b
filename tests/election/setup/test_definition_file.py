"""An election as a TOML file: what is read, what is written, and what is told of a wrong one."""

import os
import tomllib
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given
from hypothesis import strategies as st

from election.errors import DefinitionRefused
from election.i18n.catalogue import catalogue
from election.models import PollsState
from election.resources import resource
from election.setup.definition_file import read_definition_file
from election.setup.definition_text import definition_text
from election.setup.life_cycle import Definition, read_definition
from election.setup.samples import sample_definition, sample_names

PHOTO = resource("elections", "club", "01.jpg").read_bytes()
WHOLE = """
title = { ko = "임원 선거", en = "Election of officers" }
live_results = false
styles = [[1, 2], [1]]
quorum = { share = "at least 1/3", below = "no_force" }

[[contests]]
title = { ko = "회장" }
options = { most = 2, blank = false }
rule = { seats = 2, ties = { by = "order", made = "age", order = [4, 1, 3, 2] } }
candidates = [
    "한서윤", { name = "오민재", photo = "photos/02.jpg" }, { name = "배", id = 7, carried_over = 3 }, "Lee",
]

[[contests]]
title = { ko = "회칙 개정" }
kind = "yes_no"
rule = { threshold = { share = "at least 2/3", of = "roll" } }
"""


def read(tmp_path: Path, text: str | bytes) -> Definition:
    file = tmp_path / "election.toml"
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_definition(read_definition_file(file), PollsState.DRAFT)


def refusal(tmp_path: Path, text: str | bytes) -> str:
    with pytest.raises(DefinitionRefused) as refused:
        read(tmp_path, text)
    words = catalogue().of_error(refused.value, "en")
    assert catalogue().of_error(refused.value, "ko") != words
    start = f"{tmp_path / 'election.toml'}: no election was made of it. "
    assert words.startswith(start)
    return words.removeprefix(start)


@pytest.fixture
def with_photo(tmp_path: Path) -> Path:
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / "02.jpg").write_bytes(PHOTO)
    return tmp_path


def test_a_whole_election_is_read(with_photo: Path) -> None:
    definition = read(with_photo, WHOLE)
    first, second = definition.election.contests
    assert definition.election.title.in_language("en") == "Election of officers"
    assert [style.contests for style in definition.election.styles] == [(1, 2), (1,)]
    assert [(each.id, each.name) for each in first.candidates] == [
        (1, "한서윤"),
        (2, "오민재"),
        (7, "배"),
        (8, "Lee"),
    ]
    assert first.candidates[2].carried_over == 3
    assert (second.kind, second.candidates) == ("yes_no", ())
    assert first.rule.ties.order == (8, 1, 7, 2)  # of the file's places, the ids
    assert second.rule.threshold is not None
    assert definition.election.quorum is not None
    assert definition.photos == {2: PHOTO}


def test_what_is_written_back_is_read_as_the_same_and_written_the_same(with_photo: Path) -> None:
    definition = read(with_photo, WHOLE)
    text = definition_text(definition.election, definition.photos)
    (with_photo / "elsewhere").mkdir()
    again = read(with_photo / "elsewhere", text)  # photos and all: it needs no other file
    assert again == definition
    assert definition_text(again.election, again.photos) == text


@pytest.mark.parametrize("name", sample_names())
def test_the_samples_are_written_and_read(tmp_path: Path, name: str) -> None:
    definition = read_definition(sample_definition(name), PollsState.DRAFT)
    text = definition_text(definition.election, definition.photos)
    assert read(tmp_path, text) == definition
    assert definition_text(definition.election, definition.photos) == text


def test_what_editors_of_windows_write_is_read(with_photo: Path) -> None:
    assert read(with_photo, b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()) == read(with_photo, WHOLE)


LEAST: dict[str, Any] = {
    "title": {"ko": "가"},
    "live_results": True,
    "contests": [{"title": {"ko": "나"}, "candidates": ["다", {"name": "라"}], "rule": {}}],
}


def changed(place: str, value: object) -> str:
    """The least election, with another value at a place such as ``contests.0.title``; None: without it."""
    whole: Any = tomllib.loads(tomli_w.dumps(LEAST))
    at = whole
    *way, last = [int(step) if step.isdigit() else step for step in place.split(".")]
    for step in way:
        at = at[step]
    if value is None:
        del at[last]
    else:
        at[last] = value
    return tomli_w.dumps(whole)


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("title", None, "title: This is missing"),
        ("title", "가", "title: Give a table"),
        ("title", {}, "title: Give at least one"),
        ("title", {"fr": "a"}, "title.fr: There is nothing of this name. What there is: ko, en"),
        ("title.ko", 1, "title.ko: Give a text in quotation marks"),
        ("title.ko", "", "title.ko: Nothing of this text can be shown, or it runs over several lines"),
        ("live_results", 1, "live_results: Give true or false"),
        ("live_results", None, "live_results: This is missing"),
        ("contests", [], "contests: Give at least one"),
        ("contests", {}, "contests: Give a list"),
        ("contests", [1], "contests[1]: Give a table"),
        (
            "more",
            1,
            "more: There is nothing of this name. What there is: title, live_results, contests, quorum, st",
        ),
        ("contests.0.titel", {}, "contests[1].titel: There is nothing of this name. "),
        ("contests.0.title.ko", "가\n나", "contests[1].title.ko: Nothing of this text can be shown"),
        ("contests.0.kind", "raffle", "contests[1].kind: There is no such kind of contest. The kinds that"),
        ("contests.0.kind", [], "contests[1].kind: There is no such kind of contest"),
        ("contests.0.options", 1, "contests[1].options: Give a table"),
        ("contests.0.options", {"most": 0}, "contests[1].options: The contest's option most has a value"),
        ("contests.0.options", {"max": 1}, "contests[1].options: The contest's option max has a value"),
        ("contests.0.candidates", None, "contests[1].candidates: Give at least one"),
        ("contests.0.candidates", "가", "contests[1].candidates: Give a list"),
        ("contests.0.candidates.0", 1, "contests[1].candidates[1]: Give a table"),
        ("contests.0.candidates.0", " ", "contests[1].candidates[1]: Nothing of this text can be shown"),
        ("contests.0.candidates.1.name", None, "contests[1].candidates[2].name: This is missing"),
        ("contests.0.candidates.1.id", 0, "contests[1].candidates[2].id: Give a whole number from 1"),
        ("contests.0.candidates.1.id", 1, "contests[1].candidates[2].id: Two candidates have the id 1"),
        ("contests.0.candidates.1.id", True, "contests[1].candidates[2].id: Give a whole number"),
        ("contests.0.candidates.1.carried_over", -1, "contests[1].candidates[2].carried_over: Give a whole"),
        ("contests.0.candidates.1.carried_over", 1.0, "contests[1].candidates[2].carried_over: Give a whole"),
        ("contests.0.candidates.1.photo", 1, "contests[1].candidates[2].photo: Give a text"),
        ("contests.0.candidates.1.photo", "no.jpg", "contests[1].candidates[2].photo: The photo cannot be"),
        ("quorum", {}, "quorum: What decides the contest (quorum) is not right: Write a share like"),
        ("contests.0.rule", "luck", "contests[1].rule: What decides the contest (preset) is not right: The"),
        ("contests.0.rule", {"seats": 0}, "contests[1].rule: What decides the contest (seats) is not right"),
        (
            "contests.0.rule.ties",
            {"by": "order", "made": "age", "order": [3]},
            "contests[1].rule: What decides",
        ),
        ("styles", [], "styles: Give at least one"),
        ("styles", [[]], "styles[1]: Give the contests of this style by their places, from 1 to 1"),
        ("styles", [[1], [2]], "styles[2]: Give the contests of this style"),
        ("styles", [[1, 1]], "styles[1]: Give the contests of this style"),
        ("styles", [[True]], "styles[1]: Give the contests of this style"),
        ("styles", [1], "styles[1]: Give a list"),
    ],
)
def test_a_fault_is_told_with_its_place(tmp_path: Path, place: str, value: object, told: str) -> None:
    assert refusal(tmp_path, changed(place, value)).startswith(told)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "title: This is missing"),
        ("title = ", "It ends before the TOML does"),
        ("title = \nx", "Line 1, column 9 is not TOML"),
        ("title = " + "[" * 5_000, "It is TOML that no election needs: too deep, or too large a number"),
        ("title = " + "9" * 5_000, "It is TOML that no election needs"),
        ("title = inf\nlive_results = true\ncontests = []", "title: Give a table"),
        ("title = 2026-01-01\nlive_results = true\ncontests = []", "title: Give a table"),
        ('title = "\\ud800"', "Line 1"),
        (WHOLE.encode("cp949"), "It is not text in UTF-8"),
        (WHOLE.encode("utf-16"), "It is not text in UTF-8"),
        (b"#" * (17 << 20), "It is larger than 16 MB"),
    ],
)
def test_what_is_no_definition_is_told(tmp_path: Path, text: str | bytes, told: str) -> None:
    assert refusal(tmp_path, text).startswith(told)


@pytest.mark.parametrize("name", ["absent.toml", ".", "x" * 5_000])
def test_a_file_that_cannot_be_read(tmp_path: Path, name: str) -> None:
    with pytest.raises(DefinitionRefused) as refused:
        read_definition_file(tmp_path / name)
    assert "cannot be read" in catalogue().of_error(refused.value, "en")


@pytest.mark.parametrize(
    "photo",
    [
        "../secret.jpg",
        "/etc/passwd",
        "a/../../secret.jpg",
        "C:\\secret.jpg",
        "link/secret.jpg",
        "link.jpg",
        "a\0b",
    ],
)
def test_a_photo_comes_from_beside_the_file_alone(tmp_path: Path, photo: str) -> None:
    (tmp_path / "secret.jpg").write_bytes(PHOTO)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    (folder / "link.jpg").symlink_to(tmp_path / "secret.jpg")
    told = refusal(folder, changed("contests.0.candidates.1.photo", photo))
    assert told == (
        "contests[1].candidates[2].photo: A photo is a file beside the TOML file or in a folder there"
    )


@pytest.mark.parametrize(
    ("photo", "told"),
    [
        ("data:image/jpeg;base64,!", "This is not a data: address"),
        ("data:image/jpeg;base64,QUJ", "This is not a data: address"),
        ("data:text/html;base64,QUJD", "This is not a data: address"),
        ("data:image/png;base64,QUJD", "The file cannot be used as a photo. It is not a JPEG or PNG picture"),
        ("data:image/png;base64," + "A" * 64_000, "The file cannot be used as a photo. It is larger than"),
        ("folder", "The photo cannot be read"),
        ("x" * 5_000, "The photo cannot be read"),
        ("link.jpg", "The photo cannot be read"),
        ("pipe.jpg", "The photo cannot be read"),
    ],
)
def test_what_is_no_photo_is_told(tmp_path: Path, photo: str, told: str) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.jpg").symlink_to("link.jpg")
    os.mkfifo(tmp_path / "pipe.jpg")  # into which nobody writes
    words = refusal(tmp_path, changed("contests.0.candidates.1.photo", photo))
    assert words.startswith(f"contests[1].candidates[2].photo: {told}")


def test_a_photo_that_never_ends_is_not_read_whole(tmp_path: Path) -> None:
    os.truncate(os.open(tmp_path / "large.jpg", os.O_CREAT | os.O_RDWR), 1 << 40)  # sparse
    words = refusal(tmp_path, changed("contests.0.candidates.1.photo", "large.jpg"))
    assert "The file is larger than 32 MB" in words


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["ko", "name", "x"]), inner),
    max_leaves=6,
)


@given(
    place=st.sampled_from(
        [
            *("title", "title.ko", "live_results", "contests", "contests.0", "contests.0.title", "styles"),
            *("contests.0.kind", "contests.0.options", "contests.0.options.most", "contests.0.candidates"),
            *("contests.0.rule", "contests.0.rule.seats", "contests.0.rule.ties", "quorum"),
            *("contests.0.candidates.0", "contests.0.candidates.1.name", "contests.0.candidates.1.photo"),
        ]
    ),
    value=values,
)
def test_whatever_stands_there_is_read_or_refused(
    tmp_path_factory: pytest.TempPathFactory, place: str, value: object
) -> None:
    try:
        text = changed(place, value)
    except (TypeError, ValueError, KeyError):  # TOML has no such value; there is no such place to change
        return
    file = tmp_path_factory.getbasetemp() / "election.toml"
    file.write_text(text, encoding="utf-8")
    try:
        definition = read_definition(read_definition_file(file), PollsState.DRAFT)
    except DefinitionRefused:
        return
    file.write_text(definition_text(definition.election, definition.photos), encoding="utf-8")
    assert read_definition(read_definition_file(file), PollsState.DRAFT) == definition
