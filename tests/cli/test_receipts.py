"""Whether a receipt is in the box, asked on the command line."""

import json
from pathlib import Path

import pytest

from election.records.receipts import shown
from tests.cli.test_election import Shell
from tests.services import opened


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(tmp_path, capsys)


@pytest.fixture
def receipt(shell: Shell) -> str:
    """The receipt of the one who voted of two; the polls are open."""
    shell.create()
    shell.say("open")
    with opened(shell.data) as services, services.library.current() as election:
        people = [election.accounts.sign_up(f"{at}@example.org", "n", "password") for at in range(2)]
        return shown(election.ballots.cast(people[0].id, {1: (1,), 2: {0: "yes"}}).receipt)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_it_is_told_once_the_polls_have_closed(shell: Shell, receipt: str, language: str) -> None:
    code, out, err = shell.type("receipts", "check", receipt, language=language)
    assert (code, out) == (10, "")
    assert err
    shell.say("close")
    code, out, err = shell.type("receipts", "check", receipt.replace("-", " "), language=language)
    assert (code, err) == (0, "")
    assert receipt in out
    assert out.splitlines()[-1].count("1") == 1  # receipt, for the one who voted


def test_one_that_is_not_there_is_told_apart(shell: Shell, receipt: str) -> None:
    shell.say("close")
    other = receipt[:-1] + ("1" if receipt[-1] == "0" else "0")
    code, out, _ = shell.type("receipts", "check", other)
    assert code == 10
    assert f"{other} is NOT in the box" in out
    code, out, _ = shell.type("receipts", "check", other, "--json")
    assert code == 10
    assert json.loads(out) == {"receipt": other, "in_the_box": False, "receipts": 1, "voted": 1}


@pytest.mark.parametrize("text", ["1234", "XXXX-XXXX-XXXX", "1234-5678-9012-345O"])
def test_what_is_no_receipt_is_refused(shell: Shell, receipt: str, text: str) -> None:
    shell.say("close")
    assert shell.type("receipts", "check", text) == (10, "", "A receipt has 16 digits\n")
