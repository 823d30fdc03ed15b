"""Which program holds the election: told by its version and by what is in its files, and by nothing else."""

import tomllib
from pathlib import Path

import pytest

from election.records import program
from election.records.program import VERSION, this_program


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program of three files."""
    for name in ("main.py", "election/models.py", "resources/i18n/ko/start.json"):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(name)
    monkeypatch.setattr(program, "_ROOT", tmp_path)
    monkeypatch.setattr(program, "resource", lambda: tmp_path / "resources")
    return tmp_path


def digest() -> str:
    return this_program.__wrapped__().digest


def test_its_version_is_that_of_the_package() -> None:
    about = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    assert about["project"]["version"] == VERSION == this_program().version


@pytest.mark.parametrize("name", ["main.py", "election/models.py", "resources/i18n/ko/start.json"])
def test_a_file_that_is_changed_moved_or_added_makes_another_program(files: Path, name: str) -> None:
    file = files / name
    found = [digest()]
    file.write_text("something else")
    found.append(digest())
    if name != "main.py":
        file.rename(file.with_stem("moved"))
        found.append(digest())
        file.with_stem("added").write_text("")
        found.append(digest())
    assert len(set(found)) == len(found)


def test_what_python_leaves_beside_its_files_is_no_part_of_it(files: Path) -> None:
    """It has times in it, so that no two computers have the same; an installation makes it."""
    before = digest()
    for place in ("election", "resources/verify"):
        folder = files / place / "__pycache__"
        folder.mkdir(parents=True)
        (folder / "verify.cpython-313.pyc").write_bytes(b"of this computer")
    assert digest() == before
