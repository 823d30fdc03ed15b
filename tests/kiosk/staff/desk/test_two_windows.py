"""The desk in a window of its own, while the booth goes on voting."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[4]


@pytest.mark.slow
def test_the_desk_works_on_its_screen_while_people_vote_on_theirs(tmp_path: Path) -> None:
    screens = [
        {"name": str(at), "x": at * 1280, "y": 0, "width": 1280, "height": 720, "logicalDpi": 96, "dpr": 1}
        for at in range(2)
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": screens}), encoding="utf-8")
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config}"}
    command = [sys.executable, "-m", "tests.kiosk.staff.desk.two_windows", str(tmp_path / "data")]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout.splitlines()[-1])
    assert seen.pop("left") == 0
    assert len(seen) == 17
    assert [what for what, is_so in seen.items() if is_so is not True] == []
