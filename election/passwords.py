"""Passwords, hashed with argon2id and never kept or logged in clear. The library for it is imported with the
first hash, so that the window is there sooner.
"""

import base64
import secrets
import threading
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argon2

# OWASP Password Storage Cheat Sheet, argon2id: m = 19 MiB, t = 2, p = 1 (about 40 ms a hash).
_MEMORY_KIB, _PASSES, _LANES = 19 * 1024, 2, 1
# Each hash holds 19 MiB while it runs; more than two at once would let a crowd at log-in eat the memory.
_AT_ONCE = 2


class Passwords:
    """Hashes and checks passwords, at most two at a time whichever thread asks. Slow on purpose: never
    call it on the GUI thread or under the store's lock.
    """

    def __init__(self, *, memory_kib: int = _MEMORY_KIB, passes: int = _PASSES) -> None:
        self._memory_kib, self._passes = memory_kib, passes
        self._gate = threading.BoundedSemaphore(_AT_ONCE)
        self._nobody = _hash_of_nothing(memory_kib, passes)

    def hash(self, password: str) -> str:
        """Return the hash to keep, salt and parameters included."""
        with self._gate:
            return self._hasher.hash(password)

    def matches(self, kept: str | None, password: str) -> bool:
        """Return whether `password` made the hash `kept`. With None (no such account) it takes as long, so
        that time does not tell which e-mail addresses exist.
        """
        from argon2.exceptions import InvalidHashError, VerificationError

        with self._gate:
            try:
                return self._hasher.verify(kept or self._nobody, password) and kept is not None
            except (VerificationError, InvalidHashError):
                return False

    @cached_property
    def _hasher(self) -> "argon2.PasswordHasher":
        import argon2

        return argon2.PasswordHasher(time_cost=self._passes, memory_cost=self._memory_kib, parallelism=_LANES)


def _hash_of_nothing(memory_kib: int, passes: int) -> str:
    """Return what checks as slowly as a real hash and fits no password: random bytes in its form.

    To make a real one would hold up every start of the program.
    """
    salt, digest = (base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={memory_kib},t={passes},p={_LANES}${salt}${digest}"
