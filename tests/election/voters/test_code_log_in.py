"""Being let in by a code, casting with it, and what guesses come to."""

import sys
import threading
import time
from collections import Counter
from collections.abc import Callable

import pytest

from election.errors import AlreadyVoted, ElectionError
from election.events import CodesGuessed, Events
from election.models import Voter, WayIn
from election.store.port import DeskMark, Store
from election.voters import code_log_in, codes
from election.voters.code_log_in import ALARM_AT, CodeLogIn, TooManyCodes
from election.voters.codes import CodeMistyped, CodeUnknown, CodeUsed, CodeVoid, VoterCode
from election.voters.refusals import BadToken, SlipGiven
from tests.election.voters.codes import CODE_KEY, id_of, let_in_by, put_codes
from tests.services import Services

MARKED = {1: (2,)}


def void(store: Store, code: VoterCode) -> None:
    store.write(lambda transaction: transaction.void_code(id_of(code)))


def cast(services: Services, voter: Voter) -> None:
    services.ballots.cast(voter.id, MARKED, code=voter.code)


# --- log-in --------------------------------------------------------------------------------------------


def test_a_slip_lets_in_whoever_holds_it(services: Services, store: Store) -> None:
    slip = put_codes(store, 3)[1]
    voter = services.code_log_in.log_in(slip.shown.lower())
    assert (voter.name, voter.email) == ("", "")
    assert services.polls.election_for(voter.id).contests
    cast(services, voter)
    assert services.tally.turnout().voted == 1
    with pytest.raises(CodeUsed):
        services.code_log_in.log_in(slip.shown)


def test_a_personal_code_lets_in_its_person(services: Services, store: Store, voter: Voter) -> None:
    (code,) = put_codes(store, 0, people=(voter.id,))
    admitted = services.code_log_in.log_in(f"HTTP://192.168.0.10:2020/C/{code.characters}")
    assert (admitted.id, admitted.name) == (voter.id, voter.name)
    cast(services, admitted)
    assert services.ballots.has_voted(voter.id)
    with pytest.raises(AlreadyVoted):
        services.ballots.cast(voter.id, MARKED)


def test_codes_that_are_not_good_are_refused_each_in_its_words(services: Services, store: Store) -> None:
    gone, used = put_codes(store, 2)
    (new,) = put_codes(store, 1, confirmed=False)
    void(store, gone)
    cast(services, services.code_log_in.log_in(used.shown))
    other = codes.draw(1)[0]
    mistyped = other.characters[:-1] + ("0" if other.characters[-1] != "0" else "1")
    refusals: dict[str, type[ElectionError]] = {
        gone.shown: CodeVoid,
        used.shown: CodeUsed,
        new.shown: CodeUnknown,
        other.shown: CodeUnknown,
        mistyped: CodeMistyped,
    }
    for typed, refusal in refusals.items():
        with pytest.raises(refusal):
            services.code_log_in.log_in(typed)


def test_who_has_a_slip_uses_neither_their_code_nor_their_password(
    services: Services, store: Store, voter: Voter
) -> None:
    (code,) = put_codes(store, 0, people=(voter.id,))
    admitted = services.code_log_in.log_in(code.shown)
    store.write(lambda transaction: transaction.put_desk_mark(voter.id, DeskMark.SLIP))
    with pytest.raises(SlipGiven):
        services.code_log_in.log_in(code.shown)
    for each in (admitted, voter):
        with pytest.raises(SlipGiven):
            cast(services, each)
    assert services.tally.turnout().voted == 0


# --- a void code ends its log-ins ----------------------------------------------------------------------


@pytest.mark.parametrize("way", [WayIn.CODE, WayIn.SLIP])
def test_only_codes_of_the_elections_ways_let_anybody_in(
    services: Services, store: Store, voter: Voter, way: WayIn
) -> None:
    (slip,) = put_codes(store, 1)
    (code,) = put_codes(store, 0, people=(voter.id,))
    good, unknown = (slip, code) if way is WayIn.SLIP else (code, slip)
    let_in_by(store, way)
    services.code_log_in.log_in(good.shown)
    with pytest.raises(CodeUnknown):
        services.code_log_in.log_in(unknown.shown)
    assert services.code_log_in.is_used()
    let_in_by(store, WayIn.SIGN_UP)
    assert not services.code_log_in.is_used()


@pytest.mark.parametrize("is_personal", [True, False])
def test_a_void_code_ends_its_log_ins(
    services: Services, store: Store, voter: Voter, is_personal: bool
) -> None:
    (code,) = put_codes(store, 1, people=(voter.id,) if is_personal else ())
    admitted = services.code_log_in.log_in(code.shown)
    token = services.accounts.issue_token(admitted)
    assert services.accounts.bearer_of_token(token) == (admitted.id, id_of(code))
    void(store, code)
    with pytest.raises(CodeVoid):
        services.accounts.bearer_of_token(token)
    with pytest.raises(CodeVoid):
        cast(services, admitted)
    assert services.tally.turnout().voted == 0
    if is_personal:  # who also has a password is still let in by that
        cast(services, voter)


