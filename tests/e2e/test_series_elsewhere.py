"""An organiser without a screen, while a laptop serves: codes out of the PDF, the count, its files, a run-off
with the same codes, and the laptop dies in it: it goes on from a stick.
"""

import json
import re
import signal
from pathlib import Path

import pypdf
import pytest

from tests.cli.test_election import Shell
from tests.e2e.program import Program, ask

DEFINITION = """
title = { ko = "임원 선거", en = "Officers" }
live_results = false
ways_in = ["code", "slip"]

[[contests]]
title = { ko = "회장", en = "President" }
rule = "majority_or_run_off"
candidates = ["한서윤", "오민재", "김하나"]
"""
ROLL = "성명,학번\n" + "".join(f"선거인{at},2021{at:04}\n" for at in range(1, 21))
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")


def say(shell: Shell, *words: str) -> str:
    """Type a command that is not refused."""
    code, out, err = shell.type(*words)
    assert code == 0, (words, err)
    return out


def cast(address: str, code: str, candidate: int) -> int:
    status, token = ask(f"{address}/auth/login", {"code": code})
    if status != 200:
        return status
    return ask(f"{address}/vote", {"id": candidate}, token)[0]


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_whole_series(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "new").mkdir()
    stick, slips = tmp_path / "stick", tmp_path / "slips.pdf"
    stick.mkdir()
    shell, new = Shell(tmp_path, capsys), Shell(tmp_path / "new", capsys)
    shell.file.write_text(DEFINITION, encoding="utf-8")
    (tmp_path / "roll.csv").write_bytes(ROLL.encode("cp949"))
    first = shell.create()
    say(shell, "roll", "import", str(tmp_path / "roll.csv"))
    say(shell, "codes", "issue", str(slips))
    say(shell, "codes", "confirm", "1")
    codes = [code for page in pypdf.PdfReader(slips).pages for code in CODE.findall(page.extract_text())]

    with Program("--data", str(shell.data), "--headless", "--port", "0") as program:
        address = program.address()
        shell.say("open")
        assert [cast(address, code, 1 + at % 3) for at, code in enumerate(codes[:20])] == [200] * 20
        for command in ("results", "notice"):
            assert shell.type("election", "print", command, first, str(tmp_path / "early.pdf"))[0] == 10
        assert shell.type("election", "export", first, str(tmp_path / "early.csv"))[0] == 10
        shell.say("close")
        assert cast(address, codes[20], 1) != 200
        shell.say("count", "--present", "Kang", "--present", "Seo")
        (president,) = shell.json("results")
        assert president["sums"]["hold"] is True
        assert [each["votes"] for each in president["counts"]] == [7, 7, 6]
        shell.say("export", first, str(tmp_path / "result.json"))
        told = json.loads((tmp_path / "result.json").read_text(encoding="utf-8"))
        assert told["contests"][0]["run_off"]["between"] == [1, 2]

        second = shell.json("run-off")["id"]
        shell.say("use", second)
        shell.say("copy-out", second, str(stick))
        shell.say("open")
        assert [cast(address, code, 1) for code in codes[:12]] == [200] * 12
        assert cast(address, codes[0], 2) != 200
        assert "knows 12 who voted" in shell.say("pause")  # which copies it to the stick once more
        program.process.send_signal(signal.SIGKILL)
        program.process.wait()

    said = new.say("continue", str(stick), "--use")
    assert "knows 12 of 20 who voted" in said
    with Program("--data", str(new.data), "--headless", "--port", "0") as program:
        address = program.address()
        new.say("resume")
        assert cast(address, codes[0], 2) != 200
        assert [cast(address, code, 2) for code in codes[12:20]] == [200] * 8
        new.say("close")
        new.say("count")
        (president,) = new.json("results")
        assert [each["votes"] for each in president["counts"]] == [12, 8]
        assert (president["decision"], president["sums"]["hold"]) == ("elected", True)

    code, _, said = shell.type("election", "copy-out", second, str(stick))
    assert (code, "continued elsewhere" in said) == (10, True)
    assert shell.type("election", "resume", second)[0] == 10
