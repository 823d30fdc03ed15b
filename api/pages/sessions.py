"""Ballots that are being filled in on phones: kept in memory alone, and forgotten with the outcome."""

import secrets
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from election.models import Contest, Election, Marking
from election.voters.tokens import Bearer
from election.voting.order import ballot_order

IDLE = 15 * 60.0  # seconds without a request after which a ballot is forgotten; the page warns before
MOST = 2_000  # ballots at once; then the one that has waited longest goes
MOST_OF_ONE = 4  # of them of one voter, or whoever logs in over and over would push out all others


@dataclass
class Session:
    """One phone's ballot. `secret` names it in the cookie and `form_token` in its forms; `key` is the one
    under which it is cast, however often that is sent; `election_id` is the election it is for; its
    contests are kept as they were `given`, and as they are shown: `contests`.
    """

    token: str = field(repr=False)
    bearer: Bearer
    election_id: str
    given: tuple[Contest, ...]
    contests: tuple[Contest, ...]
    language: str
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    form_token: str = field(default_factory=lambda: secrets.token_urlsafe(16), repr=False)
    key: str = field(default_factory=lambda: secrets.token_hex(16), repr=False)
    markings: dict[int, Marking] = field(default_factory=dict, repr=False)
    here: tuple[int, int] | None = field(default=None, repr=False)  # contest and candidate of the last step
    is_seen_whole: bool = False  # the review was shown: from then on each contest leads back to it
    touched: float = 0.0

    @property
    def cookie(self) -> str:
        """What the phone keeps: enough to go on, and after a restart of the program to ask how it ended, in
        the language that was chosen.
        """
        return f"{self.secret}~{self.token}~{self.language}"

    def wipe(self) -> None:
        """Forget what was marked, and whose it is: pages of it may stay in memory until garbage is collected.
        The token goes first, so that who finds one after reading the marks has read them whole.
        """
        self.token = ""
        self.markings = {}
        self.here = None


def kept_in(cookie: str) -> tuple[str, str, str]:
    """Return secret, token and language of a `Session.cookie`; empty texts for what is missing."""
    secret, token, language, *_ = (*cookie.split("~"), "", "")
    return secret, token, language


class Sessions:
    """All of them; any thread may call it. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._by_secret: dict[str, Session] = {}

    def begin(self, token: str, bearer: Bearer, election_id: str, given: Election, language: str) -> Session:
        """Begin a ballot with the contests that are `given`, in the order in which this phone shows them."""
        contests = tuple(ballot_order(contest) for contest in given.contests)
        session = Session(token, bearer, election_id, given.contests, contests, language)
        with self._lock:
            self._make_room(bearer)
            self._by_secret[session.secret] = session
            session.touched = self._clock()
        return session

    def find(self, cookie: str) -> Session | None:
        """Return the ballot of this cookie, or None where it is over or was forgotten."""
        secret, token, _ = kept_in(cookie)
        with self._lock:
            self._forget_idle()
            session = self._by_secret.get(secret)
            if session is None or not token or session.token != token:
                return None
            session.touched = self._clock()
            return session

    def end(self, session: Session) -> None:
        """Forget a ballot and all that was marked on it."""
        with self._lock:
            self._by_secret.pop(session.secret, None)
        session.wipe()

    def forget_idle(self) -> None:
        """Forget the ballots that nobody has touched for too long."""
        with self._lock:
            self._forget_idle()

    def forget_of(self, election_id: str) -> None:
        """Forget all ballots of an election."""
        with self._lock:
            self._forget([each for each in self._by_secret.values() if each.election_id == election_id])

    def _forget_idle(self) -> None:
        now = self._clock()
        self._forget([each for each in self._by_secret.values() if now - each.touched > IDLE])

    def _make_room(self, bearer: Bearer) -> None:
        """Forget what has waited longest, of this voter's and of all, so that one more may be begun."""
        self._forget_idle()
        begun = sorted(self._by_secret.values(), key=_touched)
        same = [each for each in begun if each.bearer.voter_id == bearer.voter_id]
        self._forget(same[: max(0, len(same) - MOST_OF_ONE + 1)] or begun[: max(0, len(begun) - MOST + 1)])

    def _forget(self, sessions: Iterable[Session]) -> None:
        for each in sessions:
            del self._by_secret[each.secret]
            each.wipe()


def _touched(session: Session) -> float:
    return session.touched
