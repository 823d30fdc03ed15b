"""How long the titles and names of an election may be."""

from pathlib import Path
from typing import Any

import pytest
import tomli_w

from election.errors import DefinitionRefused
from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import PollsState
from election.setup.definition_file import read_definition_file
from election.setup.life_cycle import read_definition
from election.setup.names import LONGEST_NAME, LONGEST_TITLE
from election.setup.refusals import TextTooLong

PLACES = [
    ("title.ko", LONGEST_TITLE),
    ("contests[1].title.ko", LONGEST_TITLE),
    ("contests[1].candidates[1]", LONGEST_NAME),
    ("contests[1].candidates[2].name", LONGEST_NAME),
]


def with_text(place: str, text: str) -> dict[str, Any]:
    """A small election with this text at a place."""
    texts = {each: text if each == place else "가" for each, _ in PLACES}
    contest = {
        "title": {"ko": texts["contests[1].title.ko"]},
        "candidates": [
            texts["contests[1].candidates[1]"],
            {"name": texts["contests[1].candidates[2].name"]},
        ],
    }
    return {"title": {"ko": texts["title.ko"]}, "live_results": False, "contests": [contest]}


@pytest.mark.parametrize(("place", "longest"), PLACES)
def test_a_text_that_is_too_long_is_refused_with_its_beginning(place: str, longest: int) -> None:
    read_definition(with_text(place, "나" * longest), PollsState.DRAFT)
    with pytest.raises(TextTooLong) as refused:
        read_definition(with_text(place, "나" * (longest + 1)), PollsState.DRAFT)
    for language in LANGUAGES:
        told = catalogue().of_error(refused.value, language)
        assert "나" * 20 in told
        assert "나" * 21 not in told
        assert str(longest) in told
        assert str(longest + 1) in told


def test_what_is_left_out_of_a_text_does_not_count() -> None:
    read_definition(
        with_text("title.ko", " " * 1_000 + "나" * LONGEST_TITLE + "\u200b" * 9), PollsState.DRAFT
    )


@pytest.mark.parametrize(("place", "longest"), PLACES)
def test_a_file_with_too_long_a_text_is_refused_with_its_place(
    tmp_path: Path, place: str, longest: int
) -> None:
    file = tmp_path / "election.toml"
    file.write_text(tomli_w.dumps(with_text(place, "나" * longest)), encoding="utf-8")
    read_definition_file(file)
    file.write_text(tomli_w.dumps(with_text(place, "나" * 1_000_000)), encoding="utf-8")
    with pytest.raises(DefinitionRefused) as refused:
        read_definition_file(file)
    told = catalogue().of_error(refused.value, "en")
    assert f" {place}: The text " in told
    assert f"has 1000000 characters. It may have {longest} at most" in told
