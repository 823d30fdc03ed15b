"""Voting on phones by the codes of slips: typed, scanned, mistyped, used, and used on two phones."""

import re
from collections.abc import Callable

import pytest

from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from tests.api.pages.phone import Phone
from tests.election.voters.codes import issue_slips
from tests.services import Services


@pytest.fixture
def new_phone(by_slips: Services) -> Callable[[], Phone]:
    app = build_app(by_slips.library, catalogue())
    return lambda: Phone(app)


@pytest.fixture
def code(by_slips: Services) -> str:
    return issue_slips(by_slips, 1)[0]


def reviewed(phone: Phone, code: str) -> Phone:
    phone.open(f"/c/{code}").send("/v/enter")
    return phone.send("/v/1", {"c": "1", "go": "next"}).send("/v/2", {"a4": "yes", "go": "next"})


@pytest.mark.parametrize("form", [str.upper, str.lower, lambda code: code.replace("-", "")])
def test_a_scanned_code_is_read_in_any_case_and_looking_uses_nothing_up(
    new_phone: Callable[[], Phone], code: str, form: Callable[[str], str]
) -> None:
    for door in ("c", "C"):
        for _ in range(2):
            assert code in new_phone().open(f"/{door}/{form(code)}").page
    assert new_phone().open(f"/c/{form(code)}").send("/v/enter").at == "/v/1"


def test_a_code_mistyped_stays_to_be_put_right(new_phone: Callable[[], Phone], code: str) -> None:
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    phone = new_phone().open("/").send("/v/enter", {"code": wrong})
    assert 'role="alert"' in phone.page
    field = re.search(r'<input id="code"[^>]*>', phone.page)
    assert field is not None
    assert f'value="{wrong}"' in field[0]
    assert 'aria-invalid="true"' in field[0]
    assert 'href="#code"' in phone.page
    assert phone.send("/v/enter", {"code": code}).at == "/v/1"


def test_two_phones_with_one_code_are_one_ballot(
    by_slips: Services, new_phone: Callable[[], Phone], code: str
) -> None:
    one, other = reviewed(new_phone(), code), reviewed(new_phone(), code)
    assert one.send("/v/cast").at.startswith("/v/done/")
    other.send("/v/cast")
    assert other.reply.status == 409
    assert "Your ballot is in the box" in other.page
    assert "Your ballot is in the box" in other.open("/v/review").page
    assert by_slips.tally.turnout().voted == 1


def test_a_code_that_was_used_is_answered_with_the_truth(new_phone: Callable[[], Phone], code: str) -> None:
    reviewed(new_phone(), code).send("/v/cast")
    phone = new_phone().open(f"/c/{code}").send("/v/enter")
    assert "Your ballot is in the box" in phone.page
    assert phone.cookie == ""


def test_a_reload_at_every_step_casts_nothing_and_keeps_the_marks(
    by_slips: Services, new_phone: Callable[[], Phone], code: str
) -> None:
    phone = reviewed(new_phone(), code)
    for path in ("/v", "/v/1", "/v/2", "/v/help", "/v/review", "/v/review"):
        for _ in range(3):
            assert phone.open(path).reply.status == 200
    assert 'value="1" checked' in phone.open("/v/1").page
    assert by_slips.tally.turnout().voted == 0
    phone.open("/v/review").send("/v/cast")
    for _ in range(3):
        assert "in the ballot box" in phone.open(phone.at).page
    assert by_slips.tally.turnout().voted == 1


def test_a_code_that_staff_void_between_review_and_cast_casts_nothing(
    by_slips: Services, new_phone: Callable[[], Phone], code: str
) -> None:
    phone = reviewed(new_phone(), code)
    by_slips.codes.void(code)
    phone.send("/v/cast")
    assert "NOT cast" in phone.page
    assert "no longer valid" in phone.page
    assert by_slips.tally.turnout().voted == 0
