"""A lot that was drawn by hand, entered on the command line."""

from pathlib import Path

import pypdf
import pytest

from tests.cli.test_election import Shell
from tests.cli.test_export import counted


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path, capsys)
    words = shell.file.read_text(encoding="utf-8").replace('"majority_or_run_off"', '"most_votes"')
    shell.file.write_text(words, encoding="utf-8")
    return shell


def test_a_lot_is_entered_once_with_who_saw_it(shell: Shell) -> None:
    election_id = counted(shell, ((1,), (2,)))
    assert shell.json("results")[0]["decision"] == "tied"
    present = ("--present", "Choi", "--present", "Yoon")
    for wrong in ((["1", "3"], present), (["9", "1"], present), (["1", "2"], present[:2])):
        assert shell.type("election", "lot", election_id, *wrong[0], *wrong[1])[0] == 10
    assert "오민재" in shell.say("lot", election_id, "1", "2", *present)
    assert shell.json("results")[0]["elected"] == [2]
    assert shell.type("election", "lot", election_id, "1", "1", *present)[0] == 10
    file = shell.data.parent / "results.pdf"
    shell.say("print", "results", election_id, str(file))
    written = pypdf.PdfReader(file).pages[0].extract_text()
    assert "elected by lot" in written
    assert "Choi" in written


@pytest.mark.slow
def test_who_was_present_at_the_count_has_a_line_to_sign_on(shell: Shell) -> None:
    election_id = counted(shell, until="close")
    shell.say("count", "--present", "Kang", "--present", "Seo")
    file = shell.data.parent / "results.pdf"
    shell.say("print", "results", election_id, str(file))
    written = "".join(page.extract_text() for page in pypdf.PdfReader(file).pages)
    assert "Kang" in written
    assert "Seo" in written
