"""Guesses at voter codes over real connections, from many addresses, while people log in."""

import http.client
import json
import threading
import time
from collections import Counter

import pytest

from election.store.port import Store
from election.voters import codes
from tests.election.voters.codes import put_codes

GUESSERS, EACH, SECONDS, PEOPLE = 50, 20, 4, 40


def log_in(port: int, source: str, code: str) -> int:
    """Return the status of a log-in from an address of this machine."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=100, source_address=(source, 0))
    try:
        connection.request("POST", "/api/v1/sessions", json.dumps({"code": code}))
        return connection.getresponse().status
    finally:
        connection.close()


@pytest.mark.slow
def test_people_log_in_while_fifty_addresses_guess(port: int, store: Store) -> None:
    slips, answers, over = put_codes(store, PEOPLE), Counter[int](), threading.Event()

    def guess(source: str) -> None:
        guesses = [each.shown for each in codes.draw(EACH * SECONDS)]
        start = time.monotonic()
        for at, code in enumerate(guesses):
            over.wait(max(0.0, start + at / EACH - time.monotonic()))
            if over.is_set():
                return
            answers[log_in(port, source, code)] += 1

    threads = [threading.Thread(target=guess, args=(f"127.0.3.{at + 1}",)) for at in range(GUESSERS)]
    for thread in threads:
        thread.start()
    try:
        let_in = [log_in(port, f"127.0.4.{at + 1}", slip.shown) for at, slip in enumerate(slips)]
    finally:
        over.set()
        for thread in threads:
            thread.join()
    assert let_in == [201] * PEOPLE
    assert set(answers) <= {401, 429}
    assert answers[401]  # they were at it meanwhile
