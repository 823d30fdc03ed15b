"""verify.html in Chromium, opened as a file, without a network."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from election.resources import resource
from tests.api.pages.judged import AXE, Judged
from tests.records.mutations import small
from tests.records.sealing import KEY, OTHER_KEY, fingerprint
from tests.records.verifiers import VERIFIERS

pytestmark = pytest.mark.slow
ADDRESS = resource("verify", "verify.html").as_uri()


@pytest.fixture(autouse=True)
def closed(browser: Any) -> Iterator[None]:
    """Close each test's pages after it: others go on with the browser."""
    yield
    for context in browser.contexts:
        context.close()


def opened(browser: Any, language: str, look: str = "light", width: int = 360) -> Judged:
    """Return the page, which axe judges where it is there."""
    context = browser.new_context(
        locale={"ko": "ko-KR", "en": "en-GB"}[language],
        color_scheme=look,
        viewport={"width": width, "height": 700},
        offline=True,
    )
    judged = Judged(context, AXE.read_text(encoding="utf-8") if AXE.exists() else "window.axe = null")
    judged.page.goto(ADDRESS)
    return judged


def check(judged: Judged, file: Path, typed: str = "") -> None:
    judged.page.set_input_files("#file", file)
    judged.page.fill("#fingerprint", typed)
    judged.page.click("#go")
    judged.page.wait_for_selector("#go:enabled")
    judged.page.wait_for_selector("#result:not([hidden])")


@pytest.fixture
def good(tmp_path: Path) -> Path:
    file = tmp_path / "pack.zip"
    file.write_bytes(small().bytes())
    return file


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.skipif(not AXE.exists(), reason="axe-core is not there: npm ci --prefix tools/browser")
def test_everybody_can_use_it(browser: Any, good: Path, language: str, look: str, width: int) -> None:
    judged = opened(browser, language, look, width)
    judged.look()
    check(judged, good)
    judged.look()
    assert judged.complaints == []
    assert judged.page.evaluate("document.activeElement.id") == "title"


def test_what_it_says_is_what_the_other_verifiers_say(browser: Any, good: Path) -> None:
    judged = opened(browser, "en")
    check(judged, good, fingerprint(KEY))
    assert judged.page.inner_text("#title") == "All of it holds."
    verdict, _ = VERIFIERS["product"](good.read_bytes(), fingerprint(KEY))
    assert judged.page.locator("#checks li").count() == len(verdict["checks"])
    assert judged.page.locator("#checks li.no").count() == 0
    judged.page.click("#language")
    assert judged.page.inner_text("#title") == "모두 맞습니다."


def test_without_a_fingerprint_it_shows_the_key_to_compare(browser: Any, good: Path) -> None:
    judged = opened(browser, "en")
    check(judged, good)
    assert judged.page.inner_text("#title") == "All of it holds, if this is the published key."
    assert judged.page.inner_text("#key") == fingerprint(KEY)


def test_another_key(browser: Any, good: Path) -> None:
    judged = opened(browser, "en")
    check(judged, good, fingerprint(OTHER_KEY))
    assert judged.page.inner_text("#title") == "It does NOT hold."
    assert "not the key that was published" in judged.page.inner_text("#checks li.no")


def test_files_that_are_no_packs(browser: Any, tmp_path: Path) -> None:
    judged = opened(browser, "en")
    judged.page.click("#go")
    assert judged.page.inner_text("#problem") == "Choose a file first."
    for name, content in {"text.zip": b"hello", "empty.zip": b"", "cut.zip": small().bytes()[:-9]}.items():
        file = tmp_path / name
        file.write_bytes(content)
        check(judged, file)
        assert judged.page.inner_text("#title") == "This file is refused."
    judged.page.fill("#fingerprint", "12345")
    judged.page.click("#go")
    assert judged.page.inner_text("#problem") == "The fingerprint has 40 digits; these are 5."


def test_nothing_in_a_pack_is_carried_out(browser: Any, tmp_path: Path) -> None:
    pack = small()
    for name in ("definition-counted.json", "definition.json"):
        pack = pack.change(
            name, lambda value: value["contests"][0].update(title={"en": "<img src=x onerror=alert(1)>"})
        )
    (tmp_path / "pack.zip").write_bytes(pack.sealed().bytes())
    judged = opened(browser, "en")
    check(judged, tmp_path / "pack.zip")
    assert judged.page.locator("#checks img").count() == 0
    assert "<img src=x" in judged.page.inner_text("#checks")
    assert judged.complaints == []
