"""The drawing of a count in stages, for the hall."""

from PySide6.QtCore import QByteArray
from PySide6.QtSvg import QSvgRenderer

from election.models import ContestResult
from election.voting.counts.flow import Colours, flow_svg
from election.voting.counts.log import StagedCount
from election.voting.methods.counted import CountedResult
from kiosk.projector.news import Setting
from kiosk.projector.page import LEAST, Box, Flow

_SIZES = (26, 34, 44, 56, 72, 80)  # of letters in the drawing's own units

_LONGEST = 7  # characters of a name


def flow_in(setting: Setting, result: ContestResult | None, box: Box) -> list[Flow]:
    """Return the drawing of how votes went from round to round; nothing where there are no two rounds, or
    where it is so wide that the last row could not read the names. The rows and sentences say the same.
    """
    if not isinstance(result, CountedResult) or not isinstance(result.count, StagedCount):
        return []
    count = result.count
    if len(count.stages) < 2:
        return []
    names = tuple(_short(each.name) for each in result.contest.candidates)
    key = "counting.exhausted" if count.quota is None else "counting.not_transferable"
    left_over = _short(setting.text(key))
    needed = setting.lettering.font(LEAST, bold=False).pixelSize()
    for size in _SIZES:
        svg = flow_svg(count, names, left_over, Colours(size=size))
        whole = QSvgRenderer(QByteArray(svg.encode())).defaultSize()
        if size * min(box.width / whole.width(), box.height / whole.height()) >= needed:
            return [Flow(count, names, left_over, size, box)]
    return []


def _short(name: str) -> str:
    """Return as much of a name as there is room for; in full it stands in the rows."""
    return name if len(name) <= _LONGEST else f"{name[: _LONGEST - 1].rstrip()}…"
