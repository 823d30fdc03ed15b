"""Texts corrected and candidates withdrawn from the command line."""

from pathlib import Path

import pytest

from tests.cli.test_election import Shell
from tests.cli.test_life_cycle import PASSPHRASE, file_of
from tests.services import opened


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Shell:
    shell = Shell(tmp_path, capsys)
    shell.create()
    return shell


def test_a_draft_is_corrected_without_a_reason(shell: Shell) -> None:
    shell.say("correct", "1.2", "--name", "오민제", "--statement-en", "Together.", "--label", "하늘")
    shell.say("correct", "1", "--title-en", "Chair", "--description-ko", "임기 1년")
    shell.say("correct", "--title-ko", "새 선거")
    shown = shell.json("show")
    assert (shown["title"]["ko"], shown["title"]["en"]) == ("새 선거", "Officers [bold]")
    first = shown["contests"][0]
    assert first["title"] == {"ko": "회장", "en": "Chair"}
    assert first["description"] == {"ko": "임기 1년"}
    second = first["candidates"][1]
    assert (second["name"], second["label"], second["statement"]) == ("오민제", "하늘", {"en": "Together."})


def test_open_polls_ask_for_a_reason_and_note_it(shell: Shell) -> None:
    shell.say("open")
    assert shell.type("election", "correct", "1.1", "--name", "한서연")[0] != 0
    assert "Corrected" in shell.say("correct", "1.1", "--name", "한서연", "--reason", "typo")
    assert "withdrawn" in shell.say("withdraw", "1.1", "--reason", "asked to")
    assert "   - 한서연 · withdrawn\n" in shell.say("show")
    with opened(shell.data) as services, services.library.current() as election:
        noted = [(act.what, act.why) for act in election.polls.acts()]
    assert ("ballot.corrected", "typo") in noted
    assert ("candidate.withdrawn", "asked to") in noted


def test_the_passphrase_is_asked_for_once_the_polls_have_opened(shell: Shell) -> None:
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
    shell.say("correct", "1.1", "--name", "한서연")
    right, wrong = file_of(shell, PASSPHRASE), str(shell.data / "none")
    shell.say("open", "--passphrase-file", right)
    given = ("withdraw", "1.1", "--reason", "asked to", "--passphrase-file")
    assert shell.type("election", *given, wrong)[0] != 0
    assert "withdrawn" not in shell.say("show")
    shell.say(*given, right)
    assert "withdrawn" in shell.say("show")


@pytest.mark.parametrize("place", ["3", "1.3", "0", "1.2.3", "first"])
def test_a_place_that_is_none_is_refused(shell: Shell, place: str) -> None:
    shell.say("open")
    code, _, said = shell.type("election", "withdraw", place, "--reason", "asked to")
    assert code != 0
    assert said


def test_nothing_to_correct_is_a_mistake(shell: Shell) -> None:
    assert shell.type("election", "correct", "1")[0] == 2
