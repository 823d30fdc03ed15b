"""Documents of an election from the command line."""

import io
from pathlib import Path

import pypdf
import pytest

from tests.cli.test_election import Shell
from tests.cli.test_export import counted
from tests.cli.test_life_cycle import PASSPHRASE, file_of
from tests.services import opened


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


@pytest.mark.slow
def test_documents_of_a_counted_election_are_files_of_their_own(shell: Shell) -> None:
    election_id, folder = counted(shell), shell.data.parent
    assert f"results-{election_id}.pdf" in shell.say("print", "results", election_id, str(folder))
    file = folder / f"results-{election_id}.pdf"
    assert file.stat().st_mode & 0o777 == 0o600
    assert "한서윤" in pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages[0].extract_text()


def test_before_the_count_there_is_the_record_of_the_polls_alone(shell: Shell) -> None:
    election_id, file = counted(shell, until="close"), shell.data.parent / "file.pdf"
    for kind in ("results", "notice"):
        assert shell.type("election", "print", kind, election_id, str(file))[0] == 10
        assert not file.exists()
    shell.say("print", "record", election_id, str(file))
    assert "Ballots cast" in pypdf.PdfReader(io.BytesIO(file.read_bytes())).pages[0].extract_text()


@pytest.mark.slow
def test_it_goes_either_to_a_file_or_on_paper(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    election_id = counted(shell)
    for words in ([], [str(shell.data.parent), "--paper"]):
        assert shell.type("election", "print", "results", election_id, *words)[0] == 2
    monkeypatch.setenv("PATH", str(shell.data))
    code, _, said = shell.type("election", "print", "notice", election_id, "--paper")
    assert (code, said) == (
        6,
        "There is no printer ready. Turn one on and try again, or save the document as a PDF file\n",
    )


@pytest.mark.slow
def test_the_sheet_with_names_needs_the_passphrase_and_no_other(shell: Shell) -> None:
    election_id, file = counted(shell), shell.data.parent / "file.pdf"
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    shell.say("print", "notice", election_id, str(file))
    file.unlink()
    assert shell.type("election", "print", "sign-sheet", election_id, str(file))[0] == 2  # nobody to ask
    assert not file.exists()
    shell.say("print", "sign-sheet", election_id, str(file), "--passphrase-file", file_of(shell, PASSPHRASE))
    assert file.exists()
