"""Who gets on the roll, who gets in, and how long a token is good for."""

import threading
import unicodedata
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import argon2
import jwt
import pytest

from election.errors import EmailTaken
from election.events import Event, RollChanged
from election.models import Voter
from election.store.port import Store
from election.voters.accounts import LONGEST_EMAIL, LONGEST_NAME, LONGEST_PASSWORD
from election.voters.passwords import Passwords
from election.voters.rate_limit import KIOSK
from election.voters.refusals import BadToken, MalformedAccount, SignUpClosed, TooManyTries, WrongCredentials
from election.voters.tokens import LIFETIME, Tokens
from tests.services import Services

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


def test_what_cannot_be_seen_makes_no_other_address_and_no_other_name(services: Services) -> None:
    voter = services.accounts.sign_up("\ufeffkim\u200b@example.org\u00a0", "Kim  Ha\u00adna\u202e", "pw")
    assert (voter.email, voter.name) == ("kim@example.org", "Kim Hana")
    assert services.accounts.log_in("\u2066kim@example.org\u2069", "pw") == voter
    with pytest.raises(EmailTaken):
        services.accounts.sign_up("kim@exa\u200cmple.org", "Other", "pw")


@pytest.mark.parametrize("kept", ["kim\u200b@example.org", "kim  lee@example.org"])
def test_an_account_of_before_texts_were_cleaned_still_gets_in(
    services: Services, store: Store, passwords: Passwords, kept: str
) -> None:
    password = passwords.hash("pw")
    voter_id = store.write(lambda transaction: transaction.add_person(kept, "Kim", password))
    assert services.accounts.log_in(f" {kept.upper()}\n", "pw").id == voter_id
    with pytest.raises(WrongCredentials):
        services.accounts.log_in(kept, "wrong")


