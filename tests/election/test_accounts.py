"""Who gets on the roll, who gets in, and how long a token is good for."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import argon2
import jwt
import pytest

from election.accounts import LONGEST_EMAIL, LONGEST_NAME, LONGEST_PASSWORD
from election.errors import BadToken, EmailTaken, MalformedAccount, TooManyTries, WrongCredentials
from election.events import Event, RollChanged
from election.models import Voter
from election.passwords import Passwords
from election.services import Services
from election.store.store import Store
from election.throttle import Throttle
from election.tokens import LIFETIME, Tokens

KEY = b"s" * 32


class Clock:
    """A clock the test winds."""

    def __init__(self, now: float = 1_000_000.0) -> None:
        self.now = now

    def __call__(self) -> float:
        return self.now


def test_a_new_voter_can_log_in_and_is_who_they_said(services: Services) -> None:
    voter = services.accounts.sign_up("kim@example.org", "김철수", "비밀번호 8자")
    assert (voter.email, voter.name) == ("kim@example.org", "김철수")
    assert services.accounts.log_in("kim@example.org", "비밀번호 8자") == voter


@pytest.mark.parametrize("written", ["  Kim@Example.ORG ", "KIM@EXAMPLE.ORG", "kim@example.org\n"])
def test_addresses_are_compared_trimmed_and_without_case(services: Services, written: str) -> None:
    voter = services.accounts.sign_up("kim@example.org", "Kim", "pw")
    assert services.accounts.log_in(written, "pw") == voter
    with pytest.raises(EmailTaken):
        services.accounts.sign_up(written, "Other", "pw")


def test_a_name_typed_on_a_mac_is_the_same_address(services: Services) -> None:
    composed = "정시원@example.org"
    services.accounts.sign_up(unicodedata.normalize("NFD", composed), "정시원", "암호")
    assert services.accounts.log_in(composed, unicodedata.normalize("NFD", "암호")).email == composed


@pytest.mark.parametrize(
    ("email", "name", "password"),
    [
        ("", "n", "p"),
        ("   ", "n", "p"),
        ("a@b", " ", "p"),
        ("a@b", "n", ""),
        ("e" * (LONGEST_EMAIL + 1), "n", "p"),
        ("a@b", "n" * (LONGEST_NAME + 1), "p"),
        ("a@b", "n", "p" * (LONGEST_PASSWORD + 1)),
        ("a\x00@b", "n", "p"),
        ("a\ud800@b", "n", "p"),
        ("a@b", "two\nlines", "p"),
        ("a@b", "n", "p\udfff"),
        (None, "n", "p"),
        (True, "n", "p"),
        ("a@b", ["n"], "p"),
        ("a@b", "n", 12345678),
    ],
)
def test_what_is_not_an_account_is_refused_and_nothing_kept(
    services: Services, email: str, name: str, password: str
) -> None:
    with pytest.raises(MalformedAccount):
        services.accounts.sign_up(email, name, password)
    assert services.tally.turnout().voters == 0


def test_the_longest_account_is_accepted(services: Services) -> None:
    services.accounts.sign_up("e" * LONGEST_EMAIL, "n" * LONGEST_NAME, "p" * LONGEST_PASSWORD)
    assert services.accounts.log_in("E" * LONGEST_EMAIL, "p" * LONGEST_PASSWORD).name == "n" * LONGEST_NAME


def test_wrong_address_and_wrong_password_are_the_same_refusal(services: Services, voter: Voter) -> None:
    for email, password in (("nobody@example.org", "correct horse"), (voter.email, "wrong")):
        with pytest.raises(WrongCredentials) as refusal:
            services.accounts.log_in(email, password)
        assert refusal.value.code == "account.wrong_credentials"


def test_passwords_are_nowhere_in_clear(services: Services, store: Store, folder_path: Path) -> None:
    services.accounts.sign_up("a@b", "n", "a very secret phrase")
    store.close()
    for file in folder_path.iterdir():
        assert b"very secret" not in file.read_bytes()


def test_signing_up_is_told_without_saying_who(services: Services) -> None:
    heard: list[Event] = []
    services.events.subscribe(heard.append)
    services.accounts.sign_up("a@b", "n", "p")
    assert heard == [RollChanged()]


def test_guessing_is_slowed_and_the_right_password_is_not_even_looked_at(
    services: Services, voter: Voter, sign_up: Callable[[str], Voter]
) -> None:
    other = sign_up("other")
    for _ in range(5):
        with pytest.raises(WrongCredentials):
            services.accounts.log_in(voter.email, "guess")
    with pytest.raises(TooManyTries) as refusal:
        services.accounts.log_in(voter.email.upper(), "correct horse")
    assert 1 <= refusal.value.retry_after <= 30
    assert services.accounts.log_in(other.email, "correct horse") == other  # same laptop, other account


def test_the_throttle_waits_longer_each_time_but_never_long_and_forgets() -> None:
    clock = Clock()
    throttle = Throttle(clock)
    waits = []
    for _ in range(14):
        throttle.failed("a")
        waits.append(throttle.wait("a"))
        clock.now += waits[-1]
        assert throttle.wait("a") == 0.0
    assert waits == [0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30, 30]
    throttle.succeeded("a")
    throttle.failed("a")
    assert throttle.wait("a") == 0.0
    for _ in range(5):
        throttle.failed("b")
    clock.now += 901
    assert throttle.wait("b") == 0.0
    throttle.failed("b")
    assert throttle.wait("b") == 0.0


def test_invented_addresses_do_not_fill_the_memory() -> None:
    throttle = Throttle(Clock())
    for number in range(10_050):
        throttle.failed(str(number))
    assert len(throttle._wrong) == 10_000


def test_a_token_speaks_for_its_voter_until_it_expires() -> None:
    clock = Clock()
    tokens = Tokens(KEY, clock)
    token = tokens.issue(2**62 + 1)
    assert tokens.voter_id(token) == 2**62 + 1
    clock.now += LIFETIME - 1
    assert tokens.voter_id(token) == 2**62 + 1
    clock.now += 1
    with pytest.raises(BadToken):
        tokens.voter_id(token)


def forged(claims: dict[str, object], key: bytes = KEY, algorithm: str = "HS256") -> str:
    return jwt.encode(claims, key, algorithm)


GOOD: dict[str, object] = {"sub": "5", "iat": 1, "exp": 2_000_000}


@pytest.mark.parametrize(
    "token",
    [
        "",
        "nonsense",
        "a.b.c",
        "ünïcode.töken.x",
        "\ud800",
        forged(GOOD, b"another key of thirty-two bytes!"),
        forged(GOOD, KEY * 2, "HS512"),
        jwt.encode(GOOD, None, "none"),
        forged({"sub": "5", "iat": 1}),
        forged({"iat": 1, "exp": 2_000_000}),
        forged({**GOOD, "sub": "five"}),
        forged({**GOOD, "sub": "9" * 5000}),
        forged({**GOOD, "exp": "tomorrow"}),
        forged({**GOOD, "exp": 2_000_000.5}),
        forged({**GOOD, "sub": 5}),
    ],
)
def test_every_other_token_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        Tokens(KEY, Clock()).voter_id(token)
    assert Tokens(KEY, Clock()).voter_id(forged(GOOD)) == 5


def test_a_token_of_someone_not_on_the_roll_is_refused(services: Services) -> None:
    with pytest.raises(BadToken):
        services.accounts.voter_id_of_token(services.accounts.issue_token(Voter(77, "x@y", "x")))


def test_hashes_are_argon2id_at_the_recommended_cost_and_salted() -> None:
    passwords = Passwords()
    one, two = passwords.hash("same"), passwords.hash("same")
    assert one.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert one != two
    assert passwords.matches(one, "same")
    assert not passwords.matches(one, "other")
    assert not passwords.matches(None, "")
    assert not passwords.matches("not a hash", "same")


def test_a_password_for_nobody_is_checked_as_a_real_one_would_be(passwords: Passwords) -> None:
    """Else the time it takes would tell who has an account."""
    real = argon2.extract_parameters(passwords.hash("correct horse"))
    assert argon2.extract_parameters(passwords._nobody) == real
    assert not passwords.matches(None, "")
