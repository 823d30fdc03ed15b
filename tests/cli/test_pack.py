"""The closing pack and what is published before the vote, on the command line."""

import csv
import hashlib
import io
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_election import Shell
from tests.cli.test_export import counted
from tests.cli.test_life_cycle import PASSPHRASE, file_of
from tests.services import opened


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


@pytest.mark.slow
def test_the_pack_is_saved_and_what_it_tells_is_said(shell: Shell) -> None:
    election_id = counted(shell)
    made = shell.json("pack", election_id, "--to", str(shell.data.parent))
    file = shell.data.parent / f"pack-{election_id}.zip"
    assert made["file"] == str(file)
    assert made["sha256"] == hashlib.sha256(file.read_bytes()).hexdigest()
    assert made["members"] is None
    assert any("only 3 voted" in each for each in made["warnings"])
    said = shell.say("pack", "--to", str(shell.data.parent))
    assert made["sha256"] in said
    assert said.startswith("! ")  # before anything was written
    with zipfile.ZipFile(file) as pack:
        assert "manifest.sig" in pack.namelist()


@pytest.mark.slow
def test_a_folder_that_is_not_there_and_one_not_counted_are_refused(shell: Shell) -> None:
    counted(shell, until="close")
    code, out, said = shell.type("election", "pack", "--to", str(shell.data.parent))
    assert (code, out) == (10, "")
    shell.say("count")
    code, _, said = shell.type("election", "pack", "--to", str(shell.data.parent / "none"))
    assert code == 5
    assert "That folder is not there" in said


@pytest.mark.slow
def test_who_took_part_is_listed_for_whoever_has_the_passphrase(shell: Shell) -> None:
    text = shell.file.read_text(encoding="utf-8")
    shell.file.write_text(f"members_listed = true\n{text}", encoding="utf-8")
    counted(shell)
    folder = shell.data.parent / "stick"
    folder.mkdir()
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    members = ("election", "pack", "--to", str(folder), "--members", "--passphrase-file")
    assert shell.type(*members, file_of(shell, "wrong passphrase"))[0] == 10
    assert not list(folder.iterdir())
    assert shell.type(*members, file_of(shell, PASSPHRASE))[0] == 0
    (listed,) = folder.glob("took-part-*.csv")
    rows = list(csv.reader(io.StringIO(listed.read_text(encoding="utf-8-sig"))))
    assert len(rows) == 1 + 3
    (pack,) = folder.glob("pack-*.zip")
    with zipfile.ZipFile(pack) as entries:
        assert not any(b"@example.org" in entries.read(name) for name in entries.namelist())


def test_names_that_were_not_declared_are_refused_and_nothing_is_written(shell: Shell) -> None:
    counted(shell)
    folder = shell.data.parent / "stick"
    folder.mkdir()
    code, _, said = shell.type("election", "pack", "--to", str(folder), "--members")
    assert (code, "members_listed" in said) == (10, True)
    assert not list(folder.iterdir())


def test_what_is_published_before_the_vote_stays_as_it_was(shell: Shell) -> None:
    election_id = shell.create()
    draft = shell.json("commitment")
    assert draft["fixed"] is False
    words = shell.say("commitment")
    assert draft["definition"] in words
    assert draft["fingerprint"] in words
    shell.say("print", "commitment", election_id, str(shell.data.parent))
    shell.say("open")
    assert shell.json("commitment") == {**draft, "fixed": True}
    for kind in ("zero", "commitment"):
        shell.say("print", kind, election_id, str(shell.data.parent))
        assert (shell.data.parent / f"{kind}-{election_id}.pdf").read_bytes().startswith(b"%PDF")
    file = str(shell.data.parent / "x.pdf")
    assert shell.type("election", "print", "pause", election_id, file)[0] == 10
    assert shell.type("election", "print", "closing", election_id, file)[0] == 10
