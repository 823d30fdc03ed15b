"""``roll …`` from the command line: brought in, looked through, put right, saved."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.local_socket.server import taking_commands
from cli.tasks import answer
from election.models import PollsState
from election.voters.roll_files.entries import Entry
from tests.cli.test_election import Shell
from tests.cli.test_life_cycle import PASSPHRASE, file_of
from tests.services import opened

MEMBERS = """성명,학번,학과,전화번호
김하나,20210482,국문과,010-1234-5678
박하늘,20211177,사학과,
Ada King,77,사학과,
"""
BAD = MEMBERS + ",3,사학과,\n김하나,2021-0482,,\n"


class RollShell(Shell):
    """Types commands about the roll of a draft."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        super().__init__(folder, capsys)
        self.folder = folder
        self.create()

    def write(self, text: str, encoding: str = "cp949", name: str = "members.csv") -> str:
        file = self.folder / name
        file.write_bytes(text.encode(encoding))
        return str(file)

    def roll(self, *words: str, code: int = 0) -> str:
        """Type what is not refused, and return what it says; with `code` what is, and why."""
        ended, out, err = self.type("roll", *words)
        assert ended == code, (out, err)
        return err if code else out

    def roll_json(self, *words: str) -> Any:
        return json.loads(self.roll(*words, "--json"))

    def names(self) -> list[str]:
        return [each["name"] for each in self.roll_json("list")["people"]]


@pytest.fixture
def shell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> RollShell:
    return RollShell(tmp_path, capsys)


@pytest.mark.parametrize("encoding", ["cp949", "utf-8-sig", "utf-16"])
def test_a_file_is_brought_in_and_listed(shell: RollShell, encoding: str) -> None:
    said = shell.roll("import", shell.write(MEMBERS, encoding))
    assert "Imported: 3 new" in said
    assert "Nobody can sign up any more" in said
    found = shell.roll_json("list")
    assert (found["roll"], found["at_opening"], found["more"]) == (3, None, 0)
    assert found["people"][0] == {"name": "김하나", "number": "20210482", "email": "", "group": "국문과"}
    assert [each["name"] for each in shell.roll_json("list", "--find", "ㄱㅎㄴ")["people"]] == ["김하나"]
    assert "박하늘" in shell.roll("list", "--find", "177")


def test_bad_rows_stop_an_import_unless_they_are_left_out(shell: RollShell) -> None:
    shell.roll("import", shell.write(MEMBERS))
    bad = shell.write(BAD.replace("Ada", "Eve"))
    assert "Nothing was imported; the roll is as before. Fix the 2 rows" in shell.roll("import", bad, code=7)
    assert "Ada King" in shell.names()
    checked = shell.roll_json("import", bad, "--check")
    assert [(each["row"], each["fault"]) for each in checked["problems"] if each["stops"]] == [
        (5, "no_name"),
        (6, "same_number"),
    ]
    assert "Ada King" in shell.names()
    done = shell.roll_json("import", bad, "--leave-out-bad")
    assert (done["added"], done["changed"], done["removed"], done["same"]) == (0, 1, 0, 2)
    assert "Eve King" in shell.names()
    shell.roll("undo")
    assert "Ada King" in shell.names()


def test_columns_are_named_and_only_new_people_added(shell: RollShell) -> None:
    shell.roll("import", shell.write(MEMBERS))
    more = shell.write("a;b\n5;Jo\n77;Other\n")
    assert "no column" in shell.roll("import", more, "--map", "name=c", code=2)
    assert "not of the form" in shell.roll("import", more, "--map", "phone=1", code=2)
    done = shell.roll_json("import", more, "--add", "--map", "name=2", "--map", "number=1")
    assert (done["added"], done["same"]) == (2, 1)  # the row of titles nobody knows is a person too
    assert "Ada King" in shell.names()


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "there is nothing in the file"), (b"PK\x03\x04", "damaged")]
)
def test_what_is_no_roll_is_refused_in_a_sentence(shell: RollShell, content: bytes, said: str) -> None:
    file = shell.folder / "no.xlsx"
    file.write_bytes(content)
    assert said in shell.roll("import", str(file), code=7)
    assert "cannot be opened" in shell.roll("import", str(shell.folder / "absent.csv"), code=7)


