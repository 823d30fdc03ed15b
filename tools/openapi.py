"""Writes the document of API v1 down, as the program serves it: ``python -m tools.openapi``."""

import json

from api.v1.index import DOCUMENT
from api.v1.openapi import document
from api.v1.routes import OPERATIONS
from election.resources import resource


def text() -> str:
    """Return the file's text."""
    return json.dumps(document(OPERATIONS), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    path = resource(*DOCUMENT)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text(), encoding="utf-8")
