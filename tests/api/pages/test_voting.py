"""A whole vote on a phone without JavaScript, and what may go wrong on the way."""

from typing import Any
from wsgiref.types import WSGIApplication

import pytest

from api.wsgi.app import build_app
from election.errors import AlreadyVoted, StorageFailed
from election.i18n.catalogue import catalogue
from election.setup.steps import Step
from tests.api.pages.faults import casts_end_in
from tests.api.pages.phone import Phone
from tests.services import Services, open_polls

LOG_IN = {"email": "voter@example.org", "password": "correct horse"}


@pytest.fixture
def phone(meeting_app: WSGIApplication) -> Phone:
    return Phone(meeting_app)


@pytest.fixture
def entered(phone: Phone) -> Phone:
    phone.open("/").send("/v/enter", LOG_IN)
    assert phone.at == "/v/1"
    return phone


@pytest.fixture
def reviewed(entered: Phone) -> Phone:
    entered.send("/v/1", {"c": ["2", "3"], "go": "next"}).send("/v/2", {"a4": "no", "go": "next"})
    assert entered.at == "/v/review"
    return entered


def counts(services: Services) -> list[list[int]]:
    services.polls.take(Step.CLOSE)
    services.polls.take(Step.COUNT)
    return [[each.votes for each in result.counts] for result in services.tally.results()]


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_whole_vote(meeting_app: WSGIApplication, meeting: Services, language: str) -> None:
    phone = Phone(meeting_app, language)
    phone.open("/").send("/v/enter", LOG_IN)
    assert f'<html lang="{language}">' in phone.page
    phone.send("/v/1", {"c": ["1", "3"], "go": "next"}).send("/v/2", {"a4": "yes", "go": "next"})
    assert phone.at == "/v/review"
    assert "가" in phone.page
    phone.send("/v/cast")
    assert phone.at.startswith("/v/done/")
    assert catalogue().text("outcome.cast.title", language) in phone.page
    assert phone.cookie == ""
    assert counts(meeting) == [[1, 0, 1], [1]]


def test_a_reload_and_a_step_back_show_nothing_of_it(reviewed: Phone, meeting: Services) -> None:
    form = next(fields for action, fields in reviewed.shown() if action == "/v/cast")
    cookie = reviewed.cookie
    reviewed.send("/v/cast")
    done = reviewed.at
    assert "in the ballot box" in reviewed.open(done).page
    for path in ("/v/1", "/v/review"):
        assert "checked" not in reviewed.open(path).page
        assert reviewed.reply.status == 401
    reviewed.cookie = cookie  # an answer that was lost: the phone sends the same again
    assert reviewed.post("/v/cast", form).at.startswith("/v/done/")
    reviewed.cookie = cookie
    assert "in the box" in reviewed.open("/v/1").page or reviewed.reply.status == 401
    assert counts(meeting) == [[0, 1, 1], [0]]


def test_a_restart_between_commit_and_answer(reviewed: Phone, meeting: Services) -> None:
    form = next(fields for action, fields in reviewed.shown() if action == "/v/cast")
    cookie = reviewed.cookie
    reviewed.send("/v/cast")
    again = Phone(build_app(meeting.library, catalogue()))
    again.cookie = cookie
    assert again.post("/v/cast", form).at.startswith("/v/done/")
    other = [(name, "x" * 32 if name == "key" else value) for name, value in form]
    again.cookie = cookie
    assert "Your vote is already in" in again.post("/v/cast", other).page


def test_an_answer_that_was_lost_until_after_the_close(reviewed: Phone, meeting: Services) -> None:
    form = next(fields for action, fields in reviewed.shown() if action == "/v/cast")
    cookie = reviewed.cookie
    reviewed.send("/v/cast")
    meeting.polls.take(Step.CLOSE)
    for app in (reviewed, Phone(build_app(meeting.library, catalogue()))):
        app.cookie = cookie
        assert "Your vote is already in" in app.post("/v/cast", form).page
        assert app.reply.status == 409


