"""Whole votes with every counting method, from the first page to the ballot in the box: by keys alone and by
touch alone, in both languages, with all that is told on the way.

`heard/methods.<language>.txt` has what a voter hears, line by line: in brackets what the voice and screen
readers tell of a control before it is pressed, on a line of its own what is told then.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from election.models import Contest
from election.voters.passwords import Passwords
from kiosk.accessibility.speech import describe
from kiosk.app.window import KioskWindow
from kiosk.widgets.ballot.question import AnswerRow
from kiosk.widgets.buttons.pressable import Pressable
from tests.kiosk.accessibility.test_speech import FakeVoice
from tests.kiosk.checks import settle
from tests.kiosk.conftest import PASSWORD, open_window, sample_services
from tests.kiosk.test_keyboard import focused, press, ready, tab_to
from tests.kiosk.test_touch import log_in_by_touch, tap
from tests.kiosk.test_whole_vote import arrive
from tests.kiosk.voter.contests.test_methods_in_window import kept
from tests.services import Services
from tools.sample_elections import sample_election

Use = Callable[[QWidget], None]
HEARD = Path(__file__).parent / "heard"
DAYS, CONDUCTOR, COMMITTEE, CAMP, WORK, COLOUR = sample_election("methods").contests
FORWARD = {"ko": "{} 한 순위 앞으로", "en": "Move {} up"}
SAME = {"ko": "{}을 바로 앞 후보와 같은 순위로", "en": "Give {} the rank of the one before"}

DONE = {"ko": "투표가 완료되었습니다", "en": "Your ballot was cast"}


@pytest.fixture
def choir(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    """The sample election with one contest for each method."""
    with sample_services(tmp_path / "methods", passwords, "methods") as services:
        services.accounts.sign_up("voter@example.org", "voter", PASSWORD)
        yield services


@pytest.fixture
def voice(monkeypatch: pytest.MonkeyPatch) -> FakeVoice:
    """What reads the ballot aloud once that is switched on."""
    voice = FakeVoice()
    monkeypatch.setattr("kiosk.accessibility.services.find_voice", lambda _parent: voice)
    return voice


@pytest.fixture
def window(qtbot: QtBot, choir: Services, voice: FakeVoice) -> Iterator[KioskWindow]:
    """The window over it at its first page, with the keyboard."""
    window = open_window(qtbot, choir)
    ready(qtbot, window)
    yield window
    window.shut_down()


@pytest.mark.parametrize("language", [pytest.param("ko", marks=pytest.mark.slow), "en"])
def test_by_keys_alone(
    qtbot: QtBot, window: KioskWindow, choir: Services, voice: FakeVoice, language: str
) -> None:
    def use(what: QWidget) -> None:
        if focused() is not what:
            tab_to(qtbot, what)
            settle()
            if window.accessibility.speech.is_on():
                assert last_said(voice).endswith(describe(window.ui, what))
        press(qtbot)
        settle()

    use(window.header.language_button(language))
    use(window.start.ways["log_in"])
    arrive(qtbot, window, "log_in")
    form = window.screens.log_in
    assert focused() is form.email.line
    qtbot.keyClicks(focused(), "voter@example.org")
    tab_to(qtbot, form.password.line)
    qtbot.keyClicks(focused(), PASSWORD)
    window.accessibility.speech.set_on(on=True)
    press(qtbot, Qt.Key.Key_Return)
    vote(qtbot, window, use, language)
    said = " ".join(each[1] for each in voice.said if each)
    told = [line for line in expected(language) if not line.startswith("[")]
    assert [line for line in told if line not in said] == []
    check_the_box(choir)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ko", pytest.param("en", marks=pytest.mark.slow)])
def test_by_touch_alone(qtbot: QtBot, window: KioskWindow, choir: Services, language: str) -> None:
    finger = QTest.createTouchDevice()
    tap(window, finger, window.header.language_button(language))
    log_in_by_touch(qtbot, window, finger)
    vote(qtbot, window, lambda what: tap(window, finger, what), language)
    check_the_box(choir)


def last_said(voice: FakeVoice) -> str:
    return next(each[1] for each in reversed(voice.said) if each)


def expected(language: str) -> list[str]:
    return (HEARD / f"methods.{language}.txt").read_text(encoding="utf-8").splitlines()


def vote(qtbot: QtBot, window: KioskWindow, use: Use, language: str) -> None:
    """Mark all contests, changing something in most of them, and cast; all that is told is as it should be.
    The voter was just let in.
    """
    screens = window.screens
    heard: list[str] = []
    arrive(qtbot, window, "ballot")
    heard.append(screens.ballot.spoken())
    window.ui.announcer.announced.connect(heard.append)

    def follow(what: QWidget) -> None:
        heard.append(f"[{describe(window.ui, what)}]")
        use(what)

    mark(window, follow, language)
    arrive(qtbot, window, "review")
    window.ui.announcer.announced.disconnect(heard.append)
    assert heard == expected(language)
    use(screens.review.cast_button)
    arrive(qtbot, window, "outcome")
    assert screens.outcome.title.plain_text() == DONE[language]
    use(screens.outcome.done_button)
    arrive(qtbot, window, "start")
    assert window.ui.language == "ko"


def mark(window: KioskWindow, use: Use, language: str) -> None:
    """Go from the first contest to the review."""
    ballot = window.screens.ballot

    def touch(*names: str) -> None:
        for name in names:
            use(row(window, name))

    def give(contest: Contest, *scores: tuple[str, str]) -> None:
        for name, score in scores:
            use(score_row(window, contest, name, score))

    touch("월요일", "화요일", "목요일", "화요일")
    use(ballot.forward_button)
    touch("이도윤", "최은솔", "김하늘", FORWARD[language].format("김하늘"), "이도윤")
    use(ballot.forward_button)
    touch("서지안", "강유진")
    use(ballot.forward_button)
    touch("제주", "강릉", SAME[language].format("강릉"))
    use(ballot.forward_button)
    give(WORK, ("모차르트, 레퀴엠", "4"), ("포레, 레퀴엠", "1"), ("포레, 레퀴엠", "0"))
    use(ballot.forward_button)
    give(COLOUR, ("남색", "10"), ("은색", "7"), ("은색", "7"))
    use(ballot.forward_button)


def row(window: KioskWindow, name: str) -> Pressable:
    """What a screen reader calls by a name that begins so."""
    return next(each for each in window.screens.ballot.rows if each.accessibleName().startswith(name))


def score_row(window: KioskWindow, contest: Contest, name: str, score: str) -> AnswerRow:
    """What gives this score to the candidate."""
    wanted = (candidate(contest, name), score)
    rows = (each for each in window.screens.ballot.rows if isinstance(each, AnswerRow))
    return next(each for each in rows if (each.candidate_id, each.answer) == wanted)


def candidate(contest: Contest, name: str) -> int:
    return next(each.id for each in contest.candidates if each.name.startswith(name))


def check_the_box(choir: Services) -> None:
    """The one ballot in it says what was marked, and nothing else."""
    assert choir.tally.turnout().voted == 1
    assert kept(choir) == [
        (candidate(DAYS, "월요일"), candidate(DAYS, "목요일")),
        ((candidate(CONDUCTOR, "김하늘"),), (candidate(CONDUCTOR, "최은솔"),)),
        ((candidate(COMMITTEE, "서지안"),), (candidate(COMMITTEE, "강유진"),)),
        ((candidate(CAMP, "강릉"), candidate(CAMP, "제주")),),
        {candidate(WORK, "모차르트"): 4, candidate(WORK, "포레"): 0},
        {candidate(COLOUR, "남색"): 10},
    ]
