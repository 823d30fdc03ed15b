"""Passwords, hashed with argon2id and never kept or logged in clear. The library for it is imported with the
first hash, so that the window is there sooner.
"""

import base64
import logging
import os
import platform
import secrets
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from election.voters.refusals import PasswordsBusy, PasswordsFailed

if TYPE_CHECKING:
    import argon2

log = logging.getLogger(__name__)
T = TypeVar("T")

# OWASP Password Storage Cheat Sheet, argon2id: m = 19 MiB, t = 2, p = 1 (about 40 ms a hash).
_MEMORY_KIB, _PASSES, _LANES = 19 * 1024, 2, 1
# Each hash holds 19 MiB while it runs; more than two at once would let a crowd at log-in eat the memory.
_AT_ONCE = 2
# How many of a crowd may run or wait. Each holds one of the server's 16 workers, and votes need the others.
# One place is for whoever comes from elsewhere, or one client gone wild would shut everybody else out.
_PLACES, _PLACES_OF_ONE_SOURCE = 4, 3
_NICE = 5  # how far the hashing threads step back: a third of the time of others, where both want it all
# glibc's mallopt(3), for the whole program: what is larger than so many bytes goes back to the system when it
# is freed. By itself glibc would raise that size to a hash's, and then keep 19 to 38 MiB for each thread.
_M_MMAP_THRESHOLD = -3
_RETRY_SECONDS = (2, 6)  # at random, so that those who were sent away do not come back together


class Passwords:
    """Hashes and checks passwords, at most two at a time whichever thread asks. Slow on purpose: never
    call it on the GUI thread or under the store's lock.

    The work is done by two threads that stay. Were it done by whoever asks, glibc would keep memory for each
    thread that ever asked. Of those who come from a `source` on the network at most four run or wait, three
    from one source, and the next is refused with PasswordsBusy. All others (None) wait for their turn, behind
    at most those four. Every call may raise PasswordsFailed, which tells nothing of the password.
    """

    def __init__(self, *, memory_kib: int = _MEMORY_KIB, passes: int = _PASSES) -> None:
        self._memory_kib, self._passes = memory_kib, passes
        self._threads = ThreadPoolExecutor(_AT_ONCE, "hash", initializer=_be_modest)
        self._lock = threading.Lock()
        self._places: Counter[str] = Counter()  # taken, by source
        self._nobody = _hash_of_nothing(memory_kib, passes)

    def hash(self, password: str, *, source: str | None = None) -> str:
        """Return the hash to keep, salt and parameters included."""
        return self._run(lambda: self._hasher.hash(password), source)

    def matches(self, kept: str | None, password: str, *, source: str | None = None) -> bool:
        """Return whether `password` made the hash `kept`. With None (no such account) it takes as long, so
        that time does not tell which e-mail addresses exist.
        """
        return self._run(lambda: self._verify(kept or self._nobody, password), source) and bool(kept)

    def _verify(self, kept: str, password: str) -> bool:
        from argon2.exceptions import VerifyMismatchError

        try:
            return self._hasher.verify(kept, password)
        except VerifyMismatchError:
            return False

    def _run(self, work: Callable[[], T], source: str | None) -> T:
        if source is None:
            return self._on_its_thread(work)
        with self._lock:
            if self._places.total() >= _PLACES or self._places[source] >= _PLACES_OF_ONE_SOURCE:
                least, most = _RETRY_SECONDS
                raise PasswordsBusy(least + secrets.randbelow(most - least + 1))
            self._places[source] += 1
        try:
            return self._on_its_thread(work)
        finally:
            with self._lock:
                self._places[source] -= 1
                self._places += Counter()  # forgets those that have none

    def _on_its_thread(self, work: Callable[[], T]) -> T:
        try:
            answer = self._threads.submit(_told_apart, work)
        except (RuntimeError, MemoryError) as error:  # the system gives no more threads
            raise _failed("no thread could be started") from error
        return answer.result()

    @cached_property
    def _hasher(self) -> "argon2.PasswordHasher":
        import argon2

        return argon2.PasswordHasher(time_cost=self._passes, memory_cost=self._memory_kib, parallelism=_LANES)


def _be_modest() -> None:
    """Have this thread step back behind those that take votes, and memory go back to the system after each
    hash. Where the system cannot do it, nothing is changed.
    """
    if platform.system() != "Linux":
        return
    import ctypes

    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICE)  # of this thread, on Linux
    with suppress(OSError, AttributeError):  # another C library than glibc
        ctypes.CDLL(None).mallopt(_M_MMAP_THRESHOLD, 1024 * 1024)


def _told_apart(work: Callable[[], T]) -> T:
    """Return ``work()``. What argon2 raises when it could not do its work becomes PasswordsFailed."""
    try:
        from argon2.exceptions import Argon2Error
    except (ImportError, MemoryError) as error:  # a library that finds no memory is an ImportError
        raise _failed("argon2 could not be loaded") from error
    try:
        return work()
    except MemoryError as error:
        raise _failed("memory ran out") from error
    except Argon2Error as error:  # in words of its own, among them "Memory allocation error"
        raise _failed(str(error)) from error
    except ValueError as error:  # its words may quote the hash
        raise _failed("its hash in the data file is damaged") from error


def _failed(reason: str) -> PasswordsFailed:
    log.error("a password could not be hashed or checked: %s", reason)
    return PasswordsFailed()


def _hash_of_nothing(memory_kib: int, passes: int) -> str:
    """Return what checks as slowly as a real hash and fits no password: random bytes in its form.

    To make a real one would hold up every start of the program.
    """
    salt, digest = (base64.b64encode(secrets.token_bytes(size)).decode().rstrip("=") for size in (16, 32))
    return f"$argon2id$v=19$m={memory_kib},t={passes},p={_LANES}${salt}${digest}"
