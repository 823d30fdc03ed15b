"""A program that somebody writes from the documentation alone comes to the same."""

import ast
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from tests.records import stranger
from tests.records.elections import packs
from tests.records.mutations import small
from tests.records.pack_factory import Pack

ANY = list(HealthCheck)


def test_it_imports_nothing_of_ours() -> None:
    tree = ast.parse(Path(stranger.__file__).read_text(encoding="utf-8"))
    names = {each.module for each in ast.walk(tree) if isinstance(each, ast.ImportFrom)}
    names |= {one.name for each in ast.walk(tree) if isinstance(each, ast.Import) for one in each.names}
    assert {str(name).partition(".")[0] for name in names} <= sys.stdlib_module_names


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pack") / "pack.zip"


@settings(max_examples=30, deadline=None, suppress_health_check=ANY)
@given(pack=packs(public=True))
def test_it_counts_the_same(file: Path, pack: Pack) -> None:
    withdrawn = [
        each
        for contest in pack.json("definition-counted.json")["contests"]
        for each in contest["candidates"]
        if each["withdrawn"]
    ]
    rules = pack.json("definition-counted.json")["contests"]
    file.write_bytes(pack.bytes())
    told = any(
        (withdrawn and each["withdrawn_votes"] == "void")
        or each["rule"]["lead_over_blank"]
        or each["options"].get("completion", "schulze") != "schulze"
        for each in rules
    )
    if not told:
        assert stranger.main(str(file)) == 0


def test_it_notices_another_result(file: Path) -> None:
    file.write_bytes(small().bytes())
    assert stranger.main(str(file)) == 0
    forged = small().change("results.json", lambda value: value["contests"][0].update(elected=[2]))
    file.write_bytes(forged.sealed().bytes())
    assert stranger.main(str(file)) == 1
