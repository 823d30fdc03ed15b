"""Log-in and sign-up: what the forms ask, say, mask and keep."""

import re
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from election.admin.refusals import WrongPassphrase
from election.archive.take_over import Found
from election.errors import (
    AlreadyVoted,
    ElectionError,
    EmailTaken,
    Message,
    NotOnRoll,
    PollsNotOpen,
    StorageFailed,
    StorageUnsettled,
)
from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import PollsState, Turnout
from election.store.port.epochs import Epoch
from election.voters.refusals import (
    MalformedAccount,
    PasswordsFailed,
    SignUpClosed,
    TooManyTries,
    WrongCredentials,
)
from kiosk.app.window import KioskWindow
from kiosk.staff.backup.confirm import ConfirmScreen, CopyTo, GoOn, Unlock
from kiosk.staff.today.step import Asks, StepScreen
from kiosk.style.look import Look, TextSize
from kiosk.support.places import Place, PlaceKind
from kiosk.voter.screens.sign_up import SignUpScreen
from kiosk.widgets.forms.form import FormScreen
from kiosk.widgets.notices.notice import Notice
from tests.kiosk.conftest import PASSWORD
from tests.kiosk.tab_order import after_tab
from tests.kiosk.test_whole_vote import arrive, click
from tests.sampling import sampled
from tests.services import Services


@pytest.fixture
def sign_up(qtbot: QtBot, rich_window: KioskWindow) -> SignUpScreen:
    click(qtbot, rich_window.start.ways["sign_up"])
    arrive(qtbot, rich_window, "sign_up")
    return rich_window.screens.sign_up


def fill(form: SignUpScreen, name: str, email: str, password: str) -> None:
    for field, text in ((form.name, name), (form.email, email), (form.password, password)):
        field.line.setText(text)


def test_signing_up_leads_to_the_ballot(
    qtbot: QtBot, sign_up: SignUpScreen, rich_window: KioskWindow, rich_services: Services
) -> None:
    fill(sign_up, "새내기", " New@Example.org ", PASSWORD)
    click(qtbot, sign_up.submit)
    arrive(qtbot, rich_window, "ballot")
    assert rich_services.accounts.log_in("new@example.org", PASSWORD).name == "새내기"
    assert not sign_up.password.text()


def test_after_the_polls_have_closed_signing_up_is_refused_in_words_of_its_own(
    qtbot: QtBot, sign_up: SignUpScreen, rich_window: KioskWindow, rich_services: Services
) -> None:
    before = rich_services.tally.turnout()
    rich_services.polls.close()
    fill(sign_up, "지각", "late@example.org", PASSWORD)
    click(qtbot, sign_up.submit)
    said = catalogue().text("sign_up.over", "ko")
    qtbot.waitUntil(lambda: sign_up.notice.plain_text().startswith(said))
    assert rich_window.voter_flow.here is sign_up
    assert rich_services.tally.turnout() == before


@pytest.mark.parametrize(
    "email",
    sampled(
        [
            "",
            "voter",
            "voter@",
            "@example.org",
            "voter@example",
            "a b@example.org",
            "a@b@example.org",
            "a@.b",
        ],
        3,
    ),
)
def test_an_implausible_address_is_told_below_its_field(
    qtbot: QtBot, sign_up: SignUpScreen, rich_window: KioskWindow, email: str
) -> None:
    fill(sign_up, "이름", email, PASSWORD)
    click(qtbot, sign_up.submit)
    assert "이메일 주소를 다시" in sign_up.email.problem.plain_text()
    assert sign_up.email.line.accessibleDescription() == sign_up.email.problem.plain_text()
    assert not sign_up.name.problem.plain_text()
    assert not sign_up.password.problem.plain_text()
    assert rich_window.voter_flow.here is sign_up


def test_every_wrong_field_says_so_until_it_is_changed(
    qtbot: QtBot, sign_up: SignUpScreen, rich_window: KioskWindow
) -> None:
    fill(sign_up, "  ", "voter@example.org", "seven 7")
    click(qtbot, sign_up.submit)
    assert "이름을 입력" in sign_up.name.problem.plain_text()
    assert "8자 이상" in sign_up.password.problem.plain_text()
    rich_window.set_language("en")
    assert sign_up.name.problem.plain_text() == "Please enter your name"
    qtbot.keyClicks(sign_up.password.line, "7")
    assert not sign_up.password.problem.plain_text()
    assert sign_up.name.problem.plain_text()


