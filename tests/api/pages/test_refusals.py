"""A page that refuses something says so to programs as well: by the code, and when to come again."""

from wsgiref.types import WSGIApplication

import pytest

from api.wsgi.app import build_app
from election.errors import StorageFailed
from election.i18n.catalogue import catalogue
from election.voters.codes import draw
from tests.api.pages.faults import casts_end_in
from tests.api.pages.phone import Phone
from tests.services import Services

LOG_IN = {"email": "voter@example.org", "password": "correct horse"}


@pytest.fixture
def entered(meeting_app: WSGIApplication) -> Phone:
    return Phone(meeting_app).open("/").send("/v/enter", LOG_IN)


def test_who_guesses_codes_is_told_when_to_come_again(by_slips: Services) -> None:
    app = build_app(by_slips.library, catalogue())
    for _ in range(30):
        phone = Phone(app).open("/").send("/v/enter", {"code": draw(1)[0].shown})
        if phone.reply.status == 429:
            break
    assert (phone.reply.status, phone.reply.code) == (429, "code.too_many_tries")
    assert int(phone.reply.headers["retry-after"]) > 0


def test_a_wrong_password_has_its_code(meeting_app: WSGIApplication) -> None:
    phone = Phone(meeting_app).open("/").send("/v/enter", LOG_IN | {"password": "wrong"})
    assert phone.reply.code == "account.wrong_credentials"


def test_too_many_marks_have_their_code(entered: Phone) -> None:
    entered.send("/v/1", {"c": ["1", "2", "3"], "go": "next"})
    assert (entered.reply.status, entered.reply.code) == (422, "ballot.too_many_choices")


def test_a_ballot_that_could_not_be_kept_may_be_sent_again_soon(entered: Phone) -> None:
    entered.send("/v/1", {"c": "1", "go": "next"}).send("/v/2", {"go": "next"})
    with casts_end_in(StorageFailed):
        entered.send("/v/cast")
    assert (entered.reply.status, entered.reply.code) == (503, "storage.failed")
    assert int(entered.reply.headers["retry-after"]) > 0


def test_a_second_ballot_has_its_code(meeting_app: WSGIApplication, entered: Phone) -> None:
    other = Phone(meeting_app).open("/").send("/v/enter", LOG_IN)
    for phone in (entered, other):
        phone.send("/v/1", {"c": "1", "go": "next"}).send("/v/2", {"go": "next"})
    entered.send("/v/cast")
    other.send("/v/cast")
    assert (other.reply.status, other.reply.code) == (409, "ballot.already_voted")
