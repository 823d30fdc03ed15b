"""A whole election by the command line alone, against a serving laptop without a screen or PySide6: set up,
roll, codes, twenty voters by each way in over HTTP, a pause, another laptop, the count, a run-off.
"""

import io
import json
import os
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.e2e.program import PATIENCE, ROOT, Program, ask
from tests.records.verifiers import NODE, VERIFIERS, outline

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

EACH = 20  # voters by each way in
SHOWN = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
DEFINITION = """
live_results = false
ways_in = ["code", "slip", "password"]
title = { ko = "2026 총회", en = "Meeting 2026" }
[[contests]]
title = { ko = "회장", en = "President" }
candidates = ["가람", "나래", "다온"]
[contests.rule]
threshold = { of = "valid", share = "more than 1/2" }
otherwise = "run_off"
[[contests]]
kind = "yes_no"
title = { ko = "회칙 개정", en = "New rules" }
candidates = []
"""


class Laptop:
    """A data folder, the program that serves it, and commands that it carries out."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        blocked = folder.parent / "no-qt"
        (blocked / "PySide6").mkdir(parents=True, exist_ok=True)
        (blocked / "PySide6" / "__init__.py").write_text("raise ImportError('no PySide6 here')\n")
        self._environment = {"PYTHONPATH": str(blocked), "PYTHONUTF8": "1"}
        self.passphrase = folder.parent / "passphrase"
        self.passphrase.write_text("correct horse battery\n")
        self.passphrase.chmod(0o600)
        self.program = Program(
            "--headless", "--port", "0", "--data", str(folder), "--lang", "en", **self._environment
        )
        self.address = self.program.address()

    def run(self, *words: str, asks: bool = False, code: int = 0) -> str:
        """Run a command and return what it prints; `asks`: it wants the passphrase."""
        more = ["--passphrase-file", str(self.passphrase)] if asks else []
        done = subprocess.run(
            [
                sys.executable,
                str(ROOT / "main.py"),
                *words,
                *more,
                "--data",
                str(self.folder),
                "--lang",
                "en",
            ],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, **self._environment},
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == code, (words, done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done.stdout

    def values(self, *words: str, asks: bool = False) -> Any:
        return json.loads(self.run(*words, "--json", asks=asks))


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    laptop = Laptop(tmp_path / "data")
    with laptop.program:
        yield laptop
        assert laptop.program.stop() == 0


def roll_file(folder: Path) -> Path:
    """A roll as a Korean spreadsheet writes it."""
    path = folder / "members.csv"
    rows = [
        "이름,학번,학과",
        *(f"선거인 {at},2026{at:04d},{'국문과' if at % 2 else '사학과'}" for at in range(200)),
    ]
    path.write_bytes("\r\n".join(rows).encode("cp949"))
    return path


def codes_of(pdf: Path) -> list[str]:
    """Return the codes on printed slips, as people read them."""
    assert pdf.stat().st_mode & 0o777 == 0o600
    pages = pypdf.PdfReader(io.BytesIO(pdf.read_bytes())).pages
    return list(dict.fromkeys(code for page in pages for code in SHOWN.findall(page.extract_text())))


def token_for(address: str, code: str) -> str:
    status, token = ask(f"{address}/auth/login", {"code": code})
    assert status == 200, token
    return token


def cast(address: str, token: str, president: str, motion: str) -> int:
    import urllib.error
    import urllib.request

    body = json.dumps({"choices": {"1": [president], "2": motion}}).encode()
    headers = {
        "Authorization": f"Bearer {token}",
        "Content-Type": "application/json",
        "Idempotency-Key": os.urandom(16).hex(),
    }
    request = urllib.request.Request(f"{address}/api/v1/me/ballot", data=body, headers=headers)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code


def verdict(pack: str, fingerprint: str) -> Any:
    """Return what the stand-alone verifier, as it lies in the pack, says of it."""
    with zipfile.ZipFile(pack) as entries:
        verifier = entries.read("verify.py")
    command = [sys.executable, "-I", "-c", verifier.decode(), pack, "--fingerprint", fingerprint, "--json"]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=False)
    assert done.stderr == ""
    return json.loads(done.stdout)


def ballots_in(pack: Path) -> bytes:
    with zipfile.ZipFile(pack) as entries:
        return entries.read("ballots.json")


def checked_pack(laptop: Laptop, election: str, fingerprint: str, folder: Path) -> Path:
    """Save the closing pack and have the program, the stand-alone file and the page's script verify it."""
    target = folder / "pack"
    target.mkdir()
    made = laptop.values("election", "pack", election, "--to", str(target))
    path = Path(made["file"])
    said = laptop.values("verify", str(path), "--fingerprint", fingerprint)
    assert said["holds"], said
    assert [each for each in said["checks"] if each["holds"] is False] == []
    alone = verdict(str(path), fingerprint)
    assert alone["holds"], alone
    assert [each["name"] for each in alone["checks"]] == [each["name"] for each in said["checks"]]
    assert not verdict(str(path), "00000 " * 7 + "00000")["holds"]
    if NODE is not None:
        assert outline(VERIFIERS["verify.html"](path.read_bytes(), fingerprint)) == outline((alone, 0))
    return path


