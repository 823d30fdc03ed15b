"""Before the polls: which election this is, when, and how to come in."""

from election.models import Election, Schedule, WayIn
from election.network.outlook import address_code, short_address
from election.rules import BelowQuorum
from kiosk.projector.news import HallNews, Setting
from kiosk.projector.page import LEAST, LINE, MARGIN, NAMES, Box, Code, Ink, Item, Page, Side, Words, lowered

_CODE, _LEAST_CODE = 550, 250
_TITLE_ALONE = 110  # the title's letters where there is nothing beside it
_GAP = 30


def before_page(setting: Setting, news: HallNews) -> Page:
    """Return the page; without an election, the program's name."""
    election, area, letter = news.election, setting.area, setting.lettering
    if election is None or not news.address_to_join:
        return _without_address(setting, news)
    words = letter.paragraph(setting.title(election.title), area, NAMES, bold=True, most=2)
    if times := times_text(setting, election.schedule):
        below = Box(area.left, words[-1].box.bottom, area.width, LEAST * LINE)
        words += letter.paragraph(times, below, LEAST, most=1)
    foot = foot_words(setting, news)
    top = words[-1].box.bottom + _GAP
    bottom = (foot[0].box.top if foot else area.bottom) - _GAP
    address = letter.width(f"2. {short_address(news.address)} ", NAMES, bold=True)
    codes, left = _codes(news, Box(area.left, top, area.width - MARGIN - address, bottom - top))
    steps = _steps(setting, election, news, Box(left, top, area.right - left, bottom - top))
    return Page((*words, *codes, *steps, *foot), setting.width)


def _codes(news: HallNews, box: Box) -> tuple[list[Item], float]:
    """Return the QR codes to scan, that of the Wi-Fi first where it is to be shown and there is room for two,
    and where the words beside them begin. With two each has its number above.
    """
    code, wifi = address_code(news.address), news.wifi
    both = min(_CODE, box.height - NAMES * LINE, (box.width - MARGIN) / 2)
    if wifi is None or both < _LEAST_CODE:
        side = max(_LEAST_CODE, min(_CODE, box.height, box.width))
        return [Code(code, Box(box.left, box.top, side, side))], box.left + side + MARGIN
    items = list[Item]()
    for at, text in enumerate((wifi.code, code)):
        line = Box(box.left + at * (both + MARGIN), box.top, both, NAMES * LINE)
        items.append(Words(str(at + 1), line, NAMES, bold=True, side=Side.MIDDLE, ink=Ink.ACCENT))
        items.append(Code(text, Box(line.left, line.bottom, both, both)))
    return items, box.left + 2 * (both + MARGIN)


def times_text(setting: Setting, schedule: Schedule) -> str:
    """Return when the polls open and close, as far as that was announced; empty: it was not."""
    opens, closes = (each and each.astimezone() for each in (schedule.opens, schedule.closes))
    if opens and closes:
        last = closes.strftime("%H:%M" if opens.date() == closes.date() else "%m-%d %H:%M")
        return setting.text("projector.times", opens=opens.strftime("%m-%d %H:%M"), closes=last)
    if opens:
        return setting.text("projector.opens", time=opens.strftime("%m-%d %H:%M"))
    return setting.text("projector.closes", time=closes.strftime("%m-%d %H:%M")) if closes else ""


def foot_words(setting: Setting, news: HallNews) -> list[Words]:
    """Return how many are on the roll and how many must vote, at the foot of the page; nothing where nobody
    is on it yet.
    """
    status, area = news.status, setting.area
    if status is None or not status.turnout.voters:
        return []
    said = setting.text("projector.roll", count=status.turnout.voters)
    if status.quorum is not None:
        opened = status.quorum.quorum.below is BelowQuorum.NOT_OPENED
        key = "projector.quorum.not_opened" if opened else "projector.quorum.no_force"
        said = f"{said} · {setting.text(key, needed=status.quorum.needed)}"
    lines = setting.lettering.paragraph(said, area, LEAST, most=2)
    return lowered(lines, area.bottom - lines[-1].box.bottom)


def _without_address(setting: Setting, news: HallNews) -> Page:
    area, letter, election = setting.area, setting.lettering, news.election
    title = setting.title(election.title) if election else setting.text("app.name")
    words = letter.paragraph(title, area, _TITLE_ALONE, bold=True, most=3, side=Side.MIDDLE)
    if election and (times := times_text(setting, election.schedule)):
        below = Box(area.left, words[-1].box.bottom + _GAP, area.width, NAMES * LINE)
        words += letter.paragraph(times, below, NAMES, most=1, side=Side.MIDDLE)
    foot = foot_words(setting, news)
    bottom = foot[0].box.top if foot else area.bottom
    return Page((*lowered(words, max(0.0, bottom - words[-1].box.bottom) / 2), *foot), setting.width)


def network_words(setting: Setting, news: HallNews) -> str:
    """Return which network to join, and that mobile data would lead elsewhere."""
    if news.wifi is None:
        return setting.text("projector.join.network")
    return setting.text("projector.join.wifi", name=news.wifi.name)


def _steps(setting: Setting, election: Election, news: HallNews, box: Box) -> list[Item]:
    last = "code" if {WayIn.CODE, WayIn.SLIP} & set(election.ways_in) else "log_in"
    steps = (
        (network_words(setting, news), LEAST, Ink.PLAIN),
        (short_address(news.address), NAMES, Ink.ACCENT),
        (setting.text(f"projector.join.{last}"), LEAST, Ink.PLAIN),
    )
    words = list[Words]()
    for number, (text, letters, ink) in enumerate(steps, 1):
        top = words[-1].box.bottom + _GAP if words else box.top
        line = Box(box.left, top, box.width, letters * LINE)
        bold = ink is Ink.ACCENT
        words += setting.lettering.paragraph(f"{number}. {text}", line, letters, bold=bold, most=3, ink=ink)
    return [*words]
