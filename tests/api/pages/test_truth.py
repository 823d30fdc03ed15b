"""Whatever is lost on the way, a phone is told the truth: in the box, not in the box, or how to find out."""

import json
from typing import NoReturn
from wsgiref.types import WSGIApplication

import pytest

from api.pages.pages import Pages, forgetting
from api.pages.sessions import IDLE, Session, Sessions
from api.wsgi.app import build_app
from election.errors import NoElection, StorageUnsettled
from election.i18n.catalogue import catalogue
from election.library import Library
from election.setup.steps import Step
from election.voters.tokens import Bearer
from tests.api.pages.faults import casts_end_in
from tests.api.pages.phone import Phone
from tests.api.sockets import until
from tests.services import Services

LOG_IN = {"email": "voter@example.org", "password": "correct horse"}


def reviewed(app: WSGIApplication) -> Phone:
    phone = Phone(app)
    phone.open("/").send("/v/enter", LOG_IN)
    phone.send("/v/1", {"c": ["2"], "go": "next"}).send("/v/2", {"a4": "no", "go": "next"})
    assert phone.at == "/v/review"
    return phone


@pytest.fixture
def phone(meeting_app: WSGIApplication) -> Phone:
    return reviewed(meeting_app)


def cast_without_an_answer(phone: Phone) -> list[tuple[str, str]]:
    """Cast the ballot; the answer is lost. Return the form that was sent."""
    fields, cookie = phone.form("/v/cast"), phone.cookie
    phone.follows = False
    phone.post("/v/cast", fields)
    phone.cookie, phone.follows = cookie, True
    return fields


def voted(services: Services) -> int:
    return services.tally.turnout().voted


@pytest.mark.parametrize("path", ["/v/1", "/v/2", "/v/review", "/v"])
@pytest.mark.parametrize("restarted", [False, True])
def test_after_a_lost_answer_every_page_says_that_it_is_in_the_box(
    phone: Phone, meeting: Services, path: str, restarted: bool
) -> None:
    cast_without_an_answer(phone)
    if restarted:
        phone.app = build_app(meeting.library, catalogue())
    phone.open(path)
    assert (phone.reply.status, phone.reply.code) == (409, "ballot.already_voted")
    assert "is in the box" in phone.page


def test_the_cookie_stays_until_the_outcome_is_shown(phone: Phone) -> None:
    phone.follows = False
    phone.post("/v/cast", phone.form("/v/cast"))
    assert phone.cookie != ""
    phone.open(phone.reply.headers["location"])
    assert "in the ballot box" in phone.page
    assert phone.cookie == ""


def test_a_script_is_told_where_the_outcome_is_and_asks_again_if_it_does_not_hear(phone: Phone) -> None:
    fields = phone.form("/v/cast")
    told = [json.loads(phone.post("/v/cast", fields, Accept="application/json").page) for _ in range(3)]
    for each in told:
        assert phone.open(each["done"]).reply.status == 200
        assert "in the ballot box" in phone.page


def test_an_outcome_looked_at_after_a_restart_is_still_true(phone: Phone, meeting: Services) -> None:
    phone.follows = False
    phone.post("/v/cast", phone.form("/v/cast"))
    done, phone.follows = phone.reply.headers["location"], True
    phone.app = build_app(meeting.library, catalogue())
    assert "is in the box" in phone.open(done).page


def test_an_old_outcome_ends_nobody_elses_ballot(phone: Phone, meeting: Services) -> None:
    phone.send("/v/cast")
    done = phone.at
    meeting.accounts.sign_up("next@example.org", "next", "correct horse")
    phone.open("/").send("/v/enter", LOG_IN | {"email": "next@example.org"})
    phone.open(done).open("/v/1")
    assert phone.reply.status == 200


def test_a_phone_of_which_nothing_is_known_is_not_told_that_nothing_was_cast(phone: Phone) -> None:
    phone.send("/v/cast")
    for path in ("/v/review", "/v/2", "/v"):
        phone.open(path)
        assert (phone.reply.status, phone.reply.code) == (401, "page.no_ballot")
        assert "If you cast yours, it is in the box" in phone.page
        assert "Nothing was cast" not in phone.page


