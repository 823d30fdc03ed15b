"""Pages for the hall: what they say and never say, and that the last row can read all of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QApplication

from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import Counts, PollsState, Schedule, Turnout, TurnoutFor, WayIn
from election.network.wifi import Wifi
from election.setup.life_cycle import PollsStatus
from election.voting.methods import METHODS, method_of
from kiosk.projector.lettering import Lettering
from kiosk.projector.news import HallNews, Setting
from kiosk.projector.page import HEIGHT, LEAST, Bar, Code, Flow, Item, Page, Words
from kiosk.projector.pages.making import make_pages
from kiosk.projector.picture import Picture
from kiosk.style.context import UiContext
from kiosk.style.fonts import Fonts
from kiosk.style.palettes import DAYLIGHT
from kiosk.style.theme import Theme
from kiosk.voter.contests import view_of
from tools.method_states import methods_count
from tools.sample_elections import decided_count, rich_election, sample_election
from tools.staff_states import status

ADDRESS = "http://192.168.0.10:2020"
HALL = Wifi("Hanbit Village Hall", "together 2026")
NOW = datetime(2026, 11, 28, 4, 5, tzinfo=UTC).astimezone()
SHAPES = {"16:9": 16 / 9, "16:10": 16 / 10, "4:3": 4 / 3}


@pytest.fixture(params=LANGUAGES)
def setting(request: pytest.FixtureRequest, fonts: Fonts, qapp: QApplication) -> Setting:
    ui = UiContext(catalogue(), Theme(families=fonts.families, cap_ratio=fonts.cap_ratio), request.param)
    return Setting(ui, Lettering(fonts.families))


def news(state: PollsState, voted: int = 143, **changes: object) -> HallNews:
    given = status(state)
    election = replace(given.election, **changes)  # type: ignore[arg-type]
    return HallNews(replace(given, election=election, turnout=Turnout(367, voted)), ADDRESS, NOW)


def pages(setting: Setting, given: HallNews, contest_id: int | None = None) -> tuple[Page, ...]:
    return make_pages(
        setting, given, contest_id, lambda ui, result: view_of(result.contest).count_table(ui, result)
    )


def said(setting: Setting, given: HallNews) -> str:
    (page,) = pages(setting, given)
    return "\n".join(page.texts())


def counted_news() -> HallNews:
    count = decided_count()
    given = news(PollsState.COUNTED)
    assert given.status is not None
    known = replace(given.status, turnout=count.turnout)
    assert count.results is not None
    return replace(given, status=known, results=count.results, outcomes=count.outcomes)


def motions_news() -> HallNews:
    """Answers on each of several candidates."""
    election = sample_election("motions")
    results = tuple(method_of(each).result(each, Counts(84, 3, {})) for each in election.contests)
    known = PollsStatus(replace(election, state=PollsState.COUNTED), NOW, Turnout(100, 84), None)
    return HallNews(known, ADDRESS, NOW, results)


def methods_news() -> HallNews:
    """Marks, rankings and scores, and what they decide."""
    count, election = methods_count(*METHODS), sample_election("methods")
    known = PollsStatus(replace(election, state=PollsState.COUNTED), NOW, count.turnout, None)
    return HallNews(known, ADDRESS, NOW, count.results, count.outcomes)


def every_page(setting: Setting) -> Iterator[Page]:
    schedule = Schedule(NOW - timedelta(hours=4), NOW + timedelta(hours=5))
    for state in PollsState:
        for practice in (False, True):
            for for_whom in TurnoutFor:
                given = news(state, schedule=schedule, practice=practice, turnout_for=for_whom)
                yield from pages(setting, given)
                yield from pages(setting, replace(given, address=""))
                yield from pages(setting, replace(given, wifi=HALL))
    yield from pages(setting, HallNews())
    for given in (counted_news(), motions_news(), methods_news()):
        assert given.election is not None
        for contest in given.election.contests:
            yield from pages(setting, given, contest.id)


@pytest.mark.parametrize("shape", SHAPES)
def test_the_last_row_can_read_all_of_it_and_nothing_is_cut_or_covered(setting: Setting, shape: str) -> None:
    setting = replace(setting, width=SHAPES[shape] * HEIGHT)
    seen = 0
    for page in every_page(setting):
        for item in page.items:
            seen += 1
            box = item.box
            where = (page.texts(), item)
            assert min(box.left, box.top) >= 0, where
            assert box.right <= page.width + 0.01, where
            assert box.bottom <= HEIGHT + 0.01, where
            if isinstance(item, Words):
                assert item.letters >= LEAST, where
                width = setting.lettering.width(item.text, item.letters, bold=item.bold)
                assert width <= box.width * 1.01, where
            if isinstance(item, Code):
                assert box.width >= 250, where
        assert not overlapping(setting, page)
    assert seen > 300


def overlapping(setting: Setting, page: Page) -> list[tuple[Item, Item]]:
    """What is drawn over something else."""
    boxes = [ink(setting, each) for each in page.items]
    return [
        (page.items[one], page.items[other])
        for one, (left, top, right, bottom) in enumerate(boxes)
        for other, (left2, top2, right2, bottom2) in enumerate(boxes[:one])
        if left < right2 and left2 < right and top < bottom2 and top2 < bottom
    ]


def ink(setting: Setting, item: Item) -> tuple[float, float, float, float]:
    box = item.box
    if not isinstance(item, Words):
        return (box.left, box.top, box.right, box.bottom)
    width = setting.lettering.width(item.text, item.letters, bold=item.bold)
    left = {"left": box.left, "right": box.right - width, "middle": box.left + (box.width - width) / 2}
    start, middle = left[item.side.value], box.top + box.height / 2
    return (start, middle - item.letters / 2, start + width, middle + item.letters / 2)


@pytest.mark.parametrize(("voted", "shown"), [(0, 0), (4, 0), (5, 5), (143, 140), (144, 140), (145, 145)])
def test_turnout_moves_in_steps_while_ballots_are_taken(setting: Setting, voted: int, shown: int) -> None:
    for state in (PollsState.OPEN, PollsState.PAUSED):
        (page,) = pages(setting, news(state, voted))
        assert f"{shown} / 367" in page.texts()
        (bar,) = (each for each in page.items if isinstance(each, Bar))
        assert bar.part == shown / 367
        assert bar.mark == pytest.approx(184 / 367)


def test_two_states_that_differ_by_one_voter_look_the_same(setting: Setting) -> None:
    assert pages(setting, news(PollsState.OPEN, 141)) == pages(setting, news(PollsState.OPEN, 142))


def test_the_quorum_is_reached_only_as_far_as_the_hall_may_know(setting: Setting) -> None:
    met = setting.text("projector.quorum.met", needed=184)
    assert met not in said(setting, news(PollsState.OPEN, 184))
    assert met in said(setting, news(PollsState.OPEN, 185))
    assert met in said(setting, news(PollsState.CLOSED, 184))


def test_after_closing_turnout_is_exact(setting: Setting) -> None:
    assert "143 / 367" in said(setting, news(PollsState.CLOSED))


def test_where_turnout_is_for_staff_the_hall_sees_none_before_the_polls_are_over(setting: Setting) -> None:
    for state in (PollsState.OPEN, PollsState.PAUSED):
        given = news(state, turnout_for=TurnoutFor.STAFF)
        text = said(setting, given)
        assert not [each for each in ("143", "140", "38 %") if each in text]
        assert setting.text(f"projector.state.{state}") in text.replace("\n", " ")
        (page,) = pages(setting, given)
        assert not [each for each in page.items if isinstance(each, Bar)]


def test_before_the_polls_it_says_how_to_come_in(setting: Setting) -> None:
    schedule = Schedule(NOW, NOW + timedelta(hours=9))
    given = news(PollsState.DRAFT, schedule=schedule, ways_in=(WayIn.CODE,))
    (page,) = pages(setting, given)
    text = " ".join(page.texts())
    assert setting.title(rich_election().title) in text
    assert "192.168.0.10:2020" in text
    assert setting.text("projector.join.code") in text
    assert NOW.strftime("%H:%M") in text
    # In capitals, which make a smaller code.
    assert [each.text for each in page.items if isinstance(each, Code)] == ["HTTP://192.168.0.10:2020"]


@pytest.mark.parametrize("state", [PollsState.DRAFT, PollsState.OPEN, PollsState.PAUSED])
def test_the_wifi_is_scanned_before_the_address(setting: Setting, state: PollsState) -> None:
    (page,) = pages(setting, replace(news(state), wifi=HALL))
    codes = [each for each in page.items if isinstance(each, Code)]
    assert [each.text for each in codes] == [HALL.code, "HTTP://192.168.0.10:2020"]
    assert codes[0].box.right < codes[1].box.left
    text = " ".join(page.texts())
    assert "1. " in text
    assert "Hanbit Village Hall" in text
    assert "2. 192.168.0.10:2020" in text
    assert "together" not in text


def test_a_desk_alone_is_no_way_in_for_phones(setting: Setting) -> None:
    for state in PollsState:
        for page in pages(setting, news(state, ways_in=(WayIn.DESK,))):
            assert not [each for each in page.items if isinstance(each, Code)]


def test_without_a_network_no_address_is_shown(setting: Setting) -> None:
    for state in PollsState:
        for page in pages(setting, replace(news(state), address="")):
            assert not [each for each in page.items if isinstance(each, Code)]


def test_the_time_until_closing_is_told(setting: Setting) -> None:
    def until(**left: int) -> str:
        return said(setting, news(PollsState.OPEN, schedule=Schedule(closes=NOW + timedelta(**left))))

    assert setting.text("projector.left.hours", hours=4, minutes=55) in until(hours=4, minutes=54, seconds=1)
    assert setting.text("projector.left.minutes", minutes=1) in until(seconds=5)
    assert setting.text("projector.left.minutes", minutes=0) not in until(seconds=-5)


def test_the_last_call_is_counted_down(setting: Setting) -> None:
    def after(**passed: int) -> str:
        schedule = Schedule(closes=NOW - timedelta(**passed), by_itself=True)
        return said(setting, news(PollsState.OPEN, schedule=schedule, grace=5))

    assert setting.text("projector.last_call", minutes=5) in after(seconds=1)
    assert setting.text("projector.last_call", minutes=1) in after(minutes=4, seconds=30)
    assert setting.text("projector.last_call", minutes=0) not in after(minutes=5)
    by_hand = Schedule(closes=NOW - timedelta(seconds=1))  # people close: nobody knows when
    assert setting.text("projector.last_call", minutes=5) not in said(
        setting, news(PollsState.OPEN, schedule=by_hand)
    )


def test_results_name_all_with_their_votes_and_what_came_out_on_every_page(setting: Setting) -> None:
    given = counted_news()
    several = 0
    for result in given.results:
        (outcome,) = (each for each in given.outcomes if each.contest.id == result.contest.id)
        found = pages(setting, given, result.contest.id)
        text = " ".join(text for page in found for text in page.texts())
        for count in result.counts:
            assert count.candidate.name[:8] in text
        for page in found:
            assert all(each.name in " ".join(page.texts()) for each in outcome.elected)
        if len(found) > 1:
            several += 1
            for at, page in enumerate(found, 1):
                assert f"{at}/{len(found)}" in page.texts()
    assert several


def test_of_a_box_that_stays_closed_no_votes_are_shown(setting: Setting) -> None:
    given = counted_news()
    closed = given.outcomes[-1]
    (page,) = pages(setting, given, closed.contest.id)
    assert not [each for each in page.items if isinstance(each, Bar)]
    for candidate in closed.contest.candidates:
        assert candidate.name not in " ".join(page.texts())


def test_practice_is_marked_on_every_page(setting: Setting) -> None:
    given = counted_news()
    assert given.status is not None
    practice = replace(given.status, election=replace(given.status.election, practice=True))
    for contest in practice.election.contests:
        for page in pages(setting, replace(given, status=practice), contest.id):
            assert page.watermark
            assert setting.text("practice.band") in page.texts()
    assert not any(page.watermark for page in pages(setting, given, 1))


def test_votes_that_are_shared_out_are_told_as_votes(setting: Setting) -> None:
    given = methods_news()
    contest = next(each for each in given.election.contests if each.kind == "stv_scottish")  # type: ignore[union-attr]
    words = "\n".join("\n".join(page.texts()) for page in pages(setting, given, contest.id))
    assert "21.00" in words
    assert "2,100,000" not in words


@pytest.mark.parametrize("kind", ["irv", "stv_scottish"])
def test_how_votes_went_is_drawn_on_the_last_page(setting: Setting, kind: str) -> None:
    given = methods_news()
    contest = next(each for each in given.election.contests if each.kind == kind)  # type: ignore[union-attr]
    *others, last = pages(setting, given, contest.id)
    assert not [each for page in others for each in page.items if isinstance(each, Flow)]
    (flow,) = [each for each in last.items if isinstance(each, Flow)]
    assert flow.names[0] == contest.candidates[0].name
    picture = Picture(setting.lettering)
    picture.resize(1280, 720)
    picture.show_page(replace(last, items=(flow,)), DAYLIGHT)
    drawn = picture.grab().toImage()
    colours = {drawn.pixelColor(x, y).name() for x in range(0, 1280, 4) for y in range(0, 720, 4)}
    assert {DAYLIGHT.accent.lower(), DAYLIGHT.accent_tint.lower()} <= colours


def test_a_count_that_is_no_count_in_rounds_is_not_drawn(setting: Setting) -> None:
    given = methods_news()
    for contest in given.election.contests:  # type: ignore[union-attr]
        if contest.kind not in ("irv", "stv_scottish"):
            items = [each for page in pages(setting, given, contest.id) for each in page.items]
            assert not [each for each in items if isinstance(each, Flow)]
