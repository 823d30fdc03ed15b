"""What each verifier says before it checks anything: no fingerprint was typed in, no file is there."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import run_command_line
from tests.records.mutations import small
from tests.records.sealing import KEY, OTHER_KEY, fingerprint
from tests.records.verifiers import VERIFIERS, module

LANGUAGES = ["en", "ko"]
Door = Callable[..., tuple[int, str, str]]
DIGITS = fingerprint(KEY).replace(" ", "")
WIDE = DIGITS.translate({ord("0") + each: 0xFF10 + each for each in range(10)})
MISTYPED = {
    "": 0,
    "\u3000 ": 0,
    "1 2 3": 3,
    "abc": 0,
    "a" * 40: 0,
    DIGITS[:-1]: 39,
    DIGITS + "0": 41,
    DIGITS + "x": 40,
    WIDE[:-1]: 39,
    "\u0664" * 40: 0,
}
TYPED = [
    fingerprint(KEY),
    DIGITS,
    WIDE,
    "\u3000".join([WIDE[:5], WIDE[5:]]),
    *(each.join([DIGITS[:20], DIGITS[20:]]) for each in "-\u2010\u2011\u2013\u2014\u2212\ufe63\uff0d\xad"),
    *(each.join([DIGITS[:20], DIGITS[20:]]) for each in "\n\t\xa0\u2009\u200b\u2060\u202c\u2068\ufeff"),
]


@pytest.fixture(params=["product", "verify.py"])
def door(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Door:
    """Return what the command line of a verifier ends with and prints."""

    def call(file: Path, language: str, *more: str) -> tuple[int, str, str]:
        if request.param == "product":
            options = ["--lang", language, "--data", str(tmp_path / "data")]
            code = run_command_line(lambda *_: 99, ["verify", str(file), *options, *more])
        else:
            monkeypatch.setattr(sys, "argv", ["verify.py", str(file), "--language", language, *more])
            try:
                code = module().main()
            except SystemExit as end:
                code = end.code
        said = capsys.readouterr()
        return code, said.out, said.err

    return call


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    file = tmp_path / "pack.zip"
    file.write_bytes(small().bytes())
    return file


def sentence(language: str, count: int) -> str:
    if language == "ko":
        return f"지문은 숫자 40개이며, 띄어쓰기와 붙임표 말고는 다른 글자가 없습니다. 입력한 숫자: {count}개."
    return (
        "The fingerprint has 40 digits, and nothing else but spaces or hyphens. "
        f"Digits that were typed in: {count}."
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_what_is_no_fingerprint_is_refused(door: Door, pack: Path, language: str, more: list[str]) -> None:
    """It is no forgery that anybody sees: nothing was checked."""
    for typed, count in MISTYPED.items():
        said = door(pack, language, "--fingerprint", typed, *more)
        assert said == (2, "", sentence(language, count) + "\n"), typed


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_fingerprint_is_refused_by_the_page(language: str) -> None:
    for typed, count in MISTYPED.items():
        said, code = VERIFIERS["verify.html"](small().bytes(), typed, language)
        assert (code, said) == (2, {"refused": sentence(language, count)}), typed


@pytest.mark.parametrize("verifier", VERIFIERS)
def test_a_fingerprint_is_taken_however_it_is_typed(verifier: str) -> None:
    for typed in TYPED:
        verdict, code = VERIFIERS[verifier](small().bytes(), typed)
        assert code == 0, ascii(typed)
        assert [each["holds"] for each in verdict["checks"] if each["name"] == "fingerprint"] == [True]
    assert VERIFIERS[verifier](small().bytes(), fingerprint(OTHER_KEY))[1] == 1


def test_a_wide_fingerprint_at_the_command_line(door: Door, pack: Path) -> None:
    code, out, err = door(pack, "en", "--fingerprint", WIDE)
    assert (code, err) == (0, "")
    assert "The key is the one whose fingerprint you typed in." in out


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["missing", "a folder", "a pipe", "a device"])
def test_what_is_no_file_is_refused(door: Door, tmp_path: Path, language: str, kind: str) -> None:
    """At once, and in the reader's language."""
    file = tmp_path / "x.zip"
    if kind == "a folder":
        file.mkdir()
    if kind in ("a pipe", "a device") and os.name == "nt":
        pytest.skip("Windows has no pipes and devices in its folders")
    if kind == "a pipe":
        os.mkfifo(file)
    if kind == "a device":
        file = Path("/dev/zero")
    says = {
        "en": f"There is no file here that can be read: {file}\n",
        "ko": f"여기에는 읽을 수 있는 파일이 없습니다: {file}\n",
    }
    assert door(file, language) == (2, "", says[language])


def test_a_link_to_a_file_is_followed(door: Door, pack: Path, tmp_path: Path) -> None:
    (tmp_path / "link.zip").symlink_to(pack)
    assert door(tmp_path / "link.zip", "en")[0] == 0
