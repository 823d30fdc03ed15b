"""Forms that none of our pages made, and a phone that begins ballots without end."""

from wsgiref.types import WSGIApplication

import pytest

from api.pages.sessions import MOST, MOST_OF_ONE, Session, Sessions
from election.voters.tokens import Bearer
from tests.api.calling import Reply, call
from tests.api.pages.phone import Phone
from tests.services import Services

LOG_IN = {"email": "voter@example.org", "password": "correct horse"}


@pytest.fixture
def entered(meeting_app: WSGIApplication) -> Phone:
    phone = Phone(meeting_app)
    phone.open("/").send("/v/enter", LOG_IN)
    assert phone.at == "/v/1"
    return phone


@pytest.mark.parametrize("place", ["٣", "²", "x\r\nSet-Cookie: vk=1", "-1"])
def test_a_step_for_nobody_leads_back_to_the_contest(entered: Phone, place: str) -> None:
    entered.send("/v/1", {"do": f"add:{place}"})
    assert (entered.at, entered.reply.status) == ("/v/1", 200)


def test_an_answer_that_there_is_not_is_shown_to_nobody(entered: Phone) -> None:
    entered.send("/v/1", {"c": ["1"], "go": "next"})
    entered.send("/v/2", {"a4": "perhaps", "go": "lang:ko"})
    entered.open("/v/review")
    assert entered.reply.status == 200
    assert 'id="cast"' in entered.page


def test_one_voter_pushes_out_nobody_elses_ballot(meeting: Services) -> None:
    given, sessions = meeting.polls.election(), Sessions()

    def begin(voter_id: int) -> Session:
        return sessions.begin(f"token {voter_id}", Bearer(voter_id, None), "a", given, "en")

    other = begin(1)
    for _ in range(MOST + 10):
        last = begin(2)
    assert sessions.find(other.cookie) is other
    assert sessions.find(last.cookie) is last


def test_a_voter_may_have_begun_on_several_phones(meeting: Services) -> None:
    given, sessions = meeting.polls.election(), Sessions()
    begun = [sessions.begin("token", Bearer(1, None), "a", given, "en") for _ in range(MOST_OF_ONE + 1)]
    first = begun.pop(0)
    assert sessions.find(first.cookie) is None
    assert [sessions.find(each.cookie) for each in begun] == begun


@pytest.mark.parametrize("path", ["/", "/v/1", "/help", "/results", "/c/none", "/v/no/such", "/problems/x"])
def test_a_language_that_is_asked_for_twice_is_none(meeting_app: WSGIApplication, path: str) -> None:
    phone = Phone(meeting_app).open(f"{path}?lang=ko&lang=ko")
    assert phone.reply.status < 500
    assert '<html lang="en">' in phone.page


@pytest.mark.parametrize(
    "path",
    ["/c/\xff\xfe", "/c/%0d%0aX: 1", "/problems/\xed\xa0\x80", "/v/999", "/c/" + "A" * 5000, "/v/done/\xe9"],
)
def test_whatever_path_is_asked_for_gets_an_answer(meeting_app: WSGIApplication, path: str) -> None:
    assert Phone(meeting_app).open(path).reply.status < 500


@pytest.mark.parametrize("cookie", ["\xff", "a~b", "~", "a;b", '"\\377"', "x" * 4000])
def test_whatever_cookie_comes_gets_an_answer(meeting_app: WSGIApplication, cookie: str) -> None:
    phone = Phone(meeting_app)
    for path in ("/v/1", "/v/review"):
        phone.cookie = cookie
        assert phone.open(path).reply.status < 500
    phone.cookie = cookie
    phone.post("/v/cast", [("t", "\udcff".encode("utf-8", "replace").decode()), ("key", "x")])
    assert phone.reply.status < 500


@pytest.mark.parametrize(
    "header",
    [
        'vk="{0}"',  # as we never gave it; and quotes are looked for in a time that grows with their square
        'vk="\\"{0}"',
        "vk={0}%",
        "vk=; vk={0}",  # the first is the one of the nearest path
        "xvk={0}",
        "vk",
        "a=vk={0}",
    ],
)
def test_what_was_not_given_is_no_cookie(entered: Phone, header: str) -> None:
    assert page_with(entered, header.format(entered.cookie)).code == "page.no_ballot"


@pytest.mark.parametrize(
    "header",
    ["vk={0}", "vk={0};", 'prefs={{"of": "another"}}; vk={0}', "\xff=[;;vk={0} ; a=b", "a;vk={0}; vk=x"],
)
def test_what_other_programs_on_this_machine_keep_does_not_matter(entered: Phone, header: str) -> None:
    assert page_with(entered, header.format(entered.cookie)).status == 200


def page_with(phone: Phone, cookie: str) -> Reply:
    return call(phone.app, "GET", "/v/1", headers={"Cookie": cookie})


@pytest.mark.parametrize("origin", ["http://[", "http://]", "http://[::1", "", "null", "http://other.test"])
@pytest.mark.parametrize("path", ["/v/1", "/v/cast", "/v/leave", "/v/enter"])
def test_a_form_from_wherever_that_is_not_here_is_refused(entered: Phone, path: str, origin: str) -> None:
    entered.post(path, entered.shown()[0][1], Origin=origin)
    assert (entered.reply.status, entered.reply.code) == (403, "page.foreign_form")
