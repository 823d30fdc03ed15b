"""Every answer of the API says it where the election is for practice."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.services import Services
from election.setup.templates import Template
from election.voters.passwords import Passwords
from tests.api.calling import call
from tests.services import opened

ASKED = (
    ("GET", "/candidates"),
    ("POST", "/auth/login"),
    ("GET", "/nowhere"),
    ("OPTIONS", "/vote"),
    ("PUT", "/vote"),
)


@pytest.fixture
def services(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    with opened(tmp_path / "data", passwords) as services:
        yield services


@pytest.mark.parametrize("practice", [True, False])
def test_every_answer_says_so(services: Services, practice: bool) -> None:
    app = build_app(services.library, catalogue())
    services.library.use(services.archive.from_template(Template.PRIZE, practice=practice))
    for method, path in ASKED:
        headers = call(app, method, path, b"").headers
        assert headers.get("x-election-practice") == ("1" if practice else None), path
        assert "X-Election-Practice" in headers["access-control-expose-headers"], "pages may read it"


def test_it_goes_with_the_election(services: Services) -> None:
    app = build_app(services.library, catalogue())
    assert "x-election-practice" not in call(app, "GET", "/candidates").headers
    services.library.use(services.archive.from_template(Template.PRIZE, practice=True))
    assert call(app, "GET", "/candidates").headers["x-election-practice"] == "1"
    services.library.use(services.archive.from_template(Template.PRIZE))
    assert "x-election-practice" not in call(app, "GET", "/candidates").headers