def test_a_slips_right_is_worth_nothing_without_its_code(services: Services, store: Store) -> None:
    """Also where the code is left out: the right is the code's own."""
    slip, other = put_codes(store, 2)
    void(store, slip)
    for code in (None, id_of(slip), id_of(other), 5):
        with pytest.raises(CodeVoid):
            services.ballots.cast(id_of(slip), MARKED, code=code)


def test_a_token_of_a_code_says_so_and_no_other_token_does(
    services: Services, store: Store, voter: Voter
) -> None:
    (slip,) = put_codes(store, 1)
    token = services.accounts.issue_token(services.code_log_in.log_in(slip.shown))
    assert services.accounts.bearer_of_token(token).code == id_of(slip)
    assert services.accounts.bearer_of_token(services.accounts.issue_token(voter)).code is None
    with pytest.raises(BadToken):
        services.accounts.bearer_of_token(token[:-4] + "AAAA")


ROUNDS = 40


def test_voiding_and_casting_at_once_leave_a_ballot_or_a_refusal_and_never_both(
    services: Services, store: Store
) -> None:
    slips = put_codes(store, ROUNDS)
    voters = [services.code_log_in.log_in(each.shown) for each in slips]
    outcomes: Counter[str] = Counter()
    barrier = threading.Barrier(2)

    def voiding() -> None:
        for slip in slips:
            barrier.wait()
            void(store, slip)

    def casting() -> None:
        for voter in voters:
            barrier.wait()
            try:
                cast(services, voter)
                outcomes["cast"] += 1
            except CodeVoid:
                outcomes["void"] += 1

    run_together(voiding, casting)
    assert outcomes.total() == ROUNDS
    assert services.tally.turnout().voted == outcomes["cast"]
    assert store.read(lambda snapshot: snapshot.slip_counts())[1].used == outcomes["cast"]


def run_together(*work: Callable[[], None]) -> None:
    threads = [threading.Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


# --- guesses -------------------------------------------------------------------------------------------


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_ten_thousand_guesses_get_nowhere_and_keep_nobody_out(store: Store) -> None:
    slips = put_codes(store, 40)
    events, clock = Events(), Clock()
    alarms: list[object] = []
    events.subscribe(alarms.append)
    log_in = CodeLogIn(store, CODE_KEY, events, clock=clock)
    looked_at = 0
    for at, guess in enumerate(codes.draw(10_000)):
        clock.now += 0.05
        source = "10.0.0.66" if at % 2 else f"10.1.{at % 100}.{at // 100}"
        try:
            log_in.log_in(guess.shown, source)
        except CodeUnknown:
            looked_at += source == "10.0.0.66"
        except TooManyCodes:
            pass
        if at % 250 == 0:  # people elsewhere come in at their first try all the while
            log_in.log_in(slips[at // 250].shown, f"10.2.0.{at // 250}")
            log_in.log_in(slips[at // 250].shown)
    assert looked_at < 5 + 5 + 500 / 30 + 1  # of five thousand: one every half a minute
    assert alarms == [CodesGuessed(ALARM_AT)]
    assert log_in.guessed() > ALARM_AT
    log_in.acknowledge()
    assert log_in.guessed() == 0


def test_one_good_code_gives_no_free_guesses(store: Store) -> None:
    (slip,) = put_codes(store, 1)
    log_in = CodeLogIn(store, CODE_KEY, Events(), clock=Clock())
    for guess in codes.draw(5):
        log_in.log_in(slip.shown)
        with pytest.raises(CodeUnknown):
            log_in.log_in(guess.shown)
    for typed in (codes.draw(1)[0], slip):
        with pytest.raises(TooManyCodes):
            log_in.log_in(typed.shown)


def test_slips_of_the_pen_are_no_guesses(store: Store) -> None:
    (slip,) = put_codes(store, 1)
    log_in = CodeLogIn(store, CODE_KEY, Events(), clock=Clock())
    wrong = slip.characters[:-1] + ("0" if slip.characters[-1] != "0" else "1")
    for _ in range(30):
        with pytest.raises(CodeMistyped):
            log_in.log_in(wrong)
    log_in.log_in(slip.shown)


def test_a_hall_behind_one_address_that_comes_at_once_is_let_in(
    services: Services, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A router may give all phones one address: good codes that come together are no guesses."""
    slips = put_codes(store, 32)
    told: list[str] = []
    begun = threading.Barrier(len(slips))
    before = sys.getswitchinterval()
    monkeypatch.setattr("election.voters.code_log_in._admitted", _slowly(code_log_in._admitted))

    def come(slip: VoterCode) -> None:
        begun.wait()
        try:
            services.code_log_in.log_in(slip.shown, "192.168.0.7")
        except ElectionError as error:
            told.append(error.code)

    sys.setswitchinterval(1e-5)
    try:
        hall = [threading.Thread(target=come, args=(each,)) for each in slips]
        for each in hall:
            each.start()
        for each in hall:
            each.join()
    finally:
        sys.setswitchinterval(before)
    assert told == []


def _slowly(work: Callable[..., Voter]) -> Callable[..., Voter]:
    """Do the work while others have their turn again and again."""

    def slowly(*given: object) -> Voter:
        for _ in range(20):
            time.sleep(0)
        return work(*given)

    return slowly
