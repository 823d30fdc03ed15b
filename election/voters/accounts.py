"""Sign-up, log-in and tokens: how a person becomes a voter we know."""

import math
import unicodedata
from contextlib import suppress

from election.admin.failed_log_ins import FailedLogIns, LogInKind
from election.errors import EmailTaken, Message, NoElection
from election.events import Events, RollChanged
from election.models import Voter, WayIn
from election.setup.schedule import check_let_in
from election.store.port import Snapshot, Store, Transaction
from election.texts import Unclean, clean_text
from election.trusted_time import TrustedTime
from election.voters.passwords import Passwords
from election.voters.rate_limit import KIOSK, Throttle
from election.voters.refusals import BadToken, MalformedAccount, SignUpClosed, TooManyTries, WrongCredentials
from election.voters.tokens import Bearer, Tokens
from election.voters.ways_in import check_code

# RFC 5321 4.5.3.1 leaves 254 characters for an address that can be delivered to.
LONGEST_EMAIL, LONGEST_NAME, LONGEST_PASSWORD = 254, 100, 1_024
# What a program writes where it has no address. Whoever it did so for would share one account.
_NO_ADDRESS = {"undefined", "null", "none", "nan"}


def normal_email(email: str) -> str:
    """Return `email` as the roll compares it: cleaned and without case. Raises MalformedAccount."""
    address = unicodedata.normalize("NFC", _text(email, LONGEST_EMAIL).casefold())
    if address in _NO_ADDRESS:
        raise MalformedAccount
    return address


def _email_of_before(email: str) -> str:
    """Return `email` in the form of an account made before texts were cleaned: only trimmed, without case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", email).strip().casefold())


def _text(value: str, longest: int) -> str:
    """Return `value` cleaned, or raise MalformedAccount."""
    if not isinstance(value, str):  # a door's schema may miss what JSON can bring
        raise MalformedAccount
    try:
        text = clean_text(value)
    except Unclean:
        raise MalformedAccount from None
    if len(text) > longest:
        raise MalformedAccount
    return text


def _password(value: str) -> str:
    if not isinstance(value, str) or not value or len(value) > LONGEST_PASSWORD:
        raise MalformedAccount
    if any("\ud800" <= char <= "\udfff" for char in value):
        raise MalformedAccount
    return unicodedata.normalize("NFC", value)


class Accounts:
    """The people who may vote, and how they prove who they are."""

    def __init__(
        self,
        store: Store,
        passwords: Passwords,
        tokens: Tokens,
        throttle: Throttle,
        events: Events,
        time: TrustedTime | None = None,
        failed: FailedLogIns | None = None,
    ) -> None:
        self._store = store
        self._passwords = passwords
        self._tokens = tokens
        self._throttle = throttle
        self._events = events
        self._time = time or TrustedTime()
        self._failed = failed or FailedLogIns()

    def sign_up(self, email: str, name: str, password: str, source: str = KIOSK) -> Voter:
        """Put a person on the roll. `source` is where they are: the kiosk, or an address of the network.
        Raises MalformedAccount, NoElection, SignUpClosed, LastCall, EmailTaken, PasswordsBusy (not at the
        kiosk), PasswordsFailed or StorageFailed. Takes the time of a password hash (about 40 ms).
        """
        email, name, password = self.checked(email, name, password)
        self._check_let_in()
        self._store.read(lambda snapshot: _refuse_new(snapshot, email))  # before the hash: it is dear
        kept = self._passwords.hash(password, source=_of_crowd(source))

        def add(roll: Transaction) -> Voter:
            _refuse_new(roll, email)
            person_id = roll.add_person(email, name, kept)
            roll.add_right(person_id, roll.election().styles[0].id)
            return Voter(person_id, email, name)

        voter = self._store.write(add)
        self._events.publish(RollChanged())
        return voter

    @staticmethod
    def checked(email: str, name: str, password: str) -> tuple[str, str, str]:
        """Return an account's three texts in the form the roll keeps (the password is still to be hashed).
        Raises MalformedAccount.
        """
        return normal_email(email), _text(name, LONGEST_NAME), _password(password)

    def log_in(self, email: str, password: str, source: str = KIOSK) -> Voter:
        """Return the voter with this e-mail address and password. `source` as in `sign_up`. Raises
        MalformedAccount, LastCall, WrongCredentials, PasswordsBusy (not at the kiosk), PasswordsFailed, or
        TooManyTries before the password is even looked at.
        """
        before = _email_of_before(email) if isinstance(email, str) else ""
        email, password = normal_email(email), _password(password)
        self._check_let_in()
        attempt = self._throttle.attempt(email, source)
        if attempt.wait:
            raise TooManyTries(math.ceil(attempt.wait))
        try:
            person = self._store.read(
                lambda snapshot: (
                    (snapshot.person_by_email(email) or snapshot.person_by_email(before))
                    if _takes_passwords(snapshot)
                    else None
                )
            )
            kept = person.password or None if person is not None else None  # some have none
            is_right = self._passwords.matches(kept, password, source=_of_crowd(source))
        except BaseException:
            self._throttle.void(attempt)
            raise
        if not is_right or person is None:
            self._failed.count(LogInKind.PASSWORD)
            raise WrongCredentials
        self._throttle.right(attempt)
        return Voter(person.id, person.email, person.name)

    def _check_let_in(self) -> None:
        now = self._time.now()

        def check(snapshot: Snapshot) -> None:
            with suppress(NoElection):
                check_let_in(snapshot.election(), now)

        self._store.read(check)

    def issue_token(self, voter: Voter) -> str:
        """Return a token for `voter` that `voter_id_of_token` will accept for twelve hours."""
        return self._tokens.issue(voter.id, voter.code)

    def voter_id_of_token(self, token: str) -> int:
        """Return whose token this is. Raises what `bearer_of_token` does."""
        return self.bearer_of_token(token).voter_id

    def bearer_of_token(self, token: str) -> Bearer:
        """Return whom this token speaks for. Raises BadToken, also when the voter is not on the roll, or came
        by a password and nobody is let in by one any more; WrongRole; or CodeVoid where the code that let
        them in is void since.
        """
        bearer = self._tokens.bearer(token)

        def check(snapshot: Snapshot) -> None:
            if snapshot.right(bearer.voter_id) is None:
                raise BadToken
            if bearer.code is None and not _takes_passwords(snapshot):
                raise BadToken
            check_code(snapshot, bearer.voter_id, bearer.code)

        self._store.read(check)
        return bearer


def _of_crowd(source: str) -> str | None:
    """Return the source to count among those of a crowd: the kiosk's one voter is none."""
    return None if source == KIOSK else source


def _takes_passwords(snapshot: Snapshot) -> bool:
    """Return whether people are let in by passwords. With a roll they may not be, and yet those who signed up
    before it was brought in, as whoever they said they are, have one.
    """
    try:
        ways = snapshot.election().ways_in
    except NoElection:
        return True
    return WayIn.SIGN_UP in ways or WayIn.PASSWORD in ways


def _refuse_new(snapshot: Snapshot, email: str) -> None:
    """Raise SignUpClosed or EmailTaken if nobody can be put on the roll with `email`."""
    election = snapshot.election()
    if WayIn.SIGN_UP not in election.ways_in:
        raise SignUpClosed(reason=Message("sign_up.roll"))
    if election.state.is_over:
        raise SignUpClosed(reason=Message("sign_up.over"))
    if snapshot.person_by_email(email) is not None:
        raise EmailTaken
