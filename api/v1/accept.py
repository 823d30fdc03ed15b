"""Which forms of an answer a client takes (RFC 9110, 12.5.1)."""

import re
from wsgiref.types import WSGIEnvironment

from api.errors import NotAcceptable

_RANGE = re.compile(r"\s*([\w.+-]+|\*)/([\w.+*-]+)\s*(?:;.*)?", re.ASCII)
_NEVER = re.compile(r";\s*q=0(?:\.0*)?\s*(?:;|$)", re.IGNORECASE)


def check_accepted(environ: WSGIEnvironment, media: str) -> None:
    """Raise NotAcceptable where the Accept header leaves out `media`, such as ``application/json``; one that
    says nothing we can read leaves out nothing.
    """
    header = environ.get("HTTP_ACCEPT", "")
    ranges = [(each, match) for each in header.split(",") if (match := _RANGE.fullmatch(each))]
    if ranges and not any(_takes(match, media) and not _NEVER.search(each) for each, match in ranges):
        raise NotAcceptable


def _takes(match: re.Match[str], media: str) -> bool:
    kind, _, form = media.partition("/")
    return match[1].lower() in ("*", kind) and (match[2].lower() in ("*", form) or form == "*")
