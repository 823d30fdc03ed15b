"""A ballot that was left on a phone is forgotten when the polls close, with a window and without one."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.library import new_library
from tests.api.pages.network import over
from tests.api.pages.phone import Phone
from tests.api.sockets import until
from tests.e2e.program import PATIENCE, ROOT, Program

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("options", [["--headless"], []], ids=["headless", "window"])
def test_nothing_of_it_is_left_when_the_polls_have_closed(tmp_path: Path, options: list[str]) -> None:
    data = ["--data", str(tmp_path / "data")]
    with new_library(tmp_path / "data", codes=1) as made:
        code = made.codes[0]
    with Program(*options, "--port", "0", *data, QT_QPA_PLATFORM="offscreen") as program:
        phone = Phone(over(int(program.address().rpartition(":")[2])))
        phone.open("/").send("/v/enter", {"code": code}).send("/v/1", {"c": ["1"], "go": "next"})
        assert phone.open("/v/1").reply.status == 200
        close = [sys.executable, str(ROOT / "main.py"), "election", "close", *data]
        subprocess.run(close, check=True, timeout=PATIENCE, capture_output=True)
        until(lambda: phone.open("/v/1").reply.status != 200)
        assert (phone.reply.status, phone.reply.code) == (403, "polls.not_open")
        assert program.stop() == 0