def test_a_ballot_that_was_forgotten_was_not_cast(phone: Phone, meeting: Services) -> None:
    fields = phone.form("/v/cast")
    phone.app = build_app(meeting.library, catalogue())
    for ask in (lambda: phone.open("/v/review"), lambda: phone.post("/v/cast", fields)):
        ask()
        assert (phone.reply.status, phone.reply.code) == (401, "page.forgotten")
        assert "Nothing was cast" in phone.page
    assert voted(meeting) == 0


def test_what_cannot_be_told_is_not_called_uncast(phone: Phone) -> None:
    with casts_end_in(StorageUnsettled):
        phone.send("/v/cast")
    assert phone.reply.status == 503
    assert "NOT cast" not in phone.page
    assert "We do not know yet" in phone.page
    assert phone.send("/v/cast").at.startswith("/v/done/")


def test_ten_taps_are_one_ballot(phone: Phone, meeting: Services) -> None:
    fields = phone.form("/v/cast")
    for _ in range(10):
        phone.post("/v/cast", fields)
        assert phone.at.startswith("/v/done/") or "it is in the box" in phone.page
    assert voted(meeting) == 1


def test_two_tabs_are_one_ballot_and_the_truth_in_both(phone: Phone, meeting: Services) -> None:
    other = Phone(phone.app)
    other.cookie = phone.cookie
    other.open("/v/1").send("/v/1", {"c": ["3"], "go": "next"})
    assert other.at == "/v/review"
    assert phone.send("/v/cast").at.startswith("/v/done/")
    assert other.send("/v/cast").at.startswith("/v/done/"), "one ballot, under one key"
    assert voted(meeting) == 1
    meeting.polls.take(Step.CLOSE)
    meeting.polls.take(Step.COUNT)
    assert [each.votes for each in meeting.tally.results()[0].counts] == [0, 0, 1]


def test_who_leaves_is_told_that_nothing_was_cast(phone: Phone, meeting: Services) -> None:
    phone.send("/v/leave")
    assert phone.at == "/"
    assert "Nothing was cast" in phone.page
    assert phone.cookie == ""
    assert voted(meeting) == 0


def test_who_left_too_long_is_told_why(phone: Phone) -> None:
    phone.send("/v/leave", {"why": "idle"})
    assert "was not touched for a while" in phone.page


def test_a_page_left_open_by_somebody_else_leaves_nobody_elses_ballot(
    phone: Phone, meeting: Services
) -> None:
    """A page that nobody touches leaves by itself; the phone may be in other hands by then."""
    fields = phone.form("/v/leave")
    meeting.accounts.sign_up("next@example.org", "next", "correct horse")
    phone.open("/").send("/v/enter", LOG_IN | {"email": "next@example.org"})
    phone.send("/v/1", {"c": ["1"], "go": "next"})
    phone.post("/v/leave", [*fields, ("why", "idle")])
    assert "was not touched for a while" in phone.page
    phone.open("/v").send("/v/2", {"a4": "yes", "go": "next"}).send("/v/cast")
    assert "in the ballot box" in phone.page


def test_who_leaves_a_ballot_that_was_cast_is_told_so(phone: Phone) -> None:
    fields = phone.form("/v/leave")
    cast_without_an_answer(phone)
    phone.post("/v/leave", fields)
    assert "is in the box" in phone.page
    assert "Nothing was cast" not in phone.page


def test_a_phone_that_slept_too_long_begins_again_and_has_cast_nothing(meeting: Services) -> None:
    now = [0.0]
    sessions = Sessions(clock=lambda: now[0])
    begun = sessions.begin("token", Bearer(1, None), "a", meeting.polls.election(), "en")
    begun.markings[1] = (1,)
    now[0] = IDLE
    assert sessions.find(begun.cookie) is begun
    now[0] += IDLE + 1
    assert sessions.find(begun.cookie) is None
    assert is_forgotten(begun)


def held(pages: Pages, phone: Phone) -> Session:
    """Return what is in memory of a phone's ballot."""
    session = pages.sessions.find(phone.cookie)
    assert session is not None
    assert session.markings
    assert session.token
    return session


