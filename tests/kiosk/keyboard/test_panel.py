"""The keyboard on the screen: what it types into the real forms, and what it leaves of the voter."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Slot
from PySide6.QtGui import QAccessible, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from election.i18n.catalogue import catalogue
from kiosk.keyboard.hangul import keys_of
from kiosk.keyboard.key import Key
from kiosk.keyboard.layouts import LAYOUTS, ROWS, SYMBOLS, Act
from kiosk.keyboard.panel import KeyboardPanel, has_touch_screen
from kiosk.style.context import UiContext
from kiosk.style.theme import Theme, dots_per_mm
from kiosk.widgets.layout.boxes import restyle_all


class Page(QWidget):
    """Two lines above a keyboard, and the hook the window has."""

    def __init__(self, *, always: bool = False, language: str = "ko") -> None:
        super().__init__()
        self.first, self.second = QLineEdit(), QLineEdit()
        self.keyboard = KeyboardPanel(UiContext(catalogue(), Theme(), language), always=always)
        column = QVBoxLayout(self)
        for widget in (self.first, self.second, self.keyboard):
            column.addWidget(widget)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self.focus_moved)

    @Slot(QWidget, QWidget)
    def focus_moved(self, _old: QWidget | None, now: QWidget | None) -> None:
        self.keyboard.follow(now)


class Watcher(QObject):
    """Sees the syllables under way that a line is given to show."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if isinstance(event, QInputMethodEvent):
            self.shown.append(event.preeditString())
        return False


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[Page]:
    page = Page()
    qtbot.addWidget(page)
    page.resize(1280, 500)
    page.show()
    qtbot.waitExposed(page)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    yield page
    page.keyboard.clear()


def tap(qtbot: QtBot, widget: QWidget) -> None:
    assert widget.isVisible()
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_on(qtbot: QtBot, keyboard: KeyboardPanel, text: str) -> None:
    """Press the keys for `text` as a person would: Shift and the layouts where they are needed."""
    for letter in "".join(keys_of(each) if "가" <= each <= "힣" else each for each in text):
        if letter == " ":
            tap(qtbot, keyboard.key(Act.SPACE))
            continue
        fixed = any(letter == slot.text for row in ROWS for slot in row)
        for name, layout in LAYOUTS.items():
            if not fixed and letter in layout.plain + layout.shifted and keyboard.language != name:
                tap(qtbot, keyboard.key(Act.LANGUAGE))
        symbol = not fixed and letter in SYMBOLS.plain + SYMBOLS.shifted
        if symbol != keyboard.key(Act.SYMBOLS).isChecked() and not fixed:
            tap(qtbot, keyboard.key(Act.SYMBOLS))
        try:
            key = keyboard.key(letter)
        except KeyError:
            tap(qtbot, keyboard.key(Act.SHIFT))
            key = keyboard.key(letter)
        tap(qtbot, key)


def test_it_opens_when_a_line_is_touched_and_not_before(qtbot: QtBot, page: Page) -> None:
    page.first.setFocus()
    assert not page.keyboard.isVisible()
    tap(qtbot, page.first)
    assert page.keyboard.isVisible()
    page.second.setFocus()
    assert page.keyboard.isVisible()
    tap(qtbot, page.keyboard.key(Act.HIDE))
    assert not page.keyboard.isVisible()
    page.first.setFocus()
    assert not page.keyboard.isVisible()
    tap(qtbot, page.first)
    page.keyboard.set_enabled(enabled=False)
    assert not page.keyboard.isVisible()
    tap(qtbot, page.second)
    assert not page.keyboard.isVisible()


def test_with_a_touch_screen_it_opens_with_every_line(qtbot: QtBot) -> None:
    page = Page(always=True)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.second.setFocus()
    assert page.keyboard.isVisible()
    page.second.clearFocus()
    assert not page.keyboard.isVisible()


@pytest.mark.parametrize(
    "text",
    [
        "김하늘",
        "값이 없다",
        "까치 왜 뛰어",
        "hong@example.org",
        "O-Neil_2.b+c@d.kr",
        "비밀 pass!~{}",
        "닭ㅋㅋ",
    ],
)
def test_what_is_pressed_is_what_stands_there(qtbot: QtBot, page: Page, text: str) -> None:
    tap(qtbot, page.first)
    type_on(qtbot, page.keyboard, text)
    tap(qtbot, page.keyboard.key(Act.ENTER))
    assert page.first.text() == text
    assert QApplication.focusWidget() is page.second


@pytest.mark.slow
def test_the_syllable_under_way_is_shown_and_taken_back_letter_by_letter(qtbot: QtBot, page: Page) -> None:
    tap(qtbot, page.first)
    watcher = Watcher()
    page.first.installEventFilter(watcher)
    for letter in "ㄱㅏㅂㅅ":
        tap(qtbot, page.keyboard.key(letter))
    for _ in range(4):
        tap(qtbot, page.keyboard.key(Act.BACKSPACE))
    assert watcher.shown == ["ㄱ", "가", "갑", "값", "갑", "가", "ㄱ", ""]
    type_on(qtbot, page.keyboard, "가나 ")
    for left in ("가나", "가", "", ""):
        tap(qtbot, page.keyboard.key(Act.BACKSPACE))
        assert page.first.text() == left


