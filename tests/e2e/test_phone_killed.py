"""kill -9 between the commit of a ballot and its answer: after the restart the same form, and the same key,
is told that the ballot is in the box.
"""

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bench.library import new_library
from tests.api.pages.network import LostAnswer, over, send
from tests.api.pages.phone import Phone
from tests.e2e.program import ROOT, Program

pytestmark = pytest.mark.slow

# Loaded by Python before the program is: it dies with the first ballot that is kept.
DIES = """
import os, pathlib, signal
from election.voting.casting import Ballots
submit, died = Ballots.submit, pathlib.Path(os.environ["DIED"])
def submit_and_die(self, *args, **named):
    finish = submit(self, *args, **named)
    def finish_and_die():
        is_replay = finish()
        if not died.exists():
            died.touch()
            os.kill(os.getpid(), signal.SIGKILL)
        return is_replay
    return finish_and_die
Ballots.submit = submit_and_die
"""

Start = Callable[[], Program]


@pytest.fixture
def code(tmp_path: Path) -> str:
    """A folder with open polls; the code of a slip that was not used."""
    with new_library(tmp_path / "data", codes=2) as made:
        return made.codes[0]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts the program, which dies once."""
    (tmp_path / "patch").mkdir()
    (tmp_path / "patch" / "sitecustomize.py").write_text(DIES)
    begun: list[Program] = []

    def start() -> Program:
        begun.append(
            Program(
                *("--headless", "--port", "0", "--data", str(tmp_path / "data")),
                PYTHONPATH=f"{tmp_path / 'patch'}:{ROOT}",
                DIED=str(tmp_path / "died"),
            )
        )
        return begun[-1]

    yield start
    for each in begun:
        each.__exit__()


def port_of(program: Program) -> int:
    return int(program.address().rpartition(":")[2])


def test_the_same_form_after_the_restart(code: str, start: Start) -> None:
    program = start()
    phone = Phone(over(port_of(program)))
    phone.open("/").send("/v/enter", {"code": code})
    candidate = re.findall(r'name="c" value="([0-9]+)"', phone.page)[0]
    phone.send("/v/1", {"c": candidate, "go": "next"})
    assert phone.at == "/v/review"
    fields, cookie = phone.form("/v/cast"), phone.cookie
    with pytest.raises(LostAnswer):
        phone.post("/v/cast", fields)
    assert program.end()[0] != 0
    assert phone.cookie == cookie

    phone.app = over(port_of(start()))
    phone.open("/v/review")  # a reload
    assert (phone.reply.status, phone.reply.code) == (409, "ballot.already_voted")
    phone.post("/v/cast", fields)  # the same again
    assert phone.at.startswith("/v/done/")
    assert "in the ballot box" in phone.page
    assert phone.cookie == ""
    assert "Your ballot is in the box" in phone.open("/").send("/v/enter", {"code": code}).page


def test_the_same_key_after_the_restart(code: str, start: Start) -> None:
    program = start()
    port = port_of(program)
    _, _, answer = send(port, "POST", "/api/v1/sessions", json.dumps({"code": code}), {})
    own = {"Authorization": f"Bearer {json.loads(answer)['token']}", "Content-Type": "application/json"}
    _, _, answer = send(port, "GET", "/api/v1/election", "", own)
    contest = json.loads(answer)["contests"][0]
    body = json.dumps({"choices": {contest["id"]: [contest["candidates"][0]["id"]]}})
    with pytest.raises(LostAnswer):
        send(port, "POST", "/api/v1/me/ballot", body, own | {"Idempotency-Key": "k" * 32})
    program.end()

    port = port_of(start())
    again = send(port, "POST", "/api/v1/me/ballot", body, own | {"Idempotency-Key": "k" * 32})
    assert again[0] == 200
    assert ("Idempotency-Replayed", "true") in again[1]
    assert send(port, "POST", "/api/v1/me/ballot", body, own | {"Idempotency-Key": "x" * 32})[0] == 409
    assert json.loads(send(port, "GET", "/api/v1/me", "", own)[2])["status"] == "voted"
