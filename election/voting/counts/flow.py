"""A count in stages as a drawing: SVG, made of the log alone, for screens and print alike.

Each stage is a column of bars, as high as the votes; bands lead from one to the next, those that were moved
in a colour of their own. It tells nothing that the table and the sentences do not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from unicodedata import east_asian_width

from election.voting.counts.log import Stage, StagedCount
from election.voting.counts.table import round_table

_MOST_STAGES = 10  # the last ones
_BAR, _GAP = 14, 8  # the width of a bar, and the least between two in a column
_HEIGHT = 360  # of all votes together


@dataclass(frozen=True, slots=True)
class Colours:
    """How the drawing looks: texts, bars, bands of votes that stay, bands of those that move, and what is
    left over; CSS colours. `font` is a family, `size` the height of letters in the drawing's own units.
    """

    ink: str = "#111827"
    bar: str = "#0a3069"
    stays: str = "#dbe4f0"
    moves: str = "#e8a33d"
    over: str = "#8a94a6"
    font: str = "sans-serif"
    size: int = 16


def flow_svg(count: StagedCount, names: Sequence[str], left_over: str, colours: Colours | None = None) -> str:
    """Return the drawing; empty where there are no stages. `left_over` is what exhausted votes are called."""
    if not count.stages:
        return ""
    return _Flow(count, [*names, left_over], colours or Colours()).drawn()


class _Flow:
    """What is left over is one more candidate here, the last."""

    def __init__(self, count: StagedCount, names: Sequence[str], colours: Colours) -> None:
        self._names, self._colours = names, colours
        self._first = max(0, len(count.stages) - _MOST_STAGES)
        self._stages = count.stages[self._first :]
        self._over = len(names) - 1
        self._order = [*(row.candidate for row in round_table(count, folded=False).rows), self._over]
        self._scale = _HEIGHT / max(1, count.valid * count.unit)
        self._side = round(colours.size * max(map(_wide, names))) + 24
        self._step = 120
        self._tops = [self._placed(stage) for stage in self._stages]

    def drawn(self) -> str:
        colours = self._colours
        width = 2 * self._side + (len(self._stages) - 1) * self._step + _BAR
        height = _HEIGHT + _GAP * len(self._names) + 3 * colours.size
        parts = [*self._bands(), *self._bars(), *self._texts()]
        font = escape(colours.font)
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" '
            f'height="{height}" font-family="{font}" font-size="{colours.size}">{"".join(parts)}</svg>'
        )

    def _votes(self, stage: Stage, each: int) -> int:
        return stage.left_over if each == self._over else stage.votes[each]

    def _placed(self, stage: Stage) -> dict[int, float]:
        """Return where the bar of each begins, from the top."""
        tops, top = dict[int, float](), 2.0 * self._colours.size
        for each in self._order:
            tops[each] = top
            top += self._votes(stage, each) * self._scale + _GAP
        return tops

    def _left(self, at: int) -> int:
        return self._side + at * self._step

    def _bars(self) -> Iterator[str]:
        for at, stage in enumerate(self._stages):
            for each in self._order:
                height = self._votes(stage, each) * self._scale
                colour = self._colours.over if each == self._over else self._colours.bar
                if height:
                    place = f'x="{self._left(at)}" y="{self._tops[at][each]:.1f}"'
                    yield f'<rect {place} width="{_BAR}" height="{height:.1f}" fill="{colour}"/>'

    def _bands(self) -> Iterator[str]:
        for at in range(1, len(self._stages)):
            before, stage = self._stages[at - 1], self._stages[at]
            moved = {self._over if to is None else to: n for to, n in (stage.moved or {}).items()}
            source = stage.event.candidate if stage.event is not None else None
            for each in self._order:
                stays = self._votes(stage, each) - moved.get(each, 0)
                yield self._band(at, each, each, (0, 0, min(stays, self._votes(before, each))), "stays")
            if source is None:
                continue
            sent = self._votes(stage, source)  # what stays with them is above what goes
            for each in self._order:
                if number := moved.get(each, 0):
                    came = self._votes(stage, each) - number
                    yield self._band(at, source, each, (sent, came, number), "moves")
                    sent += number

    def _band(self, at: int, source: int, to: int, votes: tuple[int, int, int], colour: str) -> str:
        """Return a band of so many votes, the third of `votes`, which begins and ends as far down in its bars
        as the other two say.
        """
        down, below, number = (each * self._scale for each in votes)
        if not number:
            return ""
        left, right = self._left(at - 1) + _BAR, self._left(at)
        y1, y2, middle = self._tops[at - 1][source] + down, self._tops[at][to] + below, (left + right) / 2
        y3, y4 = y2 + number, y1 + number
        there = f"M{left} {y1:.1f}C{middle} {y1:.1f} {middle} {y2:.1f} {right} {y2:.1f}"
        back = f"V{y3:.1f}C{middle} {y3:.1f} {middle} {y4:.1f} {left} {y4:.1f}Z"
        return f'<path d="{there}{back}" fill="{getattr(self._colours, colour)}"/>'

    def _texts(self) -> Iterator[str]:
        size = self._colours.size
        for at in range(len(self._stages)):
            number = self._first + at + 1
            yield self._text(self._left(at) + _BAR / 2, size * 1.2, "middle", str(number), bold=True)
        for at, anchor, x in ((0, "end", self._left(0) - 8), (-1, "start", self._last() + _BAR + 8)):
            above = 0.0
            for each in self._order:
                height = self._votes(self._stages[at], each) * self._scale
                y = self._tops[at][each] + height / 2 + size * 0.35
                if height >= size * 0.6 and y - above >= size:  # others would lie on each other
                    above = y
                    yield self._text(x, y, anchor, self._names[each])

    def _last(self) -> int:
        return self._left(len(self._stages) - 1)

    def _text(self, x: float, y: float, anchor: str, text: str, *, bold: bool = False) -> str:
        weight = ' font-weight="bold"' if bold else ""
        place = f'x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}"'
        return f'<text {place} fill="{self._colours.ink}"{weight}>{escape(text, quote=False)}</text>'


def _wide(name: str) -> float:
    """Return about how wide a name is, in heights of its letters, rather more than less."""
    return sum(0.92 if east_asian_width(each) in "WF" else 0.62 for each in name)