@pytest.mark.parametrize("how", ["pointer", "key", "focus", "other input method", "language"])
def test_whatever_happens_next_keeps_the_syllable(qtbot: QtBot, page: Page, how: str) -> None:
    tap(qtbot, page.first)
    type_on(qtbot, page.keyboard, "하")
    assert page.first.text() == ""
    if how == "pointer":
        qtbot.mousePress(page, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    elif how == "key":
        qtbot.keyClick(page.first, Qt.Key.Key_Home)
    elif how == "focus":
        page.second.setFocus()
    elif how == "language":
        tap(qtbot, page.keyboard.key(Act.LANGUAGE))
    else:
        QApplication.sendEvent(page.first, QInputMethodEvent())
    assert page.first.text() == "하"
    assert not page.second.text()


def test_a_password_is_masked_while_it_is_composed(qtbot: QtBot, page: Page) -> None:
    page.second.setEchoMode(QLineEdit.EchoMode.Password)
    tap(qtbot, page.second)
    assert page.keyboard.language == "en", "passwords are mostly Latin"
    watcher = Watcher()
    page.second.installEventFilter(watcher)
    type_on(qtbot, page.keyboard, "한")
    assert [len(shown) for shown in watcher.shown] == [1, 1, 1]
    assert not set("".join(watcher.shown)) & set("ㅎ하한")
    page.first.setFocus()
    assert page.second.text() == "한"


def test_wiping_it_leaves_nothing_in_the_line(qtbot: QtBot, page: Page) -> None:
    page.second.setFocus()
    empty = page.first.grab().toImage()
    tap(qtbot, page.first)
    tap(qtbot, page.keyboard.key(Act.LANGUAGE))
    tap(qtbot, page.keyboard.key(Act.LANGUAGE))
    type_on(qtbot, page.keyboard, "한")
    tap(qtbot, page.keyboard.key(Act.SHIFT))
    page.keyboard.clear()
    page.first.setText("")
    page.second.setFocus()
    assert page.first.grab().toImage() == empty
    assert not page.second.text()
    assert not page.keyboard.isVisible()
    assert not page.keyboard.key(Act.SHIFT).isChecked()
    assert page.keyboard.language == "ko"


def test_a_held_key_types_once_and_a_finger_that_slides_off_types_nothing(qtbot: QtBot, page: Page) -> None:
    tap(qtbot, page.first)
    key = page.keyboard.key("7")
    assert not key.autoRepeat()
    qtbot.mousePress(key, Qt.MouseButton.LeftButton)
    assert page.first.text() == ""
    qtbot.mouseRelease(key, Qt.MouseButton.LeftButton)
    assert page.first.text() == "7"
    qtbot.mousePress(key, Qt.MouseButton.LeftButton)
    qtbot.mouseRelease(key, Qt.MouseButton.LeftButton, pos=QPoint(-30, -30))
    assert page.first.text() == "7"
    assert QApplication.focusWidget() is page.first


def test_two_fingers_may_overlap(qtbot: QtBot, page: Page) -> None:
    tap(qtbot, page.first)
    device = QTest.createTouchDevice()
    assert has_touch_screen()
    one, two = page.keyboard.key("1"), page.keyboard.key("2")
    QTest.touchEvent(page, device).press(0, one.rect().center(), one).commit()
    QTest.touchEvent(page, device).stationary(0).press(1, two.rect().center(), two).commit()
    assert one.isDown()
    assert two.isDown()
    QTest.touchEvent(page, device).release(0, one.rect().center(), one).stationary(1).commit()
    QTest.touchEvent(page, device).release(1, two.rect().center(), two).commit()
    assert page.first.text() == "12"


@pytest.mark.parametrize("scale", [1.0, 1.75])
def test_keys_are_large_and_apart_on_the_smallest_screen(qtbot: QtBot, page: Page, scale: float) -> None:
    page.keyboard._ui.theme = Theme(scale=scale)
    restyle_all(page.keyboard)
    tap(qtbot, page.first)
    QApplication.processEvents()
    per_mm = dots_per_mm(96.0)
    assert page.width() == 1280
    keys = page.keyboard.findChildren(Key)
    assert len(keys) == sum(map(len, ROWS))
    for key in keys:
        assert min(key.width(), key.height()) >= 12.7 * per_mm
        assert not any(
            key.geometry().adjusted(-9, -9, 9, 9).intersects(other.geometry())
            for other in keys
            if other is not key
        ), "2.54 mm are 9.6 dots"


def test_every_key_is_a_named_button(qtbot: QtBot, page: Page) -> None:
    for language in ("ko", "en"):
        page.keyboard._ui.language = language
        page.keyboard.retranslate()
        for key in page.keyboard.findChildren(Key):
            interface = QAccessible.queryAccessibleInterface(key)
            assert interface.text(QAccessible.Text.Name).strip()
            switch = key.slot.act in (Act.SHIFT, Act.SYMBOLS)
            assert interface.role() == (QAccessible.Role.CheckBox if switch else QAccessible.Role.Button)


def test_all_of_ascii_can_be_typed() -> None:
    texts = "".join(slot.text for row in ROWS for slot in row) + SYMBOLS.plain + SYMBOLS.shifted
    texts += LAYOUTS["en"].plain + LAYOUTS["en"].shifted
    assert set(texts) == {chr(code) for code in range(33, 127)}
    assert all(
        len(each) == 26 for layout in (*LAYOUTS.values(), SYMBOLS) for each in (layout.plain, layout.shifted)
    )
