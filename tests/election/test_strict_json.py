"""JSON from outside: one meaning, or none."""

import json

import pytest

from election.strict_json import NameTwice, NotStrict, loads
from election.texts import LARGEST_NUMBER


@pytest.mark.parametrize(
    "value",
    [{"a": [1, -2.5, "b", None, True, {}]}, "text", 0, LARGEST_NUMBER, -LARGEST_NUMBER, {"한": "글"}, "😀"],
)
def test_what_means_one_thing_is_read(value: object) -> None:
    for text in (json.dumps(value), json.dumps(value, ensure_ascii=False)):
        for data in (text, text.encode(), "\ufeff" + text, b"\xef\xbb\xbf" + text.encode()):
            assert loads(data) == value


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[1,]", "'a'", '{"a": 1} x', "01", "+1", "\ufeff\ufeff1",
        '{"a": 1, "a": 2}', '[{"b": {"a": 1, "a": 1}}]', '{"a": 1, "\\u0061": 2}',
        "NaN", "-Infinity", '{"a": Infinity}', "1e999", "9" * 16, "-" + "9" * 5_000,
        '"\\ud800"', '["a\\udfff"]', '{"\\ud800": 1}',
        "[" * 40 + "]" * 40, "[" * 100_000, '{"a":' * 100_000,
    ],
)  # fmt: skip
def test_what_could_mean_another_thing_is_refused(text: str) -> None:
    with pytest.raises(NotStrict):
        loads(text)


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'"\xed\xa0\x80"', b'"\xc0\x80"'])
def test_what_is_no_utf8_is_refused(data: bytes) -> None:
    with pytest.raises(NotStrict):
        loads(data)


def test_the_name_that_stands_twice_is_told() -> None:
    with pytest.raises(NameTwice) as caught:
        loads('{"candidates": {"1": "a", "2": "b", "1": "c"}}')
    assert caught.value.name == "1"


def test_odd_numbers_may_be_taken_as_they_are_written() -> None:
    huge = "9" * 6_000
    read = loads(f"[1, {huge}, -Infinity, 1e999, 1.5]", odd_number=str)
    assert read == [1, huge, "-Infinity", "1e999", 1.5]
