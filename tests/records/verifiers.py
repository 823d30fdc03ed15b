"""The verifiers as tests call them: each gives the verdict on the bytes of a pack and the exit code."""

from collections.abc import Callable
from types import ModuleType
from typing import Any

from election.records.verify.checks import verify
from election.resources import resource

Verify = Callable[..., tuple[dict[str, Any], int]]


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


VERIFIERS: dict[str, Verify] = {"verify.py": stand_alone, "product": product}
