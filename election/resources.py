"""Where the files that are not code live: one function, so that nobody builds the path twice."""

from pathlib import Path

_ROOT = Path(__file__).resolve().parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a file or folder under ``resources/``; it need not exist."""
    return _ROOT.joinpath(*parts)
