"""Reading requests: the language, the token, the query and the body, each checked strictly."""

import ipaddress
import re
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.types import WSGIEnvironment

from cerberus import Validator

from api.errors import BodyTooLarge, IdMissing, MalformedRequest
from election import strict_json
from election.errors import NoSuchCandidate
from election.i18n.catalogue import DEFAULT_LANGUAGE, LANGUAGES
from election.texts import read_number

LARGEST_BODY = 64 * 1024  # bytes; the longest honest sign-up is a tenth of it

# Lengths are checked by `election.voters.accounts`, after trimming and normalising: a name that macOS sent in
# decomposed form is twice as long here as it will be there.
TEXT = {"type": "string", "required": True, "empty": False}


# In the WSGI environ: what stands in the path at the places that a route names, such as ``<candidate>``.
PATH_VALUES = "api.path_values"
# And the path of the route itself, with the names of those places in place of what stands there.
ROUTE = "api.route"


class Form(threading.local):
    """What a body may hold, as a schema of Cerberus. Making a validator takes ten times as long as using it,
    and none may be shared between threads: each has its own.
    """

    def __init__(self, schema: Mapping[str, Any]) -> None:
        """Called again in each thread that uses this form."""
        self._schema = schema
        self._validator = Validator(schema)

    def has(self, fields: Mapping[str, Any]) -> bool:
        """Return whether `fields` are what this form asks for by their names."""
        return fields.keys() == self._schema.keys()

    def check(self, fields: Mapping[str, Any]) -> None:
        """Raise MalformedRequest if `fields` are not what the schema allows."""
        # Cerberus takes the square of the names that it does not know: a minute for a body full of them.
        known = {name: fields[name] for name in self._schema if name in fields}
        is_good = self._validator.validate(known, normalize=False)  # a schema here changes nothing
        self._validator.document = None  # nothing of a person stays
        if not is_good or len(known) < len(fields):
            wrong = [name for name in self._schema if name in self._validator.errors]
            self._validator = Validator(self._schema)  # what was wrong is in the old one's errors
            raise MalformedRequest(wrong)


_LANGUAGE_RANGE = re.compile(
    r"\s*(\*|[A-Za-z]{1,8})(?:-[A-Za-z0-9-]*)?\s*(?:;\s*[Qq]=(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\s*)?"
)


@dataclass(frozen=True, slots=True)
class OddNumber:
    """A number in a JSON body that is no plain one, such as ``NaN`` or one of fifty digits, as written."""

    literal: str


def language(environ: WSGIEnvironment) -> str:
    """Return the language to answer in: of those we have, the one Accept-Language likes best (RFC 9110
    12.5.4); Korean if it names none of them, or is absent or garbage.
    """
    header = environ.get("HTTP_ACCEPT_LANGUAGE")
    if not header:
        return DEFAULT_LANGUAGE
    liking: dict[str, float] = {}  # dicts keep the order, which breaks ties
    for part in header.split(","):
        if match := _LANGUAGE_RANGE.fullmatch(part):
            primary = match[1].lower()
            liking[primary] = max(float(match[2] or 1), liking.get(primary, 0.0))
    others = [each for each in LANGUAGES if each not in liking]
    if "*" in liking:
        liking.update(dict.fromkeys(others, liking["*"]))
    best = max((each for each in liking if each in LANGUAGES), key=lambda each: liking[each], default=None)
    if best and liking[best]:
        return best
    return next(iter(others), DEFAULT_LANGUAGE)


def source(environ: WSGIEnvironment) -> str:
    """Return where a request comes from, for counting wrong passwords: an IPv4 address, or the first 64 bits
    of an IPv6 address, since whoever has one has all that begin so.
    """
    text = environ.get("REMOTE_ADDR", "")
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is None:
            return f"{ipaddress.IPv6Address(int(address) >> 64 << 64)}/64"
        address = address.ipv4_mapped
    return str(address)


def bearer_token(environ: WSGIEnvironment) -> str:
    """Return the token of the Authorization header, with or without ``Bearer``; "" if there is none."""
    words: list[str] = environ.get("HTTP_AUTHORIZATION", "").split()
    if words and words[0].lower() == "bearer":
        words = words[1:]
    return " ".join(words)  # a token has no spaces, so more than one word is refused as a bad one


def query(environ: WSGIEnvironment, name: str) -> str | None:
    """Return the query's value of `name`, or None. Other names do not matter (clients add some against
    caches). Raises MalformedRequest if `name` stands there twice.
    """
    if not (text := environ.get("QUERY_STRING")):
        return None
    pairs = parse_qsl(text, keep_blank_values=True)  # what is not UTF-8 becomes U+FFFD, which nothing accepts
    return _once([(key, value) for key, value in pairs if key == name]).get(name)


def body(environ: WSGIEnvironment, form: Form, *others: Form) -> dict[str, Any]:
    """Return the body's fields, read as JSON if it starts like an object and as a form otherwise, whatever
    its Content-Type says. They are held against `form`, or against that of the `others` which asks for just
    these. Raises MalformedRequest if it is neither or the form does not allow it, BodyTooLarge if it is too
    large.
    """
    return _checked(_parse(read_body(environ)), form, others)


def body_as_json(environ: WSGIEnvironment, form: Form, *others: Form) -> dict[str, Any]:
    """Return the body's fields as `body` does, and take nothing but JSON."""
    return _checked(_parse_json(read_body(environ)), form, others)


def _checked(fields: dict[str, Any], form: Form, others: Iterable[Form]) -> dict[str, Any]:
    next((other for other in others if other.has(fields)), form).check(fields)
    return fields


def candidate_id(value: object) -> int:
    """Return the number that `value` (from a query, a form or JSON) stands for. Raises IdMissing where it is
    none, and NoSuchCandidate where it is larger than any id.
    """
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = value.literal if isinstance(value, OddNumber) else value
    try:
        number = read_number(text) if isinstance(text, str) else None
    except OverflowError:
        raise NoSuchCandidate from None
    if number is None:
        raise IdMissing
    return number


def read_body(environ: WSGIEnvironment) -> bytes:
    """Return the whole body. Raises MalformedRequest, or BodyTooLarge."""
    length = environ.get("CONTENT_LENGTH") or "0"
    if not (length.isascii() and length.isdigit()):
        raise MalformedRequest
    if len(length) > len(str(LARGEST_BODY)) or int(length) > LARGEST_BODY:
        raise BodyTooLarge
    data: bytes = environ["wsgi.input"].read(int(length))
    return data


def _parse_json(data: bytes) -> dict[str, Any]:
    try:
        fields = strict_json.loads(data.decode("utf-8-sig"), OddNumber)
    except ValueError as error:
        raise MalformedRequest from error
    if not isinstance(fields, dict):
        raise MalformedRequest
    return fields


def _parse(data: bytes) -> dict[str, Any]:
    try:
        text = data.decode("utf-8-sig")  # some programs put a byte order mark before what they send
        if text.lstrip().startswith("{"):
            fields: dict[str, Any] = strict_json.loads(text, OddNumber)
            return fields
        return _once(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=10))
    except ValueError as error:
        raise MalformedRequest from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return `pairs` as a dict. A name given twice is refused: which one counts is anybody's guess."""
    fields = dict(pairs)
    if len(fields) != len(pairs):
        raise MalformedRequest
    return fields
