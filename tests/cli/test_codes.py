"""``codes …`` and ``desk …`` from the command line: read back out of the PDF, given out, accounted for."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pypdf
import pytest

from election.admin.copies import CopyKind
from election.voters.codes import CodeUnknown, CodeVoid
from tests.cli.test_election import FILE, Shell
from tests.cli.test_life_cycle import PASSPHRASE, file_of
from tests.services import opened

SHOWN = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
MEMBERS = "성명,학번,학과\n김하나,20210482,국문과\n박하늘,20211177,사학과\nAda King,77,사학과\n"


class CodesShell(Shell):
    """Types commands about the codes of a draft with three people on its roll."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], *ways: str) -> None:
        super().__init__(folder, capsys)
        self.folder = folder
        self.file.write_text(f"ways_in = {json.dumps(list(ways))}\n{FILE}", encoding="utf-8")
        self.create()
        (folder / "members.csv").write_text(MEMBERS, encoding="utf-8")
        self.run("roll", "import", str(folder / "members.csv"))

    def run(self, *words: str, code: int = 0) -> str:
        """Type what is not refused, and return what it says; with `code` what is, and why."""
        ended, out, err = self.type(*words)
        assert ended == code, (out, err)
        return err if code else out

    def values(self, *words: str) -> Any:
        return json.loads(self.run(*words, "--json"))

    def issue(self, *words: str) -> tuple[int, list[str]]:
        """Make codes, and return the number of their batch and the codes in the PDF."""
        made = self.values("codes", "issue", str(self.folder), *words)
        return made["batch"], codes_in(Path(made["file"]))

    def log_in(self, code: str) -> None:
        with opened(self.data) as services, services.library.current() as election:
            election.code_log_in.log_in(code)


def codes_in(file: Path) -> list[str]:
    pages = pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages
    return [code for page in pages for code in SHOWN.findall(page.extract_text())]


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CodesShell:
    return CodesShell(tmp_path, capsys, "code", "slip", "desk")


@pytest.mark.slow
def test_slips_are_saved_privately_and_good_once_confirmed(shell: CodesShell) -> None:
    batch, codes = shell.issue()
    file = next(shell.folder.glob("codes-*.pdf"))
    assert (len(codes), file.stat().st_mode & 0o777) == (10, 0o600)  # three people and one more: a whole page
    with pytest.raises(CodeUnknown):
        shell.log_in(codes[0])
    assert "codes confirm 1" in shell.run("codes", "account")
    assert "good from now on" in shell.run("codes", "confirm", str(batch))
    shell.log_in(codes[0])
    with opened(shell.data) as services, services.library.current() as election:
        assert [(each.kind, each.name) for each in election.copies.made()] == [(CopyKind.CODES, file.name)]


def test_the_file_comes_with_a_warning(shell: CodesShell) -> None:
    said = shell.run("codes", "issue", str(shell.folder / "slips.pdf"), "--count", "3", "--layout", "eight")
    assert "3 slips on 1 sheet" in said
    assert "destroy it after printing" in said


@pytest.mark.slow
def test_personal_codes_have_names_and_go_to_whoever_has_none(shell: CodesShell) -> None:
    batch, codes = shell.issue("--personal")
    shell.run("codes", "confirm", str(batch))
    assert len(codes) == 3
    shell.log_in(codes[0])
    text = pypdf.PdfReader(next(shell.folder.glob("codes-*.pdf"))).pages[0].extract_text()
    assert "김하나 …0482" in text
    assert "Everybody" in shell.run("codes", "issue", str(shell.folder), "--personal", code=10)


@pytest.mark.slow
def test_a_lost_personal_code_is_replaced(shell: CodesShell) -> None:
    _, codes = shell.issue("--personal")
    shell.run("codes", "confirm", "1")
    file = shell.folder / "new.pdf"
    said = shell.run("codes", "issue", str(file), "--for", "2021-0482")
    assert "The code of 김하나 from before is void" in said
    (new,) = codes_in(file)
    shell.log_in(new)
    refused = 0
    for code in codes:
        try:
            shell.log_in(code)
        except CodeVoid:
            refused += 1
    assert refused == 1
    shell.run("codes", "issue", str(file), "--for", "5", code=10)


