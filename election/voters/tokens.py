"""Log-in tokens for the API's clients: JWTs signed with a key that never leaves the data folder.

PyJWT brings all of Python's HTTPS client along, 9 MiB. It is imported when the first client logs in, so that
the window is there sooner, and smaller.
"""

import time
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from election.voters.refusals import BadToken, WrongRole

LIFETIME = 12 * 60 * 60  # seconds: a day of voting, and no longer
_EARLY = 60  # seconds a token may come from the future: clocks are put back a little after a crash
_ALGORITHM = "HS256"
_AUDIENCE = "voter"  # whom a token is for; one of before, without an audience, is for voters
_REMEMBERED = 10_000  # tokens whose signature need not be checked again; some 3 MB


class Bearer(NamedTuple):
    """Whom a token speaks for: a voter by their id, and the id of the code that let them in, if one did."""

    voter_id: int
    code: int | None


class Tokens:
    """Makes and reads tokens. `key` is 32 random bytes; `clock` gives seconds since 1970 and never goes back
    (see `election.clock`), or what it once called expired could be good again.
    """

    def __init__(self, key: bytes, clock: Callable[[], float] = time.time) -> None:
        self._key = key
        self._clock = clock
        self._claims = lru_cache(_REMEMBERED)(self._verified)

    def issue(self, voter_id: int, code: int | None = None) -> str:
        """Return a token that says its bearer is this voter, let in by `code` if by one, for twelve hours."""
        import jwt

        now = int(self._clock())
        claims = {"sub": str(voter_id), "iat": now, "exp": now + LIFETIME, "aud": _AUDIENCE}
        if code is not None:
            claims["code"] = str(code)
        token = jwt.encode(claims, self._key, _ALGORITHM)
        self._claims(token)  # who logs in votes soon after
        return token

    def bearer(self, token: str) -> Bearer:
        """Return whom a token speaks for. Raises BadToken if we did not sign it, if it has expired, or
        if it was issued at a time that is still to come, while the clock was wrong; WrongRole if it is for
        another role than a voter's.

        Whether that voter is still on the roll, and the code still good, is for the caller to ask.
        """
        issued, expires, bearer = self._claims(token)
        if not issued - _EARLY <= self._clock() < expires:
            raise BadToken
        return bearer

    def _verified(self, token: str) -> tuple[int, int, Bearer]:
        """Return when a token of ours was issued, when it expires (seconds since 1970) and its bearer. Raises
        BadToken and WrongRole.
        """
        import jwt

        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                # The clock is ours (tests, and one reading of the time), and looked at on every use; the
                # audience below, since a token need not have one.
                options={
                    "require": ["sub", "iat", "exp"],
                    "verify_exp": False,
                    "verify_iat": False,
                    "verify_aud": False,
                },
            )
            issued, expires = claims["iat"], claims["exp"]
            bearer = Bearer(int(claims["sub"]), int(claims["code"]) if "code" in claims else None)
        except (jwt.InvalidTokenError, ValueError, TypeError, UnicodeError) as error:
            raise BadToken from error
        if not (isinstance(issued, int) and isinstance(expires, int)):
            raise BadToken
        if claims.get("aud", _AUDIENCE) != _AUDIENCE:
            raise WrongRole
        return issued, expires, bearer