@pytest.mark.parametrize(
    ("email", "name", "password"),
    [
        ("\u200b", "n", "p"),
        ("a@b", "\u200b", "p"),
        ("a@b", "\u3164", "p"),
        ("a@b", "a\tb", "p"),
        ("a@b", "a\ufffe", "p"),
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
        *(
            (none, "n", "p")
            for none in ("undefined", " Undefined ", "null", "NULL", "none", "None", "nan", "NaN")
        ),
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


@pytest.mark.parametrize("email", ["undefined", "null", "None", "NaN"])
def test_what_is_no_address_is_not_looked_up(services: Services, email: str) -> None:
    with pytest.raises(MalformedAccount):
        services.accounts.log_in(email, "p")


@pytest.mark.parametrize("email", ["undefined@example.org", "nancy", "no", "nul", "nonesuch", "널"])
def test_what_only_begins_like_no_address_is_one(services: Services, email: str) -> None:
    assert services.accounts.sign_up(email, "n", "p").email == email


@pytest.mark.parametrize("source", [KIOSK, "192.0.2.7"])
def test_nobody_signs_up_once_the_polls_have_closed(services: Services, source: str) -> None:
    services.polls.close()
    before = services.tally.turnout()
    with pytest.raises(SignUpClosed):
        services.accounts.sign_up("late@example.org", "Late", "p", source)
    assert services.tally.turnout() == before


def test_polls_that_close_while_a_password_is_hashed_close_sign_up_too(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    during_hash(monkeypatch, services.polls.close)
    with pytest.raises(SignUpClosed):
        services.accounts.sign_up("late@example.org", "Late", "p")
    assert services.tally.turnout().voters == 0


def test_an_address_taken_while_a_password_is_hashed_is_taken(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: list[Voter] = []

    def overtake() -> None:
        if not taken:
            taken.append(Voter(0, "", ""))
            taken[0] = services.accounts.sign_up("kim@example.org", "First", "p")

    during_hash(monkeypatch, overtake)
    with pytest.raises(EmailTaken):
        services.accounts.sign_up("kim@example.org", "Second", "p")
    assert services.accounts.log_in("kim@example.org", "p") == taken[0]
    assert services.tally.turnout().voters == 1


def during_hash(monkeypatch: pytest.MonkeyPatch, work: Callable[[], None]) -> None:
    """Have `work` done while a password is being hashed, by another thread."""
    hashed = argon2.PasswordHasher.hash

    def slowly(hasher: argon2.PasswordHasher, password: str) -> str:
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(50)
        return hashed(hasher, password)

    monkeypatch.setattr(argon2.PasswordHasher, "hash", slowly)


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


def guess(services: Services, email: str, source: str) -> None:
    with pytest.raises(WrongCredentials):
        services.accounts.log_in(email, "guess", source)


def test_guessing_is_slowed_and_the_right_password_is_not_even_looked_at(
    services: Services, voter: Voter, sign_up: Callable[[str], Voter]
) -> None:
    other = sign_up("other")
    for _ in range(5):
        guess(services, voter.email, KIOSK)
    with pytest.raises(TooManyTries) as refusal:
        services.accounts.log_in(voter.email.upper(), "correct horse")
    assert 1 <= refusal.value.retry_after <= 30
    assert services.accounts.log_in(other.email, "correct horse") == other  # same laptop, other account


@pytest.mark.parametrize("source", [KIOSK, "192.0.2.7"])
def test_the_right_password_makes_the_wrong_ones_forgotten(
    services: Services, voter: Voter, source: str
) -> None:
    for _ in range(3):
        for _ in range(4):
            guess(services, voter.email, source)
        assert services.accounts.log_in(voter.email, "correct horse", source) == voter


def test_who_cannot_sign_up_costs_no_hash(
    services: Services, voter: Voter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> str:
        raise AssertionError("a hash was made")

    monkeypatch.setattr(argon2.PasswordHasher, "hash", refuse)
    with pytest.raises(EmailTaken):
        services.accounts.sign_up(voter.email, "Another", "p")
    services.polls.close()
    with pytest.raises(SignUpClosed):
        services.accounts.sign_up("late@example.org", "Late", "p")


def test_a_stranger_who_guesses_keeps_the_owner_out_nowhere_else(services: Services, voter: Voter) -> None:
    for _ in range(5):
        guess(services, voter.email, "192.0.2.66")
    with pytest.raises(TooManyTries):
        services.accounts.log_in(voter.email, "correct horse", "192.0.2.66")
    for source in (KIOSK, "192.0.2.7"):
        assert services.accounts.log_in(voter.email, "correct horse", source) == voter


def test_many_wrong_tries_at_once_are_as_many_as_one_after_the_other(
    services: Services, voter: Voter
) -> None:
    together = threading.Barrier(16)

    def attempt(_: int) -> type[Exception] | None:
        together.wait(50)
        try:
            services.accounts.log_in(voter.email, "guess")
        except (WrongCredentials, TooManyTries) as refusal:
            return type(refusal)
        return None

    with ThreadPoolExecutor(16) as pool:
        refusals = Counter(pool.map(attempt, range(16)))
    assert refusals == {WrongCredentials: 5, TooManyTries: 11}
    with pytest.raises(TooManyTries):
        services.accounts.log_in(voter.email, "correct horse")


def test_a_door_is_told_of_a_wrong_password_only_after_a_real_check(
    services: Services, voter: Voter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the time it takes would tell who has an account."""
    checked: list[argon2.Parameters] = []
    verify = argon2.PasswordHasher.verify

    def noted(hasher: argon2.PasswordHasher, kept: str, password: str) -> bool:
        checked.append(argon2.extract_parameters(kept))
        return verify(hasher, kept, password)

    monkeypatch.setattr(argon2.PasswordHasher, "verify", noted)
    for email in (voter.email, "nobody@example.org"):
        guess(services, email, KIOSK)
    assert len(checked) == 2
    assert checked[0] == checked[1]


def test_a_token_speaks_for_its_voter_until_it_expires() -> None:
    clock = Clock()
    tokens = Tokens(KEY, clock)
    token = tokens.issue(2**62 + 1)
    assert tokens.bearer(token).voter_id == 2**62 + 1
    clock.now += LIFETIME - 1
    assert tokens.bearer(token).voter_id == 2**62 + 1
    clock.now += 1
    with pytest.raises(BadToken):
        tokens.bearer(token)


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
        forged({**GOOD, "iat": 1_000_061}),
        forged({**GOOD, "iat": "yesterday"}),
        forged({**GOOD, "aud": "desk"}),
        forged({**GOOD, "aud": ["voter", "desk"]}),
    ],
)
def test_every_other_token_is_refused(token: str) -> None:
    with pytest.raises(BadToken):
        Tokens(KEY, Clock()).bearer(token)
    assert Tokens(KEY, Clock()).bearer(forged(GOOD)).voter_id == 5


def test_a_token_of_someone_not_on_the_roll_is_refused(services: Services) -> None:
    with pytest.raises(BadToken):
        services.accounts.voter_id_of_token(services.accounts.issue_token(Voter(77, "x@y", "x")))
