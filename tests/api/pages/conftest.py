"""Phones, and an election with a contest of each form behind a real socket.

The origin is no secure one, as on a real phone: ``phone.test`` is mapped to this machine.
"""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from api.http.server import ApiServer
from api.wsgi.app import build_app
from election.i18n.catalogue import catalogue
from election.setup.samples import sample_definition, sample_to_try
from election.voters.passwords import Passwords
from tests.api.conftest import DEFINITION
from tests.api.pages.judged import AXE, Judged
from tests.services import Services, open_polls

HallOf = tuple[Services, str]
PhoneOf = Callable[..., Judged]


def every_kind() -> dict[str, Any]:
    """Return an election with a contest of each kind, and rankings with and without equal ranks."""
    definition = sample_to_try("methods")
    contests = [*definition["contests"], *sample_to_try("club")["contests"]]
    return definition | {"contests": [*contests, *sample_to_try("motions")["contests"]]}


@pytest.fixture(scope="session")
def axe() -> str:
    """The script that judges a page; `make slow` has npm bring it."""
    if not AXE.exists():
        pytest.skip("axe-core is not there: npm ci --prefix tools/browser")
    return AXE.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def hall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HallOf]:
    """An election with a contest of each form, and its address."""
    club, methods = sample_to_try("club"), sample_definition("methods")
    motions = {
        "title": {"ko": "회칙 개정", "en": "New rules"},
        "kind": "yes_no",
        "candidates": ["회칙 제3조 개정", "회비 인상"],
    }
    club["contests"] = [*club["contests"][:2], motions, methods["contests"][1], methods["contests"][5]]
    with open_polls(
        tmp_path_factory.mktemp("hall") / "data", club, Passwords(memory_kib=8, passes=1)
    ) as services:
        server = ApiServer(build_app(services.library, catalogue()), port=0, names=["phone.test"])
        server.start()
        yield services, f"http://phone.test:{server.port}"
        server.stop()


@pytest.fixture
def by_slips(tmp_path: Path, passwords: Passwords) -> Iterator[Services]:
    """An election to which slips let people in."""
    with open_polls(tmp_path / "by_slips", DEFINITION | {"ways_in": ["slip"]}, passwords) as services:
        yield services


@pytest.fixture
def phone(browser: Any, axe: str) -> Iterator[PhoneOf]:
    """Gives phones: of a language, a look, a width; with scripts or without; `more` is for the context."""
    opened: list[Any] = []

    def phone(
        language: str, look: str = "light", width: int = 360, *, scripted: bool = True, **more: Any
    ) -> Judged:
        settings = {
            "locale": {"ko": "ko-KR", "en": "en-GB"}[language],
            "color_scheme": "dark" if look == "dark" else "light",
            "forced_colors": "active" if look == "forced" else "none",
            "viewport": {"width": width, "height": 640},
        } | more
        contexts = [browser.new_context(**settings, java_script_enabled=scripted)]
        if not scripted:
            contexts.append(browser.new_context(**settings, bypass_csp=True))
        opened.extend(contexts)
        for each in contexts:
            each.set_default_timeout(100_000)
        return Judged(contexts[0], axe, contexts[1] if not scripted else None)

    yield phone
    for each in opened:
        each.close()