def test_single_people_are_changed_freely_in_a_draft(shell: RollShell) -> None:
    assert (
        shell.roll_json("add", "Jo", "--number", "5", "--email", "JO@example.org")["email"]
        == "jo@example.org"
    )
    assert shell.roll_json("correct", "jo@example.org", "--name", "Joe")["name"] == "Joe"
    assert "Somebody else" in shell.roll("add", "Jo", "--number", "5", code=10)
    assert "neither number nor e-mail" in shell.roll("add", "Jo", code=10)
    assert "to be changed" in shell.roll("correct", "5", code=2)
    assert "nobody like that" in shell.roll("remove", "6", code=10)
    assert shell.roll("remove", "5") == "Taken off the roll: Joe\n"
    assert shell.names() == []


def test_while_open_changes_need_the_passphrase_and_a_reason(shell: RollShell) -> None:
    shell.roll("import", shell.write(MEMBERS))
    with opened(shell.data) as services:
        services.organiser.set_first(PASSPHRASE)
        with services.library.current() as election:
            election.polls._store.write(lambda transaction: transaction.set_state(PollsState.OPEN))
    late = ("add", "Late", "--number", "9", "--passphrase-file")
    shell.roll(*late, file_of(shell, "wrong passphrase"), "--reason", "left out", code=10)
    right = file_of(shell, PASSPHRASE)
    shell.roll(*late, right, code=10)
    shell.roll(*late, right, "--reason", "left out")
    assert "Late" in shell.names()
    assert "cannot be changed like this now" in shell.roll("import", shell.write(MEMBERS), code=10)


def test_groups_are_given_their_contests(shell: RollShell) -> None:
    shell.roll("import", shell.write(MEMBERS))
    given = shell.roll_json("groups", "--set", "국문과=2", "--set", "=1")["groups"]
    assert given == [
        {"name": "국문과", "people": 1, "contests": [2]},
        {"name": "사학과", "people": 2, "contests": [1, 2]},
    ]
    shell.roll("groups", "--set", "국문과=7", code=10)
    shell.roll("groups", "--set", "국문과", code=2)
    assert "국문과" in shell.roll("groups")


def test_who_opens_says_how_many_the_smallest_group_has(shell: RollShell) -> None:
    shell.roll("import", shell.write(MEMBERS))
    shell.roll("groups", "--set", "사학과=1")
    assert "could be guessed" in shell.type("election", "open")[2]
    code, out, _ = shell.type("election", "open", "--small-group", "1")
    assert code == 0, out


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_what_is_saved_can_be_brought_in_again(shell: RollShell, ending: str) -> None:
    shell.roll("import", shell.write(MEMBERS))
    file = shell.folder / f"saved.{ending}"
    shell.roll("export", str(file))
    assert file.stat().st_mode & 0o777 == 0o600
    done = shell.roll_json("import", str(file))
    assert (done["added"], done["changed"], done["same"]) == (0, 0, 3)
    assert "must end in" in shell.roll("export", str(shell.folder / "saved.txt"), code=2)


def test_a_running_program_carries_it_out(shell: RollShell) -> None:
    with opened(shell.data) as services, taking_commands(shell.data, lambda each: answer(services, each)):
        shell.roll("import", shell.write(MEMBERS))
        with services.library.current() as election:
            assert Entry("Ada King", "77", "", "사학과") in [
                Entry(each.name, each.number, each.email, each.group) for each in election.roll.people()
            ]
        assert len(shell.roll_json("list")["people"]) == 3
