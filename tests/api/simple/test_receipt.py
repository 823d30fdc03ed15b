"""The receipt of a ballot cast by the simple API: in a header, so that all that clients know is as it was."""

import re

from election.records.receipts import read_receipt
from tests.api.calling import fetch, is_text
from tests.services import Services


def test_it_comes_in_a_header_beside_the_body_that_clients_know(
    port: int, token: str, services: Services
) -> None:
    reply = fetch(port, "POST", "/vote?id=3", Authorization=token, Origin="http://elsewhere.test")
    assert is_text(reply, 200, "투표가 완료되었습니다")
    receipt = reply.headers["x-vote-receipt"]
    assert re.fullmatch(r"\d{4}(-\d{4}){3}", receipt)
    assert "X-Vote-Receipt" in reply.headers["access-control-expose-headers"].split(", ")
    assert services.ballots._store.read(lambda snapshot: snapshot.receipts()) == (read_receipt(receipt),)


def test_a_refusal_has_none(port: int, token: str) -> None:
    assert "x-vote-receipt" not in fetch(port, "POST", "/vote?id=99", Authorization=token).headers
    assert fetch(port, "GET", "/vote?id=3", Authorization=token).status == 200
    again = fetch(port, "GET", "/vote?id=3", Authorization=token)
    assert again.status == 409
    assert "x-vote-receipt" not in again.headers
