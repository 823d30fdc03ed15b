"""The style sheet and the script: under a name that changes with them, so that phones keep them for good."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from wsgiref.types import WSGIEnvironment

from api.errors import NoSuchPath
from api.wsgi.requests import PATH_VALUES
from api.wsgi.responses import Answer
from election.resources import resource

_CSS, _JAVASCRIPT = "text/css; charset=utf-8", "text/javascript; charset=utf-8"
_KINDS = {"style.css": _CSS, "reference.css": _CSS, "page.js": _JAVASCRIPT}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file, as it is and packed."""

    content_type: str
    data: bytes
    packed: bytes
    digest: str


def address_of(name: str) -> str:
    """Return where a file is: ``/static/<digest>/style.css``."""
    return f"/static/{_file(name).digest}/{name}"


def static(environ: WSGIEnvironment) -> Answer:
    """Give a file. Under another digest it is another version, which nobody has."""
    values = environ[PATH_VALUES]
    if values["name"] not in _KINDS or _file(values["name"]).digest != values["digest"]:
        raise NoSuchPath
    file = _file(values["name"])
    headers = (("Cache-Control", "public, max-age=31536000, immutable"), ("Vary", "Accept-Encoding"))
    if "gzip" in environ.get("HTTP_ACCEPT_ENCODING", ""):
        return Answer(200, file.packed, file.content_type, (*headers, ("Content-Encoding", "gzip")))
    return Answer(200, file.data, file.content_type, headers)


@cache
def _file(name: str) -> StaticFile:
    data = resource("page", name).read_bytes()
    return StaticFile(
        _KINDS[name], data, gzip.compress(data, 9, mtime=0), hashlib.sha256(data).hexdigest()[:12]
    )
