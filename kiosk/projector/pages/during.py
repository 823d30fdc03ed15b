"""While the polls are open, paused, or closed and not counted: state, clock, turnout, quorum."""

from datetime import datetime, timedelta

from election.models import PollsState
from election.network.outlook import address_code, short_address
from election.rules import BelowQuorum
from election.setup.life_cycle import PollsStatus
from election.setup.schedule import instant_of_close, is_last_call
from kiosk.projector.news import STEP, HallNews, Setting
from kiosk.projector.page import (
    KEY,
    LEAST,
    LINE,
    MARGIN,
    NAMES,
    Bar,
    Box,
    Code,
    Ink,
    Item,
    Page,
    Side,
    Words,
    lowered,
)

_CODE = 250
_BAR = 60  # its height
_STATE_ALONE = 150  # the state's letters where no figure is shown
_GAP = 30
_MOST_HOURS = 24  # until then it is counted down
_SIGNS = {PollsState.OPEN: "●", PollsState.PAUSED: "❚❚", PollsState.CLOSED: "■", PollsState.ANNULLED: "✕"}


def during_page(setting: Setting, news: HallNews, status: PollsStatus) -> Page:
    """Return the page."""
    area, state = setting.area, status.election.state
    line = Box(area.left, area.top, area.width, NAMES * LINE)
    clock = Words(news.now.strftime("%H:%M"), line, NAMES, True, Side.RIGHT)  # noqa: FBT003 - bold
    said = f"{_SIGNS.get(state, '')} {setting.text(f'projector.state.{state}')}".strip()
    ink = Ink.WARNING if state is PollsState.PAUSED else Ink.PLAIN
    top = line.bottom + 2 * _GAP
    voted = news.voted if state is not PollsState.ANNULLED else None
    if voted is None:
        middle = Box(area.left, area.top + area.height / 4, area.width, 0)
        items: list[Item] = [
            *setting.lettering.paragraph(
                said, middle, _STATE_ALONE, bold=True, most=2, side=Side.MIDDLE, ink=ink
            )
        ]
    else:
        room = area.width - setting.lettering.width(f" {clock.text}", NAMES, bold=True)
        beside = Box(line.left, line.top, room, line.height)
        head = setting.lettering.paragraph(said, beside, NAMES, bold=True, most=1, ink=ink)
        items = [*head, *_turnout(setting, status, voted, Box(area.left, top, area.width, 0))]
    return Page((*items, clock, *_foot(setting, news, status)), setting.width)


def _turnout(setting: Setting, status: PollsStatus, voted: int, box: Box) -> list[Item]:
    voters, letter = status.turnout.voters, setting.lettering
    figure = f"{voted:,} / {voters:,}"
    percent = f"{100 * voted // voters} %" if voters else ""
    key_line = Box(box.left, box.top, box.width, KEY * LINE)
    gap = KEY / 2
    widths = (letter.width(figure, KEY, bold=True), letter.width(percent, NAMES, bold=True))
    left = box.left + max(0.0, (box.width - widths[0] - gap - widths[1]) / 2)
    bar = Box(box.left, key_line.bottom + _GAP / 2, box.width, _BAR)
    quorum = status.quorum
    needed = quorum.needed if quorum is not None else None
    items: list[Item] = [
        Words(figure, Box(left, key_line.top, widths[0], key_line.height), KEY, bold=True),
        Words(
            percent, Box(left + widths[0] + gap, key_line.top, widths[1], key_line.height), NAMES, bold=True
        ),
        Bar(bar, voted / voters if voters else 0.0, needed / voters if needed and voters else None),
    ]
    below = Box(box.left, bar.bottom + _GAP, box.width, LEAST * LINE)
    if quorum is not None:
        met = voted >= quorum.needed
        key = "no_force" if quorum.quorum.below is BelowQuorum.NO_FORCE else "not_opened"
        said = setting.text("projector.quorum.met" if met else f"projector.mark.{key}", needed=quorum.needed)
        items += letter.paragraph(said, below, LEAST, most=1, side=Side.MIDDLE)
        below = Box(box.left, items[-1].box.bottom, box.width, LEAST * LINE)
    if not status.election.state.is_over:
        note = setting.text("projector.steps", count=STEP)
        items += letter.paragraph(note, below, LEAST, most=1, side=Side.MIDDLE, ink=Ink.SOFT)
    return items


