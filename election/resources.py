"""Where the files that are not code live: one function, so that nobody builds the path twice."""

from pathlib import Path

_BESIDE = Path(__file__).resolve().parent.parent
_INSTALLED = _BESIDE / "vote_kiosk_resources"  # as pyproject.toml names it in the wheel
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _BESIDE / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a file or folder of ``resources/``; it need not exist."""
    return _ROOT.joinpath(*parts)
