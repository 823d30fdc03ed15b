"""Answers that a client may keep, and asks for again by their tag (RFC 9110, 13.1.2)."""

import hashlib
import json
from wsgiref.types import WSGIEnvironment

from api.wsgi.responses import Answer

JSON = "application/json; charset=utf-8"
ASK_AGAIN = "no-cache"  # it may be kept, and is asked for again each time


def cached_json(environ: WSGIEnvironment, value: object) -> Answer:
    """Answer with `value` as JSON and a strong tag of it; 304 to whoever has just that."""
    return tagged(environ, json.dumps(value, ensure_ascii=False).encode(), JSON, ASK_AGAIN)


def tagged(environ: WSGIEnvironment, body: bytes, content_type: str, keep: str) -> Answer:
    """Answer with `body` and its tag; 304 to whoever has just that. `keep` is the Cache-Control."""
    tag = f'"{digest(body)}"'
    headers = (("ETag", tag), ("Cache-Control", keep))
    if _has(environ.get("HTTP_IF_NONE_MATCH", ""), tag):
        return Answer(304, b"", headers=headers)
    return Answer(200, body, content_type, headers)


def digest(data: bytes) -> str:
    """Return a name that no other content has: 80 bits of its SHA-256."""
    return shortened(hashlib.sha256(data).hexdigest())


def shortened(sha256: str) -> str:
    """Return the same name of what has this SHA-256."""
    return sha256[:20]


def _has(header: str, tag: str) -> bool:
    """Return whether If-None-Match names `tag`, weak or strong, or everything."""
    named = [each.strip().removeprefix("W/") for each in header.split(",")]
    return tag in named or named == ["*"]