def _foot(setting: Setting, news: HallNews, status: PollsStatus) -> list[Item]:
    area, state, letter = setting.area, status.election.state, setting.lettering
    is_open = state in (PollsState.OPEN, PollsState.PAUSED)
    address = news.address_to_join if is_open else ""
    items, width = _codes(setting, news) if address else ([], area.width)
    lines = [setting.text(f"projector.said.{state}")] if state.is_over else []
    if state is PollsState.OPEN and (left := _time_left(setting, news, status)):
        lines.append(left)
    if address and news.wifi is not None and not lines:  # there is room for two
        lines.append(f"1. {news.wifi.name}")
    if address:
        lines.append(f"2. {short_address(address)}" if news.wifi is not None else short_address(address))
    words = list[Words]()
    for text in lines:
        top = words[-1].box.bottom if words else area.top
        is_address = text is lines[-1] and bool(items)
        words += letter.paragraph(
            text,
            Box(area.left, top, width, LEAST * LINE),
            NAMES if is_address else LEAST,
            bold=is_address,
            most=2 if news.wifi is None else 1,
            ink=Ink.ACCENT if is_address else Ink.PLAIN,
        )
    down = area.bottom - words[-1].box.bottom if words else 0.0
    return [*items, *lowered(words, down)]


def _codes(setting: Setting, news: HallNews) -> tuple[list[Item], float]:
    """Return the QR code in the corner, or two with their numbers where the Wi-Fi is to be shown and there is
    room for both, and how wide the words beside them may be.
    """
    area, letter = setting.area, setting.lettering
    code, wifi = address_code(news.address), news.wifi
    number = letter.width("2", NAMES, bold=True) + _GAP / 2
    pitch = _CODE + number
    width = area.width - 2 * pitch - _GAP
    address = letter.width(f"2. {short_address(news.address)}", NAMES, bold=True)
    if wifi is None or width < address or area.top > MARGIN:  # below a band there is room for one alone
        corner = Box(area.right - _CODE, area.bottom - _CODE, _CODE, _CODE)
        return [Code(code, corner)], area.width - _CODE - _GAP
    items = list[Item]()
    for at, text in ((1, wifi.code), (2, code)):
        left = area.right - _CODE - (2 - at) * pitch
        box = Box(left, area.bottom - _CODE, _CODE, _CODE)
        line = Box(box.left - number, box.top, number, NAMES * LINE)
        items.append(Words(str(at), line, NAMES, bold=True, ink=Ink.ACCENT))
        items.append(Code(text, box))
    return items, width


def _time_left(setting: Setting, news: HallNews, status: PollsStatus) -> str:
    """Return how long until the announced closing time, or while nobody new is let in, how long who has begun
    may still cast; empty where there is no time, or it has passed.
    """
    election, now = status.election, news.now
    ends, closes = instant_of_close(election), election.schedule.closes
    if is_last_call(election, now):
        left = _minutes(ends, now) if ends is not None else 0
        return setting.text("projector.last_call", minutes=left) if left > 0 else ""
    if closes is None or closes <= now:
        return ""
    hours, minutes = divmod(_minutes(closes, now), 60)
    if hours >= _MOST_HOURS:
        return setting.text("projector.closes", time=closes.astimezone().strftime("%m-%d %H:%M"))
    key = "projector.left.hours" if hours else "projector.left.minutes"
    return setting.text(key, hours=hours, minutes=minutes)


def _minutes(until: datetime, now: datetime) -> int:
    """Return how many minutes are left, the last one begun counted whole."""
    return -((now - until) // timedelta(minutes=1))
