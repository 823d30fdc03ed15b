"""Runs `main.py` as a user does: a process, its output, its signals."""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 120  # seconds; reached only when something is broken


class Program:
    """A running program that serves. Use it with ``with``; leaving kills what still runs. `through` is what
    starts it, such as ``("ip", "netns", "exec", "hall")``.
    """

    def __init__(self, *options: str, through: Sequence[str] = (), **environment: str) -> None:
        self.process = subprocess.Popen(
            [*through, sys.executable, str(ROOT / "main.py"), *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONUTF8": "1", **environment},
        )
        self.stderr: list[str] = []
        self._reader = threading.Thread(target=self._read_stderr, daemon=True)
        self._reader.start()

    def _read_stderr(self) -> None:
        assert self.process.stderr is not None
        self.stderr.extend(self.process.stderr)

    def __enter__(self) -> "Program":
        return self

    def __exit__(self, *_: object) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream is not None
            self._reader.join(PATIENCE)
            stream.close()

    def address(self) -> str:
        """Wait until it serves, and return where."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line.startswith("API: http://"), (line, self.stderr)
        return line.removeprefix("API: ").strip()

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Send a signal and return the exit code, once all that it said on stderr has been read."""
        self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code

    def end(self) -> tuple[int, str]:
        """Wait until it ends by itself; return the exit code and what it said on stderr."""
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        return code, "".join(self.stderr)


def ask(url: str, body: dict[str, Any] | None = None, token: str = "") -> tuple[int, str]:
    """One request; return status and text."""
    request = urllib.request.Request(url, data=None if body is None else json.dumps(body).encode())
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as refusal:
        with refusal:
            return refusal.code, refusal.read().decode()