def is_forgotten(session: Session) -> bool:
    return session.markings == {} and session.token == ""


@pytest.mark.parametrize("is_served", [True, False], ids=["an election", "none"])
def test_a_phone_that_was_put_away_is_forgotten_though_nobody_asks_anything(
    meeting: Services, monkeypatch: pytest.MonkeyPatch, is_served: bool
) -> None:
    now = [0.0]
    pages = Pages(meeting.library, catalogue(), Sessions(clock=lambda: now[0]))
    phone = reviewed(build_app(meeting.library, catalogue(), pages))
    session = held(pages, phone)
    if not is_served:
        monkeypatch.setattr(Library, "current", no_election)
    now[0] = IDLE
    pages.forget_ended()
    assert not is_forgotten(session)
    now[0] += 1
    with forgetting(pages, every=0.001):
        until(lambda: is_forgotten(session))


def no_election(_: Library) -> NoReturn:
    raise NoElection


@pytest.mark.parametrize("step", [Step.CLOSE, Step.ANNUL])
def test_what_was_marked_is_forgotten_once_no_ballot_is_taken_any_more(meeting: Services, step: Step) -> None:
    pages = Pages(meeting.library, catalogue())
    phone = reviewed(build_app(meeting.library, catalogue(), pages))
    fields = phone.form("/v/cast")
    session = held(pages, phone)
    meeting.polls.take(Step.PAUSE)
    pages.forget_ended()
    assert not is_forgotten(session)
    assert phone.open("/v/review").reply.status == 200
    meeting.polls.take(step, why="counted by hand")
    pages.forget_ended()
    assert is_forgotten(session)
    for path in ("/v/review", "/v/1", "/v/cast"):
        phone.post(path, fields) if path == "/v/cast" else phone.open(path)
        assert (phone.reply.status, phone.reply.code) == (403, "polls.not_open")
        assert "NOT cast" in phone.page
    assert voted(meeting) == 0


def test_a_ballot_that_is_forgotten_while_its_form_is_read_is_not_cast_blank(
    phone: Phone, meeting: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many others begin theirs in that moment, and this one is pushed out."""

    def pushed_out(session: Session, _fields: object) -> bool:
        session.wipe()
        return True

    fields = phone.form("/v/cast")
    monkeypatch.setattr("api.pages.ballot.is_of", pushed_out)
    phone.post("/v/cast", [*fields, ("blank", "yes")])
    assert phone.reply.code == "page.forgotten"
    assert voted(meeting) == 0


def test_polls_that_open_again_have_a_forgotten_ballot_begun_again(meeting: Services) -> None:
    pages = Pages(meeting.library, catalogue())
    phone = reviewed(build_app(meeting.library, catalogue(), pages))
    meeting.polls.take(Step.CLOSE)
    pages.forget_ended()
    meeting.polls.take(Step.REOPEN, why="too early")
    assert phone.open("/v/review").reply.code == "page.forgotten"
    assert reviewed(phone.app).send("/v/cast").at.startswith("/v/done/")


def test_the_ballots_of_another_election_outlast_the_close_of_this_one(meeting: Services) -> None:
    pages = Pages(meeting.library, catalogue())
    other = pages.sessions.begin("token", Bearer(1, None), "other", meeting.polls.election(), "en")
    meeting.polls.take(Step.CLOSE)
    pages.forget_ended()
    assert pages.sessions.find(other.cookie) is other


@pytest.mark.parametrize("switch", ["page", "review"])
def test_the_language_that_was_chosen_stays_whatever_becomes_of_the_ballot(
    phone: Phone, meeting: Services, switch: str
) -> None:
    if switch == "page":
        phone.open("/v/1").send("/v/1", {"c": "2", "go": "lang:ko"}).open("/v/review")
    else:
        phone.open("/v/review?lang=ko")
    cast_without_an_answer(phone)
    assert '<html lang="ko">' in phone.open("/v/review").page
    phone.app = build_app(meeting.library, catalogue())
    assert '<html lang="ko">' in phone.open("/v/1").page
    assert "표는 들어가지 않았습니다" not in phone.page
