"""A crash or power cut at any step loses no acknowledged ballot and leaves none half there."""

import subprocess
import sys

import pytest


def run(*options: str) -> str:
    """Run the crash program (a process of its own: it forks) and return what it found."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.election.store.json.crash", *options],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_sample_of_crash_points() -> None:
    found = run("--every", "80", "--start", "7")
    assert int(found.split()[0]) >= 10, found


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_every_crash_point(capsys: pytest.CaptureFixture[str]) -> None:
    found = run()
    with capsys.disabled():
        print(f"\n{found.strip()}")
    assert int(found.split()[0]) >= 1_000
