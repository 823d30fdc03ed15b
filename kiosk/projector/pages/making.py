"""Which pages there are to show."""

from dataclasses import replace

from election.models import PollsState
from kiosk.projector.news import HallNews, Setting
from kiosk.projector.page import LEAST, LINE, MARGIN, Box, Ink, Page, Side
from kiosk.projector.pages.before import before_page
from kiosk.projector.pages.during import during_page
from kiosk.projector.pages.results import TableOf, counted_contests, result_pages


def make_pages(
    setting: Setting, news: HallNews, contest_id: int | None, table_of: TableOf
) -> tuple[Page, ...]:
    """Return the pages of the result of a contest, where its count is there, else the one that tells how the
    polls stand. Of a practice election each is marked.
    """
    if news.election is None or not news.election.practice:
        return _pages(setting, news, contest_id, table_of)
    line = Box(MARGIN, MARGIN / 4, setting.width - 2 * MARGIN, LEAST * LINE)
    band = setting.lettering.paragraph(
        setting.text("practice.band"), line, LEAST, bold=True, most=1, side=Side.MIDDLE, ink=Ink.WARNING
    )
    pages = _pages(replace(setting, top=line.bottom), news, contest_id, table_of)
    mark = setting.text("projector.practice.mark")
    return tuple(replace(each, items=(*band, *each.items), watermark=mark) for each in pages)


def _pages(setting: Setting, news: HallNews, contest_id: int | None, table_of: TableOf) -> tuple[Page, ...]:
    status = news.status
    if status is None or status.election.state is PollsState.DRAFT:
        return (before_page(setting, news),)
    for counted in counted_contests(news.results, news.outcomes):
        if counted.contest.id == contest_id:
            return result_pages(setting, counted, table_of, status.turnout)
    return (during_page(setting, news, status),)
