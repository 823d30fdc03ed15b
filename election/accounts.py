"""Sign-up, log-in and tokens: how a person becomes a voter we know."""

import math
import unicodedata

from election.errors import BadToken, EmailTaken, MalformedAccount, TooManyTries, WrongCredentials
from election.events import Events, RollChanged
from election.models import Voter
from election.passwords import Passwords
from election.store.store import Store
from election.store.tables import Tables
from election.throttle import Throttle
from election.tokens import Tokens

# RFC 5321 4.5.3.1 leaves 254 characters for an address that can be delivered to.
LONGEST_EMAIL, LONGEST_NAME, LONGEST_PASSWORD = 254, 100, 1_024


def normal_email(email: str) -> str:
    """Return `email` as the roll compares it: trimmed, NFC, without case. Raises MalformedAccount."""
    return unicodedata.normalize("NFC", _text(email, LONGEST_EMAIL).casefold())


def _text(value: str, longest: int) -> str:
    """Return `value` trimmed and NFC-normalised, or raise MalformedAccount. Control characters and lone
    surrogates are refused: they cannot be shown, or not even be written to a file.
    """
    if not isinstance(value, str):  # a door's schema may miss what JSON can bring
        raise MalformedAccount
    text = unicodedata.normalize("NFC", value).strip()
    if not text or len(text) > longest or any(unicodedata.category(char) in ("Cc", "Cs") for char in text):
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
        self, store: Store, passwords: Passwords, tokens: Tokens, throttle: Throttle, events: Events
    ) -> None:
        self._store = store
        self._passwords = passwords
        self._tokens = tokens
        self._throttle = throttle
        self._events = events

    def sign_up(self, email: str, name: str, password: str) -> Voter:
        """Put a person on the roll. Raises MalformedAccount, EmailTaken or StorageFailed. Takes the time
        of a password hash (about 40 ms).
        """
        email, name, password = self.checked(email, name, password)
        self._store.read(lambda tables: _refuse_taken(tables, email))  # before the hash: it is dear
        kept = self._passwords.hash(password)

        def add(tables: Tables) -> Voter:
            _refuse_taken(tables, email)
            voter_id = tables["voters"].insert({"email": email, "name": name, "password": kept})
            return Voter(voter_id, email, name)

        voter = self._store.write(add)
        self._events.publish(RollChanged())
        return voter

    @staticmethod
    def checked(email: str, name: str, password: str) -> tuple[str, str, str]:
        """Return an account's three texts in the form the roll keeps (the password is still to be hashed).
        Raises MalformedAccount.
        """
        return normal_email(email), _text(name, LONGEST_NAME), _password(password)

    def log_in(self, email: str, password: str) -> Voter:
        """Return the voter with this e-mail address and password. Raises MalformedAccount,
        WrongCredentials, or TooManyTries before the password is even looked at.
        """
        email, password = normal_email(email), _password(password)
        if wait := self._throttle.wait(email):
            raise TooManyTries(math.ceil(wait))
        row = self._store.read(lambda tables: tables["voters"].find(email))
        kept = None if row is None else row["password"]
        if not self._passwords.matches(kept, password) or row is None:
            self._throttle.failed(email)
            raise WrongCredentials
        self._throttle.succeeded(email)
        return Voter(row.doc_id, row["email"], row["name"])

    def issue_token(self, voter: Voter) -> str:
        """Return a token for `voter` that `voter_id_of_token` will accept for twelve hours."""
        return self._tokens.issue(voter.id)

    def voter_id_of_token(self, token: str) -> int:
        """Return whose token this is. Raises BadToken, also when the voter is not on the roll."""
        voter_id = self._tokens.voter_id(token)
        if not self._store.read(lambda tables: tables["voters"].contains(doc_id=voter_id)):
            raise BadToken
        return voter_id


def _refuse_taken(tables: Tables, email: str) -> None:
    if tables["voters"].find(email) is not None:
        raise EmailTaken