@pytest.mark.parametrize("language", sampled(LANGUAGES, 2))
@pytest.mark.parametrize(
    "error",
    [
        EmailTaken(),
        WrongCredentials(),
        TooManyTries(30),
        MalformedAccount(),
        PasswordsFailed(),
        SignUpClosed(reason=Message("sign_up.over")),
        PollsNotOpen(),
        NotOnRoll(),
        AlreadyVoted(),
        StorageFailed(),
        StorageUnsettled(),
        ElectionError(),
    ],
    ids=lambda error: type(error).__name__,
)
def test_whoever_is_refused_is_told_what_to_do(
    rich_window: KioskWindow, language: str, error: ElectionError
) -> None:
    rich_window.set_language(language)
    happened, *to_do = rich_window.ui.error(error).split(". ")
    assert happened
    assert any(re.search("[Pp]lease|Log in|세요", sentence) for sentence in to_do)


def test_an_address_on_the_roll_is_refused_in_the_form(qtbot: QtBot, sign_up: SignUpScreen) -> None:
    fill(sign_up, "이름", "VOTER@example.org", PASSWORD)
    click(qtbot, sign_up.submit)
    qtbot.waitUntil(lambda: "이미 가입" in sign_up.notice.plain_text())
    assert sign_up.email.text() == "VOTER@example.org"
    assert sign_up.submit.isEnabled()


def seen_whole(notice: Notice) -> bool:
    return bool(notice.plain_text()) and notice.visibleRegion().boundingRect() == notice.rect()


@pytest.mark.parametrize("size", sampled(TextSize, 2, 1, lambda size: size.name))
def test_what_is_wrong_is_in_sight_however_large_it_is(
    qtbot: QtBot, sign_up: SignUpScreen, rich_window: KioskWindow, size: TextSize
) -> None:
    rich_window.set_look(Look(size))
    fill(sign_up, "이름", "VOTER@example.org", "seven 7")
    click(qtbot, sign_up.submit)
    qtbot.waitUntil(lambda: seen_whole(sign_up.password.problem))
    fill(sign_up, "이름", "VOTER@example.org", PASSWORD)
    click(qtbot, sign_up.submit)
    qtbot.waitUntil(lambda: seen_whole(sign_up.notice))
    qtbot.waitUntil(lambda: sign_up.name.line.visibleRegion().boundingRect() == sign_up.name.line.rect())


def test_a_busy_form_says_so_and_takes_nothing_more(qtbot: QtBot, sign_up: SignUpScreen) -> None:
    fill(sign_up, "이름", "busy@example.org", PASSWORD)
    submitted: list[object] = []
    sign_up.asked.disconnect()
    sign_up.asked.connect(submitted.append)
    click(qtbot, sign_up.submit)
    assert sign_up.submit.text() == "가입하고 있습니다"
    before = sign_up.submit.grab().toImage()
    qtbot.waitUntil(lambda: sign_up.submit.grab().toImage() != before)  # it turns
    sign_up.password.line.returnPressed.emit()
    assert len(submitted) == 1
    assert not sign_up.password.line.isEnabled()


def test_the_language_keeps_what_was_typed_and_how_it_is_masked(
    qtbot: QtBot, sign_up: SignUpScreen, rich_window: KioskWindow
) -> None:
    fill(sign_up, "하늘", "sky@exam", PASSWORD)
    masked = QLineEdit.EchoMode.Password
    assert sign_up.password.line.echoMode() is masked
    assert sign_up.password.reveal.accessibleName() == "비밀번호 보이기"
    click(qtbot, sign_up.password.reveal)
    click(qtbot, rich_window.header.language_button("en"))
    assert rich_window.voter_flow.here is sign_up
    assert [field.text() for field in (sign_up.name, sign_up.email, sign_up.password)] == [
        "하늘",
        "sky@exam",
        PASSWORD,
    ]
    assert sign_up.password.line.echoMode() is QLineEdit.EchoMode.Normal
    assert sign_up.password.reveal.accessibleName() == "Hide the password"
    assert sign_up.submit.text() == "Sign up"
    click(qtbot, sign_up.password.reveal)
    assert sign_up.password.line.echoMode() is masked


