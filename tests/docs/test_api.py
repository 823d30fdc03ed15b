"""The examples in docs/api.md, run as they stand there against a server."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from tests.services import Services

PAGE = Path(__file__).parents[2] / "docs" / "api.md"
ADDRESS = "http://127.0.0.1:2020"
RUN = {
    "sh": ["sh", "-eu", "-s"],
    "js": ["node", "--input-type=module", "-"],
    "python": [sys.executable, "-"],
}
NEEDS = {"sh": "curl", "js": "node", "python": sys.executable}
CASTS = {"sh": 1, "js": 1, "python": 0}
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def examples() -> dict[str, tuple[str, str | None]]:
    """Return each example by its language, with what it says where the page tells that."""
    blocks = [each for each in _BLOCK.findall(PAGE.read_text(encoding="utf-8")) if each[0] != "json"]
    said = [text if language == "text" else None for language, text in [*blocks[1:], ("", "")]]
    return {
        language: (code, told) for (language, code), told in zip(blocks, said, strict=True) if language in RUN
    }


@pytest.mark.parametrize("language", RUN)
def test_an_example_works_as_it_stands(language: str, services: Services) -> None:
    if shutil.which(NEEDS[language]) is None:
        pytest.skip(f"{NEEDS[language]} is not there")
    code, said = examples()[language]
    assert ADDRESS in code
    server = ApiServer(build_app(services.library, catalogue()), port=0)
    server.start()
    try:
        code = code.replace(ADDRESS, f"http://127.0.0.1:{server.port}")
        ran = subprocess.run(
            RUN[language], input=code, capture_output=True, encoding="utf-8", timeout=100, check=False
        )
    finally:
        server.stop()
    assert ran.returncode == 0, ran.stderr
    assert said is None or ran.stdout == said
    assert services.tally.turnout().voted == CASTS[language]
    if language == "sh":
        assert ran.stderr.split() == ["201", "200"]