def test_a_whole_election(laptop: Laptop, tmp_path: Path) -> None:
    (tmp_path / "meeting.toml").write_text(DEFINITION, encoding="utf-8")
    election = laptop.values("election", "create", str(tmp_path / "meeting.toml"))["id"]
    written = laptop.run("election", "show", election, "--toml")
    (tmp_path / "again.toml").write_text(written, encoding="utf-8")
    again = laptop.values("election", "create", str(tmp_path / "again.toml"))["id"]
    assert laptop.run("election", "show", again, "--toml") == written
    laptop.run("election", "erase", again, "--title", "2026 총회", asks=True)

    laptop.run("roll", "import", str(roll_file(tmp_path)), election)
    assert len(laptop.values("roll", "list", election)) == 200 or "200" in laptop.run(
        "roll", "list", election
    )
    printed = tmp_path / "printed"
    printed.mkdir(mode=0o700)
    slips = laptop.values("codes", "issue", str(printed), election, asks=True)
    letters = laptop.values("codes", "issue", str(printed), election, "--personal", asks=True)
    slip_codes, letter_codes = codes_of(Path(slips["file"])), codes_of(Path(letters["file"]))
    assert (len(slip_codes), len(letter_codes)) == (210, 200)
    status, refusal = ask(f"{laptop.address}/auth/login", {"code": slip_codes[0]})
    assert status != 200, refusal
    for batch in (slips, letters):
        laptop.run("codes", "confirm", str(batch["batch"]), election, asks=True)

    laptop.run("election", "use", election, code=10)  # the sample's polls are open
    laptop.run("election", "close", asks=True)
    laptop.run("election", "use", election)
    published = laptop.values("election", "commitment")["fingerprint"]
    laptop.run("election", "open", asks=True)
    assert ask(f"{laptop.address}/auth/signup", {"email": "a@b.kr", "name": "a", "password": "b"})[0] == 403

    # By slips, handed out at the desk, and by letters with a name on them.
    for at in range(EACH):
        if at < 3:  # the desk's marks are the same for everybody; three show that they are made
            laptop.run("desk", "give", f"2026{at + 100:04d}")
        token = token_for(laptop.address, slip_codes[at])
        assert cast(laptop.address, token, "1" if at % 2 else "2", "yes") == 201
        assert ask(f"{laptop.address}/auth/login", {"code": slip_codes[at]})[0] == 409
    # Who was handed a slip has no other way in.
    has_slip = [
        each for each in letter_codes if ask(f"{laptop.address}/auth/login", {"code": each})[0] == 409
    ]
    assert len(has_slip) == 3
    letter_codes = [each for each in letter_codes if each not in has_slip]
    laptop.run("election", "pause")
    waiting = token_for(laptop.address, letter_codes[0])
    assert cast(laptop.address, waiting, "1", "no") == 403
    laptop.run("election", "resume", asks=True)
    for at in range(EACH):
        token = token_for(laptop.address, letter_codes[at])
        assert cast(laptop.address, token, "1" if at % 2 else "2", "no" if at % 4 == 0 else "abstain") == 201

    # No door tells a split before the count.
    assert "40" in json.dumps(laptop.values("election", "status"))
    laptop.run("election", "results", code=10)
    laptop.run("election", "export", election, str(tmp_path), "--format", "json", code=10)
    assert ask(f"{laptop.address}/api/v1/results")[0] == 403

    # On another laptop.
    laptop.run("election", "pause")
    stick = tmp_path / "stick"
    stick.mkdir()
    laptop.run("election", "copy-out", election, str(stick), asks=True)
    other = Laptop(tmp_path / "other" / "data")
    with other.program:
        other.passphrase.write_text("correct horse battery\n")
        other.run("election", "close", asks=True)
        (copied,) = stick.iterdir()
        other.run("election", "continue", str(copied), "--use", asks=True)
        other.run("election", "resume", asks=True)
        assert cast(other.address, token_for(other.address, letter_codes[EACH]), "3", "yes") == 201
        other.run("election", "close", "--present", "김증인", "--present", "이증인", asks=True)
        other.run("election", "count", "--present", "김증인", "--present", "이증인", asks=True)
        results = other.values("election", "results")
        text = json.dumps(results, ensure_ascii=False)
        assert "run_off" in text
        counted = tmp_path / "result.json"
        listed = other.values("election", "list")
        continued = next(each["id"] for each in listed if each["current"])
        other.run("election", "export", continued, str(counted), "--format", "json")
        exported = json.loads(counted.read_text(encoding="utf-8"))
        assert exported["roll"]["voted"] == 2 * EACH + 1
        president = {each["name"]: each["votes"] for each in exported["contests"][0]["counts"]}
        assert president == {"가람": EACH, "나래": EACH, "다온": 1}
        assert exported["contests"][0]["run_off"]["between"] == [1, 2]

        pack = checked_pack(other, continued, published, tmp_path)

        # On a third laptop everything is the same from the back-up.
        safe = tmp_path / "safe"
        safe.mkdir()
        other.run("backup", str(safe), asks=True)
        third = Laptop(tmp_path / "third" / "data")
        with third.program:
            third.run("election", "close", asks=True)
            third.run("restore", str(safe), "--use", asks=True)
            assert third.values("election", "results") == results
            again = tmp_path / "again"
            again.mkdir()
            made = third.values("election", "pack", "--to", str(again))
            assert verdict(made["file"], published)["holds"]
            assert ballots_in(Path(made["file"])) == ballots_in(pack)
            assert third.program.stop() == 0

        # The run-off takes the roll and its codes along.
        run_off = other.values("election", "run-off")["id"]
        other.run("election", "use", run_off)
        other.run("election", "open", asks=True)
        token = token_for(other.address, letter_codes[0])
        ballot = json.loads(ask(f"{other.address}/api/v1/election")[1])
        assert [each["name"] for each in ballot["contests"][0]["candidates"]] == ["가람", "나래"]
        assert ask(f"{other.address}/vote?id=1", token=token)[0] == 200
        assert other.program.stop() == 0
