"""The results of one contest, in as many pages as they need: what came out stands on each of them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from election.models import Contest, ContestResult, Turnout
from election.voting.deciding.outcome import Outcome
from election.voting.deciding.sentences import Sentences, percent
from kiosk.projector.news import Setting
from kiosk.projector.page import (
    HEIGHT,
    LEAST,
    LINE,
    MARGIN,
    NAMES,
    PITCH,
    Bar,
    Box,
    Ink,
    Item,
    Page,
    Side,
    Words,
    lowered,
)
from kiosk.projector.pages.flow import flow_in
from kiosk.style.context import UiContext
from kiosk.widgets.ballot.contest_card import CountRow, CountTable

_GAP = 20
_VERDICT_LINES = 2  # more of it has pages of its own
_NAME = 0.44  # of the width
_NAME_LINES = 2
_BAR = 50

# A kind of contest knows how its count is shown; the kinds are known to whoever makes the projector.
TableOf = Callable[[UiContext, ContestResult], CountTable]


@dataclass(frozen=True, slots=True)
class Counted:
    """A contest with its count, None where its box stays closed, and what was decided."""

    contest: Contest
    result: ContestResult | None
    outcome: Outcome | None


def counted_contests(results: Sequence[ContestResult], outcomes: Sequence[Outcome]) -> tuple[Counted, ...]:
    """Return all contests there is something to say of, in ballot order."""
    counts = {each.contest.id: each for each in results}
    decided = {each.contest.id: each for each in outcomes}
    contests = {each.contest.id: each.contest for each in results}
    contests |= {each.contest.id: each.contest for each in outcomes}
    return tuple(Counted(contests[each], counts.get(each), decided.get(each)) for each in sorted(contests))


def result_pages(setting: Setting, counted: Counted, table_of: TableOf, turnout: Turnout) -> tuple[Page, ...]:
    """Return the pages of one contest, at least one, each with its number where there are several."""
    return _Maker(setting, counted, table_of, turnout).pages()


class _Maker:
    def __init__(self, setting: Setting, counted: Counted, table_of: TableOf, turnout: Turnout) -> None:
        self._setting, self._letter, self._area = setting, setting.lettering, setting.area
        self._turnout, self._result = turnout, counted.result
        self._table = table_of(setting.ui, counted.result) if counted.result is not None else None
        said = Sentences(setting.text).outcome(counted.outcome) if counted.outcome is not None else ()
        verdict, *self._why = said or ("",)
        title = setting.title(counted.contest.title)
        self._head: list[Item] = [*self._letter.paragraph(title, self._area, LEAST, most=2)]
        self._elected = {each.name for each in counted.outcome.elected} if counted.outcome else set()
        below = Box(self._area.left, self._head[-1].box.bottom, self._area.width, NAMES * LINE)
        whole = self._letter.lines(verdict, NAMES, self._area.width, bold=True) if verdict else []
        if verdict:
            self._head += self._letter.paragraph(
                verdict, below, NAMES, bold=True, most=_VERDICT_LINES, ink=Ink.ACCENT
            )
        # What is cut short there is said in full before all else.
        self._first = [verdict] if len(whole) > _VERDICT_LINES else []
        self._top = self._head[-1].box.bottom + _GAP
        self._bottom = self._area.bottom - LEAST * LINE - _GAP

    def pages(self) -> tuple[Page, ...]:
        """Return all of them."""
        bodies = [*self._texts(self._first), *self._counts()]
        why = self._texts(self._why)
        if len(bodies) == 1 and len(why) == 1 and not self._first:
            bodies = self._together(bodies[0], why[0])
        else:
            bodies += why
        if flow := flow_in(self._setting, self._result, self._whole()):
            bodies.append([*flow])
        bodies = bodies or [[]]
        return tuple(
            Page((*self._head, *body, *self._foot(at, len(bodies))), self._setting.width)
            for at, body in enumerate(bodies, 1)
        )

    def _whole(self) -> Box:
        """Return the room between the heading and the foot."""
        return Box(self._area.left, self._top, self._area.width, self._bottom - self._top)

    def _together(self, rows: list[Item], why: list[Item]) -> list[list[Item]]:
        """Return the reasons below the rows of the only page, where they fit there."""
        down = rows[-1].box.bottom + _GAP - self._top
        if why[-1].box.bottom + down > self._bottom:
            return [rows, why]
        return [[*rows, *lowered(why, down)]]

    def _texts(self, texts: Sequence[str]) -> list[list[Item]]:
        """Return sentences in as many pages as they need."""
        pages, top = list[list[Item]](), self._bottom
        for text in texts:
            for line in self._letter.lines(text, LEAST, self._area.width):
                if top + LEAST * LINE > self._bottom:
                    pages.append([])
                    top = self._top
                box = Box(self._area.left, top, self._area.width, LEAST * LINE)
                pages[-1].append(Words(line, box))
                top = box.bottom
            top += _GAP
        return pages

    def _counts(self) -> list[list[Item]]:
        """Return the rows of the count, as many a page as fit, never a heading without a row below it."""
        table = self._table
        if table is None or not table.rows:
            return []
        votes = max(self._letter.width(_votes(row), NAMES, bold=True) for row in table.rows)
        share = self._letter.width("100.0 %", NAMES)
        pages, top, heading = list[list[Item]](), self._bottom, ""
        for row in table.rows:
            opens = bool(row.heading) and row.heading != heading
            heading = row.heading
            name = self._name(row)
            height = PITCH * len(name)
            if top + height + (PITCH if opens else 0) > self._bottom:
                pages.append([])
                top, opens = self._top, bool(row.heading)  # said again on the next page
            if opens:
                line = Box(self._area.left, top, self._area.width, PITCH)
                pages[-1] += self._letter.paragraph(row.heading, line, NAMES, bold=True, most=1)
                top += PITCH
            pages[-1] += [*lowered(name, top), *self._numbers(row, top, votes, share)]
            top += height
        return pages

    def _name(self, row: CountRow) -> list[Words]:
        elected = row.name in self._elected
        box = Box(self._area.left, 0, self._area.width * _NAME, PITCH)
        text = f"✓ {row.name}" if elected else row.name
        return self._letter.paragraph(text, box, NAMES, bold=elected, most=_NAME_LINES)

    def _numbers(self, row: CountRow, top: float, votes: float, share: float) -> list[Item]:
        area, line = self._area, NAMES * LINE
        of_share = Box(area.right - share, top, share, line)
        of_votes = Box(of_share.left - MARGIN - votes, top, votes, line)
        left = area.left + area.width * _NAME + MARGIN
        bar = Box(left, top + (line - _BAR) / 2, of_votes.left - MARGIN - left, _BAR)
        return [
            Bar(bar, row.total / row.full if row.full else 0.0),
            Words(_votes(row), of_votes, NAMES, True, Side.RIGHT),  # noqa: FBT003 - bold
            Words(f"{percent(row.total, row.of)} %", of_share, NAMES, False, Side.RIGHT),  # noqa: FBT003
        ]

    def _foot(self, number: int, of: int) -> list[Item]:
        area, turnout = self._area, self._turnout
        said = self._setting.text(
            "projector.voted",
            voted=turnout.voted,
            count=turnout.voters,
            percent=percent(turnout.voted, turnout.voters),
        )
        if self._result is not None:
            said = f"{said} · {self._setting.text('projector.blank', count=self._result.blank)}"
        line = Box(area.left, HEIGHT - MARGIN - LEAST * LINE, area.width, LEAST * LINE)
        place = f"{number}/{of}" if of > 1 else ""
        room = area.width - (self._letter.width(place, LEAST, bold=True) + MARGIN if place else 0)
        foot: list[Item] = [
            *self._letter.paragraph(
                said, Box(line.left, line.top, room, line.height), LEAST, most=1, ink=Ink.SOFT
            )
        ]
        if place:
            foot.append(Words(place, line, LEAST, True, Side.RIGHT))  # noqa: FBT003 - bold
        return foot


def _votes(row: CountRow) -> str:
    """Return what stands beside the bar: votes, or what the kind of contest counts in their place."""
    return row.text or f"{row.total:,}"
