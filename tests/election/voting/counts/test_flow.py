"""The drawing of a count: made of the log, whole, and the same votes in every column."""

import itertools
from xml.etree import ElementTree

import pytest

from election.voting.counts.ballots import Rankings
from election.voting.counts.flow import Colours, flow_svg
from election.voting.counts.irv import count_irv
from election.voting.counts.log import StagedCount
from election.voting.counts.stv import count_stv
from election.voting.counts.ties import DeclaredOrder

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ["<Kim> & 'Co'", "이몽룡", "Park", "Lee"]
BOX = Rankings.of(4, [(9, [[0], [1]]), (4, [[1], [2]]), (3, [[2]]), (2, [[3], [2]]), (1, [[3]])])
ORDER = DeclaredOrder(range(4))


@pytest.mark.parametrize("count", [count_irv(BOX, ORDER), count_stv(BOX, 2, ORDER)])
def test_every_column_holds_all_votes(count: StagedCount) -> None:
    drawing = ElementTree.fromstring(flow_svg(count, NAMES, "left over"))
    columns: dict[str, float] = {}
    for bar in drawing.iter(f"{SVG}rect"):
        columns[bar.attrib["x"]] = columns.get(bar.attrib["x"], 0) + float(bar.attrib["height"])
    assert len(columns) == len(count.stages)
    assert all(abs(height - 360) < 1 for height in columns.values())
    texts = [text.text for text in drawing.iter(f"{SVG}text")]
    assert "<Kim> & 'Co'" in texts
    assert [str(at + 1) for at in range(len(count.stages))] == [
        text for text in texts if text and text.isdigit()
    ]


def test_what_moves_is_drawn_from_whom_to_whom() -> None:
    count = count_stv(BOX, 2, ORDER)
    assert any(stage.moved for stage in count.stages)
    assert flow_svg(count, NAMES, "left over").count("#e8a33d") == sum(
        bool(amount) for stage in count.stages for amount in (stage.moved or {}).values()
    )


def test_nobody_voted() -> None:
    assert flow_svg(count_irv(Rankings.of(4, []), ORDER), NAMES, "left over") == ""


def test_of_many_stages_the_last_are_drawn() -> None:
    many = Rankings.of(20, [(each + 1, [[each]]) for each in range(20)])
    count = count_irv(many, DeclaredOrder(range(20)))
    drawing = flow_svg(count, [f"C{each}" for each in range(20)], "over")
    numbers = [each.text for each in ElementTree.fromstring(drawing).iter(f"{SVG}text") if each.text]
    assert [each for each in numbers if each.isdigit()] == [
        str(each + 1) for each in range(len(count.stages))
    ][-10:]


@pytest.mark.parametrize("name", ["가나다라마바사아자차카타", "Montgomery-Smith"])
def test_a_long_name_has_room_beside_the_bars(name: str) -> None:
    drawing = ElementTree.fromstring(flow_svg(count_irv(BOX, ORDER), [name, "나", "다", "라"], "left"))
    text = next(each for each in drawing.iter(f"{SVG}text") if each.text == name)
    letter = 0.86 if name[0] == "가" else 0.55  # of the size, as wide as it is in the fonts there are
    assert float(text.attrib["x"]) >= len(name) * letter * float(drawing.attrib["font-size"])


@pytest.mark.parametrize("size", [16, 40, 80])
def test_no_name_lies_on_another(size: int) -> None:
    drawing = ElementTree.fromstring(flow_svg(count_irv(BOX, ORDER), NAMES, "left", Colours(size=size)))
    for side in ("end", "start"):
        texts = [each for each in drawing.iter(f"{SVG}text") if each.attrib["text-anchor"] == side]
        places = [float(each.attrib["y"]) for each in texts]
        assert places
        assert all(below - above >= size - 1 for above, below in itertools.pairwise(places))
