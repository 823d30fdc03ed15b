"""What is typed, and what the program makes of it."""

from pathlib import Path

import pytest

from cli.options import Options
from cli.program import run_command_line
from election.errors import FolderInUse


def held(*arguments: str) -> Options:
    """Return what a vote is held by, where the program is started with `arguments`."""
    seen: list[Options] = []
    assert run_command_line(lambda options, _texts: seen.append(options), arguments) == 0
    return seen[0]


def no_vote(_options: object, _texts: object) -> None:
    raise AssertionError


def test_nothing_asked_for() -> None:
    options = held()
    assert options.data.is_absolute()
    assert (options.host, options.names, options.port, options.sample) == (None, (), 2020, None)
    assert not options.headless
    assert not options.kiosk
    assert options.chosen_language is None
    assert options.language == "ko"


def test_everything_asked_for(tmp_path: Path) -> None:
    options = held(
        *("--data", str(tmp_path), "--host", "::1", "--name", "a", "--name=b", "--port", "0", "--headless"),
        *("--kiosk", "--lang", "en", "--sample", "club"),
    )
    assert options == Options(tmp_path, "en", "::1", ("a", "b"), 0, headless=True, kiosk=True, sample="club")


def test_the_whole_network() -> None:
    assert held("--lan").host == "0.0.0.0"
    assert run_command_line(no_vote, ["--lan", "--host", "127.0.0.1"]) == 2


@pytest.mark.parametrize(
    "arguments",
    [
        ["--head"],  # an option is written out: a supervisor looks for its own among them
        ["--lang", "fr"],
        ["--sample", "none"],
        ["--port"],
        ["elect"],
        ["import-db"],
        ["organiser-reset", "more"],
        ["organiser-reset", "--port", "1"],
    ],
)
def test_what_there_is_not_is_explained(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run_command_line(no_vote, arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.splitlines()[-1].startswith("Error: ")


@pytest.mark.parametrize("before", [True, False])
def test_folder_and_language_are_said_before_a_command_or_after_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], before: bool
) -> None:
    said = ["--data", str(tmp_path), "--lang", "en"]
    arguments = [*said, "organiser-reset"] if before else ["organiser-reset", *said]
    assert run_command_line(no_vote, arguments) == 0
    assert "no organiser's passphrase" in capsys.readouterr().out
    assert list(tmp_path.iterdir())


def test_what_is_said_after_a_command_wins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--data", "/dev/full", "--lang", "ko", "organiser-reset", "--data", str(tmp_path)]
    assert run_command_line(no_vote, [*arguments, "--lang", "en"]) == 0
    assert "no organiser's passphrase" in capsys.readouterr().out


def test_a_refusal_is_a_sentence_and_an_exit_code(capsys: pytest.CaptureFixture[str]) -> None:
    def refuse(_options: object, _texts: object) -> None:
        raise FolderInUse(folder="/there")

    assert run_command_line(refuse, ["--lang", "en"]) == 3
    assert "/there" in capsys.readouterr().err


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_command_line(no_vote, ["--help"]) == 0
    told = capsys.readouterr().out
    assert "\n  import-db " in told
    assert "\n  organiser-reset " in told
