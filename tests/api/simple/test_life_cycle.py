"""The life of an election as both doors see it: every state over HTTP, and casts while it changes."""

import json
import random
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from election.errors import PollsNotOpen
from election.models import PollsState, Voter
from election.setup.steps import Step
from election.store.port import Store, Transaction
from tests.api.calling import fetch
from tests.election.store.json.raw import engine_of
from tests.services import Services

TAKEN = {PollsState.OPEN}
SIGNED_UP = {PollsState.DRAFT, PollsState.OPEN, PollsState.PAUSED}
CODES = {PollsState.PAUSED: "polls.paused"}
NEW = {"email": "kim@example.org", "name": "Kim", "password": "1234"}
EACH_DOOR = 3  # voters of a round
QUICK = 6


@pytest.mark.parametrize("state", PollsState)
def test_every_state_over_http(
    port: int, services: Services, store: Store, voter: Voter, token: str, state: PollsState
) -> None:
    store.write(lambda transaction: transaction.set_state(state))
    vote = fetch(port, "POST", "/vote?id=2", Authorization=token)
    if state in TAKEN:
        assert vote.status == 200
    else:
        assert (vote.status, vote.code) == (403, CODES.get(state, "polls.not_open"))
    assert services.ballots.has_voted(voter.id) == (state in TAKEN)
    sign_up = fetch(port, "POST", "/auth/signup", NEW)
    if state in SIGNED_UP:
        assert sign_up.status == 201
    else:
        assert (sign_up.status, sign_up.code) == (403, "sign_up.closed")


@pytest.mark.parametrize("state", PollsState)
@pytest.mark.parametrize("live", [True, False])
def test_counts_over_http_in_every_state(
    port: int, services: Services, voter: Voter, state: PollsState, live: bool
) -> None:
    services.ballots.cast(voter.id, {1: (2,)})

    def change(tables: object) -> None:
        tables["elections"].update({"live_results": live, "state": state.value})  # type: ignore[index]

    engine_of(services.polls._store).write(change)
    shown = state.is_counted or (live and state is not PollsState.ANNULLED)
    counts = [each["voteCount"] for each in json.loads(fetch(port, "GET", "/candidates").text)]
    assert counts == ([0, 1, *[0] * 8] if shown else [None] * 10)


@pytest.mark.parametrize("rounds", [QUICK, pytest.param(200, marks=pytest.mark.slow)])
def test_nothing_is_cast_after_the_instant_of_a_pause_a_close_or_the_last_call(
    port: int, services: Services, sign_up: Callable[[str], Voter], rounds: int
) -> None:
    """At both doors: every ballot that was acknowledged is counted, and none comes after the instant."""
    acknowledged, refused = 0, 0
    services.polls._store.write(
        lambda transaction: transaction.replace_election(replace(transaction.hold_election(), grace=0))
    )
    for number in range(rounds):
        voters = [sign_up(f"{number}-{each}") for each in range(2 * EACH_DOOR)]
        tokens = [services.accounts.issue_token(each) for each in voters[:EACH_DOOR]]
        done: list[bool] = []
        start = threading.Barrier(2 * EACH_DOOR + 1)

        def over_http(token: str, start: threading.Barrier = start, done: list[bool] = done) -> None:
            start.wait()
            reply = fetch(port, "POST", "/vote?id=1", Authorization=token)
            assert (reply.status, reply.code) in {
                (200, None), (403, "polls.paused"), (403, "polls.not_open"),
            }  # fmt: skip
            done.append(reply.status == 200)

        def at_the_kiosk(voter: Voter, start: threading.Barrier = start, done: list[bool] = done) -> None:
            start.wait()
            try:
                services.ballots.cast(voter.id, {1: (1,)})
            except PollsNotOpen:
                done.append(False)
            else:
                done.append(True)

        threads = [threading.Thread(target=over_http, args=(each,)) for each in tokens]
        threads += [threading.Thread(target=at_the_kiosk, args=(each,)) for each in voters[EACH_DOOR:]]
        for thread in threads:
            thread.start()
        closes, last_call = number % 3 == 1, number % 3 == 2
        start.wait()
        # From before the first to about after the last of them.
        threading.Event().wait(random.uniform(0, 0.02))
        if last_call:
            assert services.times.call_last() <= datetime.now(UTC)  # the election has no grace
            services.times.keep()
        else:
            services.polls.take(Step.CLOSE if closes else Step.PAUSE)
        at_the_instant = services.tally.turnout().voted
        for thread in threads:
            thread.join()
        assert len(done) == 2 * EACH_DOOR  # no thread ended by an exception
        acknowledged, refused = acknowledged + sum(done), refused + done.count(False)
        assert services.tally.turnout().voted == at_the_instant == acknowledged
        if closes or last_call:
            assert services.polls.election().state is PollsState.CLOSED
            services.polls.reopen("the next round")
        else:
            services.polls.resume()
    services.polls.close()
    services.polls.count()
    (result,) = services.tally.results()
    assert (result.ballots, result.counts[0].votes) == (acknowledged, acknowledged)
    assert acknowledged + refused == rounds * 2 * EACH_DOOR


def test_the_last_call_over_http(
    port: int, services: Services, sign_up: Callable[[str], Voter], voter: Voter, token: str
) -> None:
    """Nobody new is let in, and whoever was casts until the instant of the close."""
    late = services.accounts.issue_token(sign_up("late"))
    services.times.call_last()
    log_in = {"email": voter.email, "password": "1234"}
    for path, body in (("/auth/login", log_in), ("/auth/signup", NEW)):
        reply = fetch(port, "POST", path, body)
        assert (reply.status, reply.code) == (403, "polls.last_call")
    assert fetch(port, "POST", "/vote?id=2", Authorization=token).status == 200

    def end(transaction: Transaction) -> None:  # as if the minutes had passed, and nobody had noted it yet
        transaction.replace_election(replace(transaction.hold_election(), grace=0))

    services.polls._store.write(end)
    reply = fetch(port, "POST", "/vote?id=2", Authorization=late)
    assert (reply.status, reply.code) == (403, "polls.not_open")
    assert services.polls.election().state is PollsState.OPEN
