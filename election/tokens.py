"""Log-in tokens for the API's clients: JWTs signed with a key that never leaves the data folder."""

import time
from collections.abc import Callable

import jwt

from election.errors import BadToken

LIFETIME = 12 * 60 * 60  # seconds: a day of voting, and no longer
_ALGORITHM = "HS256"


class Tokens:
    """Makes and reads tokens. `key` is 32 random bytes; `clock` gives seconds since 1970."""

    def __init__(self, key: bytes, clock: Callable[[], float] = time.time) -> None:
        self._key = key
        self._clock = clock

    def issue(self, voter_id: int) -> str:
        """Return a token that says its bearer is this voter, for twelve hours."""
        now = int(self._clock())
        return jwt.encode({"sub": str(voter_id), "iat": now, "exp": now + LIFETIME}, self._key, _ALGORITHM)

    def voter_id(self, token: str) -> int:
        """Return the voter a token speaks for. Raises BadToken if we did not sign it, or it has expired.

        Whether that voter is still on the roll is for the caller to ask.
        """
        try:
            claims = jwt.decode(
                token,
                self._key,
                algorithms=[_ALGORITHM],
                # The clock is ours (tests, and one reading of the time), so expiry is checked below.
                options={"require": ["sub", "iat", "exp"], "verify_exp": False, "verify_iat": False},
            )
            expires, voter_id = claims["exp"], int(claims["sub"])
        except (jwt.InvalidTokenError, ValueError, UnicodeError) as error:
            raise BadToken from error
        if not isinstance(expires, int) or expires <= self._clock():
            raise BadToken
        return voter_id
