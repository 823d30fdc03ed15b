"""Whatever ends the program, its memory is not written to the disk."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.e2e.program import Program

SCRIPT = """
import ctypes, resource
from cli.dumps import forbid_dumps
forbid_dumps()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


def test_no_core_is_written_and_none_is_handed_to_a_collector() -> None:
    said = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout
    assert said.strip() == "(0, 0) 0"  # 3 is PR_GET_DUMPABLE


@pytest.mark.slow
def test_the_program_itself_is_started_so(tmp_path: Path) -> None:
    with Program("--headless", "--port", "0", "--data", str(tmp_path / "data")) as program:
        program.address()
        limits = Path(f"/proc/{program.process.pid}/limits").read_text()
        (core,) = [line for line in limits.splitlines() if line.startswith("Max core file size")]
        assert core.split()[4:6] == ["0", "0"]
        assert program.stop() == 0
