"""The headers that every answer carries, of each kind of address, and those that answer a preflight."""

from dataclasses import dataclass

Headers = tuple[tuple[str, str], ...]


RECEIPT = "X-Vote-Receipt"  # of whoever's ballot went in: nothing in a body that clients know has changed


@dataclass(frozen=True, slots=True)
class StandingHeaders:
    """What is sent `everywhere`, unless an answer has a header of that name itself, and beside it to an
    OPTIONS request (`asked`).
    """

    everywhere: Headers
    asked: Headers = ()

    @property
    def preflight(self) -> Headers:
        """All headers of an answer to OPTIONS."""
        return self.asked + self.everywhere


_SAFE: Headers = (
    ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
    ("Referrer-Policy", "no-referrer"),
    ("Vary", "Accept-Language"),
    ("X-Content-Type-Options", "nosniff"),
)
IN_LANGUAGE = _SAFE[2]
# Any origin may ask: there are no cookies, so a page can only use a token its user gave it.
_ANY_ORIGIN = ("Access-Control-Allow-Origin", "*")
_NOT_KEPT = ("Cache-Control", "no-store")

SIMPLE = StandingHeaders(
    (
        _ANY_ORIGIN,
        ("Access-Control-Expose-Headers", f"X-Error-Code, Retry-After, X-Election-Practice, {RECEIPT}"),
        _NOT_KEPT,
        *_SAFE,
    ),
    (
        ("Access-Control-Allow-Methods", "GET, HEAD, POST, OPTIONS"),
        ("Access-Control-Allow-Headers", "Authorization, Content-Type"),
        ("Access-Control-Max-Age", "600"),
    ),
)
V1 = StandingHeaders(
    (
        _ANY_ORIGIN,
        (
            "Access-Control-Expose-Headers",
            "ETag, Location, Retry-After, X-Error-Code, Idempotency-Replayed, X-Election-Practice, "
            f"{RECEIPT}",
        ),
        _NOT_KEPT,
        *(each for each in _SAFE if each != IN_LANGUAGE),  # of the answers of v1 only refusals have words
    ),
    (
        ("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE, OPTIONS"),
        (
            "Access-Control-Allow-Headers",
            "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Accept-Language",
        ),
        ("Access-Control-Max-Age", "600"),
    ),
)
# No scripts and styles but our own files, nothing from elsewhere, no frame around it.
PAGES = StandingHeaders(
    (
        (
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        _NOT_KEPT,
        ("Referrer-Policy", "same-origin"),  # with no-referrer browsers say of our own forms: Origin: null
        ("Vary", "Accept-Language, Cookie"),
        ("X-Content-Type-Options", "nosniff"),
    )
)
