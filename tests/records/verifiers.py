"""The verifiers as tests call them: each gives the verdict on the bytes of a pack and the exit code."""

import atexit
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import ModuleType
from typing import Any

import pytest

from election.records.verify.checks import verify
from election.resources import resource

Verify = Callable[..., tuple[dict[str, Any], int]]
NODE = shutil.which("node")


def module(path: str = "verify.py", source: str | None = None) -> ModuleType:
    """Return the stand-alone verifier, or a changed one from its `source`, as a module."""
    file = resource("verify", path)
    found = ModuleType("verify")
    found.__file__ = str(file)
    text = file.read_text(encoding="utf-8") if source is None else source
    exec(compile(text, str(file), "exec"), found.__dict__)
    return found


stand_alone: Verify = module().verdict_of


def outline(verdict: tuple[dict[str, Any], int]) -> tuple[int, list[tuple[str, bool | None]]]:
    """Return what verifiers must agree on: the exit code, and of each check whether it holds."""
    found, code = verdict
    return code, [(each["name"], each["holds"]) for each in found["checks"]]


def product(pack: bytes, fingerprint: str | None = None, language: str = "en") -> tuple[dict[str, Any], int]:
    """Return what the program's own verifier says."""
    verdict = verify(pack, fingerprint)
    return verdict.values(language), 2 if verdict.refused else 0 if verdict.holds else 1


class PageScript:
    """The script of verify.html in Node.js, which is started once and goes on until the tests end."""

    def __init__(self) -> None:
        self._node: subprocess.Popen[str] | None = None

    def __call__(
        self, pack: bytes, fingerprint: str | None = None, language: str = "en"
    ) -> tuple[dict[str, Any], int]:
        if NODE is None:
            pytest.skip("Node.js is not there")
        if self._node is None:
            files = [str(Path(__file__).with_name("page.js")), str(resource("verify", "verify.html"))]
            pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
            self._node = subprocess.Popen([NODE, *files], text=True, encoding="utf-8", **pipes)
            atexit.register(self._end)
        with NamedTemporaryFile(suffix=".zip") as file:
            file.write(pack)
            file.flush()
            asked = {"file": file.name, "fingerprint": fingerprint, "language": language}
            assert self._node.stdin is not None
            assert self._node.stdout is not None
            print(json.dumps(asked), file=self._node.stdin, flush=True)
            found = json.loads(self._node.stdout.readline())
        return found, found.pop("code")

    def _end(self) -> None:
        if self._node is not None:
            self._node.communicate()


VERIFIERS: dict[str, Verify] = {"verify.py": stand_alone, "product": product, "verify.html": PageScript()}
