"""Log-in and sign-up: what the forms ask, say, mask and keep."""

import re

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

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
from election.voters.refusals import (
    MalformedAccount,
    PasswordsFailed,
    SignUpClosed,
    TooManyTries,
    WrongCredentials,
)
from kiosk.app.window import KioskWindow
from kiosk.style.look import Look, TextSize
from kiosk.voter.screens.sign_up import SignUpScreen
from kiosk.widgets.notices.notice import Notice
from tests.kiosk.conftest import PASSWORD
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
