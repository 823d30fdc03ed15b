"""Forms that phones send: read strictly, and only from our own pages."""

import hmac
from urllib.parse import parse_qsl, urlsplit
from wsgiref.types import WSGIEnvironment

from api.errors import MalformedRequest
from api.pages.errors import ForeignForm
from api.pages.marks import Fields
from api.pages.sessions import Session
from api.wsgi.requests import read_body

_MOST_FIELDS = 2_000


def form(environ: WSGIEnvironment) -> Fields:
    """Return the fields of a form from a page of this server. Raises ForeignForm, MalformedRequest."""
    origin = environ.get("HTTP_ORIGIN")
    if origin is not None and _host_of(origin) != environ.get("HTTP_HOST", "").lower():
        raise ForeignForm
    try:
        text = read_body(environ).decode("ascii")
        pairs = parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise MalformedRequest from error
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _host_of(origin: str) -> str | None:
    """Return the host of an Origin header, None where it is none."""
    try:
        return urlsplit(origin).netloc.lower()
    except ValueError:
        return None


def one(fields: Fields, name: str) -> str:
    """Return the value of a field that is there once; an empty text where it is not."""
    values = fields.get(name, ())
    return values[0] if len(values) == 1 else ""


def is_of(session: Session, fields: Fields) -> bool:
    """Return whether a form was made for this ballot."""
    return hmac.compare_digest(one(fields, "t").encode(), session.form_token.encode())