@pytest.mark.slow
def test_sheets_are_voided_and_made_anew_in_one_step(shell: CodesShell) -> None:
    _, codes = shell.issue("--count", "25")
    shell.run("codes", "confirm", "1")
    new = shell.values(
        "codes", "void", "--batch", "1", "--sheets", "2-3", "--reason", "wet", "--new", str(shell.folder)
    )
    assert (new["batch"], new["count"], new["sheets"]) == (2, 15, 2)
    again = codes_in(Path(new["file"]))
    assert not set(again) & set(codes)
    shell.run("codes", "confirm", "2")
    shell.log_in(again[0])
    shell.log_in(codes[0])
    with pytest.raises(CodeVoid):
        shell.log_in(codes[10])
    assert shell.values("codes", "void", "--slip", codes[0].lower()) == {"voided": 1}
    account = shell.values("codes", "account", "--in-hand", "24")
    assert (account["printed"], account["void"], account["difference"]) == (40, 16, 0)


def test_a_batch_that_did_not_come_out_is_void(shell: CodesShell) -> None:
    _, codes = shell.issue()
    assert "void" in shell.run("codes", "void", "--batch", "1")
    with pytest.raises(CodeVoid):
        shell.log_in(codes[0])
    assert "one by one" in shell.run("codes", "void", "--batch", "1", code=10)


@pytest.mark.parametrize(
    "words",
    [
        (),
        ("--slip", "A", "--batch", "1"),
        ("--batch", "1", "--reason", "x"),
        ("--batch", "1", "--sheets", "a"),
    ],
)
def test_what_void_is_asked_must_be_clear(shell: CodesShell, words: tuple[str, ...]) -> None:
    assert shell.type("codes", "void", *words)[0] == 2


def test_without_a_printer_no_codes_are_made(shell: CodesShell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cli.commands.codes.print.can_print", lambda: False)
    shell.run("codes", "print", code=6)
    assert shell.values("codes", "account")["unconfirmed_batches"] == []


def test_slips_go_to_the_printer_and_no_file_is_kept(
    shell: CodesShell, monkeypatch: pytest.MonkeyPatch
) -> None:
    printed: list[bytes] = []
    monkeypatch.setattr("cli.commands.codes.print.can_print", lambda: True)
    monkeypatch.setattr("cli.commands.codes.making.print_pdf", lambda pdf, *_how: printed.append(pdf))
    assert "sent to the printer" in shell.run("codes", "print", "--count", "2")
    assert printed[0].startswith(b"%PDF")
    assert not list(shell.folder.glob("**/*.pdf"))


@pytest.mark.slow
def test_making_and_voiding_need_the_passphrase(shell: CodesShell) -> None:
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    wrong, right = file_of(shell, "not this one"), None
    changes = (
        ("issue", str(shell.folder)),
        ("confirm", "1"),
        ("void", "--batch", "1"),
        ("account", "--in-hand", "3"),
    )
    for words in changes:
        shell.run("codes", *words, "--passphrase-file", wrong, code=10)
    right = file_of(shell, PASSPHRASE)
    shell.run("codes", "issue", str(shell.folder), "--passphrase-file", right)
    assert shell.values("codes", "account")["counted"] is None  # to look needs none
    assert re.search(r": \d{6}\.", shell.run("desk", "pin", "--passphrase-file", right))


# --- the desk ------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_desk_finds_checks_in_and_gives(shell: CodesShell) -> None:
    _, codes = shell.issue()
    shell.run("codes", "confirm", "1")
    assert "김하나 …0482: came" in shell.run("desk", "check-in", "20210482")
    assert "received" in shell.run("desk", "give", "20210482")
    assert "second code cannot be given" in shell.run("desk", "give", "20210482", code=10)
    shell.run("desk", "check-in", "77")
    found = shell.values("desk", "find", "ㄱㅎㄴ")
    assert found["people"] == [{"name": "김하나", "group": "국문과", "number": "0482", "state": "received"}]
    assert (found["roll"], found["came"], found["given"]) == (3, 2, 1)
    assert "email" not in json.dumps(found)
    assert "not yet" in shell.run("desk", "undo", "77")
    assert "not yet" in shell.run("desk", "undo", "20210482", "--slip", codes[3])
    assert shell.values("codes", "account")["void"] == 1
    assert "Not on the roll" in shell.run("desk", "find", "nobody at all")


@pytest.mark.slow
def test_spoilt_and_lost_slips(shell: CodesShell) -> None:
    _, codes = shell.issue()
    shell.run("codes", "confirm", "1")
    shell.run("desk", "give", "77")
    shell.run("desk", "exchange", "77", "--slip", codes[0])
    shell.run("desk", "lost", "77", "--reason", "rain")
    account = shell.values("codes", "account")
    assert (account["handed_out"], account["replaced"], account["void"]) == (2, 1, 1)


def test_who_is_let_vote_is_checked_in(shell: CodesShell) -> None:
    shell.run("desk", "let-vote", "77", code=10)  # the polls are not open
    shell.run("election", "open")
    assert "came" in shell.run("desk", "let-vote", "77")
