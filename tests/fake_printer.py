"""Programs that stand in for the system's ``lp`` and ``lpstat``."""

import stat
from pathlib import Path

import pytest

from election.printing import paper

_LP = """#!/bin/sh
printf '%s\\n' "$@" >> "$0.said"
{before}
cat >> "$0.got"
exit {code}
"""
_LPSTAT = """#!/bin/sh
{before}
case "$1" in
-e) printf '%s\\n' {names} ;;
-d) echo "기본 프린터: {usual}" ;;
-l) printf 'printer %s is idle.\\n\\tDescription: offline hall\\n\\tAlerts: %s\\n' "$3" "{alerts}" ;;
esac
"""


class FakePrinters:
    """A folder with the only programs for printing that the system has; at first there are none."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        monkeypatch.setattr(paper, "SYSTEM", "linux")
        monkeypatch.setattr(paper.shutil, "which", self._which)

    def _which(self, name: str) -> str | None:
        file = self.folder / name
        return str(file) if file.exists() else None

    def put_lp(self, code: int = 0, before: str = "") -> None:
        """Have an ``lp`` that ends with `code`, once it has run the line `before` of a shell."""
        self._put("lp", _LP.format(code=code, before=before))

    def put_lpstat(self, *names: str, usual: str = "", alerts: str = "none", before: str = "") -> None:
        """Have printers of these `names`, each with the same `alerts`, that are told once the line `before`
        of a shell was run.
        """
        told = " ".join(names) or "''"
        self._put("lpstat", _LPSTAT.format(names=told, usual=usual, alerts=alerts, before=before))

    @property
    def got(self) -> bytes:
        """All that ``lp`` was given to print."""
        file = self.folder / "lp.got"
        return file.read_bytes() if file.exists() else b""

    @property
    def said(self) -> list[str]:
        """The arguments of every ``lp``, one after the other."""
        file = self.folder / "lp.said"
        return file.read_text().splitlines() if file.exists() else []

    def _put(self, name: str, script: str) -> None:
        file = self.folder / name
        file.write_text(script)
        file.chmod(file.stat().st_mode | stat.S_IXUSR)