def test_the_chosen_language_is_told_by_more_than_colour(qtbot: QtBot, rich_window: KioskWindow) -> None:
    buttons = [rich_window.header.language_button(language) for language in ("ko", "en")]
    assert [button.text() for button in buttons] == ["한국어", "English"]
    for chosen in (1, 1, 0):
        click(qtbot, buttons[chosen])
        assert [button.isChecked() for button in buttons] == [chosen == 0, chosen == 1]


def test_log_in_asks_for_both(qtbot: QtBot, rich_window: KioskWindow) -> None:
    click(qtbot, rich_window.start.ways["log_in"])
    form = rich_window.screens.log_in
    click(qtbot, form.submit)
    assert "이메일을 입력" in form.email.problem.plain_text()
    assert "비밀번호를 입력" in form.password.problem.plain_text()


@pytest.mark.parametrize("name", ["log_in", "sign_up"])
def test_tab_goes_from_line_to_line_and_then_to_the_keyboard_on_the_screen(
    qtbot: QtBot, rich_window: KioskWindow, name: str
) -> None:
    rich_window.activateWindow()
    qtbot.waitUntil(rich_window.isActiveWindow)
    click(qtbot, rich_window.start.ways[name])
    form = rich_window.voter_flow.here
    assert isinstance(form, FormScreen)
    lines = [field.line for field in form._fields]
    assert QApplication.focusWidget() is lines[0]
    assert [after_tab() for _ in lines[1:]] == lines[1:]
    last = form._fields[-1]
    assert [after_tab(), after_tab()] == [last.reveal, last.keys]


@pytest.mark.parametrize(
    ("typed", "wrong", "at"),
    [
        ((), (), 0),
        (("email",), (), 1),
        (("email", "password"), (), 0),
        (("email", "password"), ("password",), 1),
    ],
)
def test_the_keyboard_on_the_screen_begins_where_something_is_missing(
    qtbot: QtBot, rich_window: KioskWindow, typed: Sequence[str], wrong: Sequence[str], at: int
) -> None:
    click(qtbot, rich_window.start.ways["log_in"])
    form = rich_window.screens.log_in
    fields = {"email": form.email, "password": form.password}
    for name in typed:
        fields[name].line.setText("typed")
    for name in wrong:
        fields[name].set_problem("field.password_missing")
    click(qtbot, form.password.keys)
    assert rich_window.accessibility.keyboard.line() is form._fields[at].line


def test_forms_of_staff_begin_and_end_with_the_fields_that_are_there(
    qtbot: QtBot, rich_window: KioskWindow
) -> None:
    form = StepScreen(rich_window.ui, "staff.step.open", Asks(reason_where_broken=True))
    backup = ConfirmScreen(rich_window.ui)
    for each in (form, backup):
        qtbot.addWidget(each)
        each.show()
    form.show_day(None)
    assert [field.keys.isVisible() for field in (form.reason, form.passphrase)] == [False, True]
    form.set_error(WrongPassphrase())
    refused = catalogue().of_error(WrongPassphrase(), "ko")
    assert form.focusWidget() is form.passphrase.line, "and not the reason, which is not asked for"
    assert form.passphrase.line.accessibleDescription() == refused
    stick = Place(PlaceKind.STICK, Path("stick"))
    copied = datetime(2026, 11, 28, 13, 5).astimezone()
    found = Found("0123456789abcdef", {"ko": "선거"}, PollsState.PAUSED, Turnout(367, 143), Epoch(), copied)
    for way, is_secret_asked in ((Unlock(stick), True), (GoOn(stick, found), False), (CopyTo(stick), True)):
        backup.show_way(way)
        keys = [field.keys.isVisible() for field in (backup.passphrase, backup.secret)]
        assert keys == [not is_secret_asked, is_secret_asked]


def test_one_form_leads_to_the_other_and_back_to_the_start(qtbot: QtBot, rich_window: KioskWindow) -> None:
    rich_window.set_language("en")
    click(qtbot, rich_window.start.ways["log_in"])
    form = rich_window.screens.log_in
    form.password.line.setText("left behind")
    click(qtbot, form.other_button)
    arrive(qtbot, rich_window, "sign_up")
    click(qtbot, rich_window.screens.sign_up.other_button)
    arrive(qtbot, rich_window, "log_in")
    assert not form.password.text()
    click(qtbot, form.back_button)
    arrive(qtbot, rich_window, "start")
    assert rich_window.ui.language == "en", "who only turns back keeps the language"
