"""``verify PACK``: what it says and with which exit code, without a data folder."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.program import run_command_line
from tests.records.mutations import small
from tests.records.sealing import KEY, OTHER_KEY, fingerprint

Verify = Callable[..., tuple[int, str, str]]


@pytest.fixture
def verify(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Verify:
    def call(content: bytes | None, *more: str) -> tuple[int, str, str]:
        file = tmp_path / "pack.zip"
        if content is not None:
            file.write_bytes(content)
        code = run_command_line(
            lambda *_: 99, ["verify", str(file), "--data", str(tmp_path / "data"), "--lang", "en", *more]
        )
        out = capsys.readouterr()
        assert not (tmp_path / "data").exists()
        return code, out.out, out.err

    return call


def test_a_pack_that_holds(verify: Verify) -> None:
    code, out, _ = verify(small().bytes())
    assert code == 0
    assert out.endswith("All of it holds.\n")
    assert "by whom is for you to compare" in out
    assert fingerprint(KEY) in out
    assert "Contest 1: by its rule elected: Candidate 1" in out


def test_the_published_fingerprint(verify: Verify) -> None:
    assert verify(small().bytes(), "--fingerprint", fingerprint(KEY).replace(" ", "-"))[0] == 0
    code, out, _ = verify(small().bytes(), "--fingerprint", fingerprint(OTHER_KEY))
    assert code == 1
    assert "[FAIL] This is not the key that was published" in out


def test_a_file_that_is_no_pack(verify: Verify) -> None:
    code, out, _ = verify(b"no zip at all")
    assert (code, out.splitlines()) == (2, ["[FAIL] Refused: this is no pack.", "It does NOT hold."])


def test_json(verify: Verify) -> None:
    code, out, _ = verify(small().bytes(), "--json")
    verdict = json.loads(out)
    assert (code, verdict["format"], verdict["holds"]) == (0, "vote-kiosk verdict 1", True)
    assert verdict["checks"][0] | {"words": ""} == {"name": "container", "holds": True, "words": ""}