def test_a_restart_before_the_cast_casts_nothing(reviewed: Phone, meeting: Services) -> None:
    form = next(fields for action, fields in reviewed.shown() if action == "/v/cast")
    again = Phone(build_app(meeting.library, catalogue()))
    again.cookie = reviewed.cookie
    again.post("/v/cast", form)
    assert (again.reply.status, again.reply.code) == (401, "page.forgotten")
    assert counts(meeting) == [[0, 0, 0], [0]]


def test_marks_stay_with_language_and_steps_back(entered: Phone) -> None:
    entered.send("/v/1", {"c": ["2"], "go": "lang:ko"})
    assert entered.at == "/v/1"
    assert '<html lang="ko">' in entered.page
    assert 'value="2" checked' in entered.page
    entered.send("/v/1", {"go": "next"}).send("/v/2", {"go": "back"})
    assert 'value="2" checked' in entered.page


def test_from_the_review_one_comes_back_to_it(reviewed: Phone) -> None:
    reviewed.open("/v/1")
    assert reviewed.send("/v/1", {"c": ["1"], "go": "next"}).at == "/v/review"


def test_one_too_many_is_said_and_nothing_is_lost(entered: Phone, meeting: Services) -> None:
    entered.send("/v/1", {"c": ["1", "2", "3"], "go": "next"})
    assert entered.reply.status == 422
    assert 'role="alert"' in entered.page
    assert entered.page.count("checked") == 3
    assert entered.page.index("<title>Error: ") > 0
    assert counts(meeting) == [[0, 0, 0], [0]]


def test_a_blank_ballot_is_asked_about_once(entered: Phone, meeting: Services) -> None:
    entered.send("/v/1", {"go": "blank"}).send("/v/2", {"go": "next"}).send("/v/cast")
    assert entered.at == "/v/cast"
    assert "Cast it all the same?" in entered.page
    assert entered.send("/v/cast").at.startswith("/v/done/")


def test_two_phones_with_one_account_are_one_ballot(meeting_app: WSGIApplication, meeting: Services) -> None:
    phones = [Phone(meeting_app).open("/").send("/v/enter", LOG_IN) for _ in range(2)]
    for phone in phones:
        phone.send("/v/1", {"c": ["1"], "go": "next"}).send("/v/2", {"go": "next"})
    assert phones[0].send("/v/cast").at.startswith("/v/done/")
    assert phones[1].send("/v/cast").reply.status == 409
    assert "already in" in phones[1].page
    assert counts(meeting) == [[1, 0, 0], [0]]


def test_who_voted_at_the_kiosk_meanwhile_is_told(reviewed: Phone, meeting: Services) -> None:
    voter = meeting.accounts.log_in("voter@example.org", "correct horse")
    meeting.ballots.cast(voter.id, {})
    assert "already in" in reviewed.open("/v/1").page
    with pytest.raises(AlreadyVoted):
        meeting.ballots.cast(voter.id, {})


def test_paused_between_review_and_cast_keeps_the_choices(reviewed: Phone, meeting: Services) -> None:
    meeting.polls.take(Step.PAUSE)
    reviewed.send("/v/cast")
    assert "NOT cast" in reviewed.page
    meeting.polls.take(Step.RESUME)
    assert reviewed.send("/v/cast").at.startswith("/v/done/")


def test_closed_between_review_and_cast(reviewed: Phone, meeting: Services) -> None:
    meeting.polls.take(Step.CLOSE)
    reviewed.send("/v/cast")
    assert "NOT cast" in reviewed.page
    assert all(action != "/v/cast" for action, _ in reviewed.shown())


def test_a_full_disk_keeps_the_choices(reviewed: Phone) -> None:
    with casts_end_in(StorageFailed):
        reviewed.send("/v/cast")
    assert reviewed.reply.status == 503
    assert reviewed.send("/v/cast").at.startswith("/v/done/")


@pytest.mark.parametrize("fields", [[], [("t", "")], [("t", "other")], [("t", "a"), ("t", "b")]])
def test_a_form_that_is_not_of_this_ballot(entered: Phone, fields: list[tuple[str, str]]) -> None:
    entered.post("/v/1", [*fields, ("c", "1"), ("go", "next")])
    assert (entered.reply.status, entered.reply.code) == (403, "page.foreign_form")
    assert "checked" not in entered.open("/v/1").page.replace('id="none"', "")


def test_a_form_from_elsewhere(entered: Phone) -> None:
    entered.send("/v/1", {"c": ["1"], "go": "next"}, Origin="http://elsewhere.example")
    assert entered.reply.code == "page.foreign_form"
    assert entered.open("/v/1").send("/v/1", {"go": "next"}, Origin="http://kiosk.test").at == "/v/2"


@pytest.mark.parametrize("number", ["0", "3", "99", "999"])
def test_there_are_no_other_contests(entered: Phone, number: str) -> None:
    assert entered.open(f"/v/{number}").reply.status == 404


def test_nothing_of_a_choice_is_kept_or_said(reviewed: Phone) -> None:
    for value in (reviewed.cookie, *reviewed.reply.headers.values(), reviewed.at):
        assert "나" not in value
    assert reviewed.reply.headers["cache-control"] == "no-store"
    assert "unsafe" not in reviewed.reply.headers["content-security-policy"]


def test_the_cookie_is_for_ballots_alone(phone: Phone) -> None:
    replies: list[Any] = []
    phone.open("/")
    phone.send("/v/enter", LOG_IN)
    replies.append(phone.cookie)
    assert "~" in replies[0]


def test_wrong_ways_in_are_said(phone: Phone) -> None:
    phone.open("/").send("/v/enter", {"email": "voter@example.org", "password": "no"})
    assert 'role="alert"' in phone.page
    assert phone.cookie == ""
    phone.open("/c/K7QXM2R9F4TA")
    assert 'role="alert"' in phone.page


def test_html_in_names_is_text(tmp_path: Any, passwords: Any) -> None:
    name = "<script>alert(1)</script>\"'&"
    definition = {
        "title": {"ko": name, "en": name},
        "live_results": True,
        "passwords_over_http": True,
        "contests": [{"title": {"ko": name, "en": name}, "options": {"most": 1}, "candidates": [name, "나"]}],
    }
    with open_polls(tmp_path / "html", definition, passwords) as services:
        services.accounts.sign_up("voter@example.org", "voter", "correct horse")
        phone = Phone(build_app(services.library, catalogue()))
        phone.open("/").send("/v/enter", LOG_IN)
        pages = [phone.page, phone.send("/v/1", {"c": "1", "go": "next"}).page, phone.open("/results").page]
    assert not any("<script>alert" in each for each in pages)


@pytest.mark.parametrize("path", ["/", "/help", "/results", "/problems/code.used", "/problems/x", "/v/1"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_every_page_has_a_title_and_both_languages(phone: Phone, path: str, language: str) -> None:
    page = phone.open(f"{path}?lang={language}").page
    assert f'<html lang="{language}">' in page
    assert page.count("<h1>") == 1
    assert "한국어" in page
    assert "English" in page


def test_static_files_are_kept_for_good(phone: Phone) -> None:
    page = phone.open("/").page
    address = page.split('rel="stylesheet" href="')[1].split('"')[0]
    reply = phone.open(address).reply
    assert "immutable" in reply.headers["cache-control"]
    assert phone.open("/static/000000000000/style.css").reply.status == 404


@pytest.mark.parametrize("chosen", [2, 1])
def test_a_candidate_who_withdraws_between_review_and_cast(
    reviewed: Phone, meeting: Services, chosen: int
) -> None:
    """Whether this voter chose them or not: the ballot they saw is not the one there is."""
    meeting.editing.withdraw(chosen, "a wish of their own")
    reviewed.send("/v/cast")
    assert "NOT cast" in reviewed.page
    assert "changed meanwhile" in reviewed.page
    assert meeting.tally.turnout().voted == 0
    reviewed.open("/").send("/v/enter", LOG_IN)
    assert "Withdrawn" in reviewed.page
    reviewed.send("/v/1", {"c": str(chosen), "go": "next"})
    assert reviewed.reply.status == 422
    reviewed.send("/v/1", {"c": "3", "go": "next"}).send("/v/2", {"go": "next"}).send("/v/cast")
    assert reviewed.at.startswith("/v/done/")
