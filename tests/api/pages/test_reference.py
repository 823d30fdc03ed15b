"""The reference of API v1 in the system's Chromium."""

import pytest

from tests.api.pages.conftest import HallOf, PhoneOf

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]


@pytest.mark.parametrize(("look", "width"), [("light", 360), ("dark", 1280), ("forced", 320)])
def test_the_reference_can_be_read(hall: HallOf, phone: PhoneOf, look: str, width: int) -> None:
    judged = phone("en", look, width)
    judged.page.goto(f"{hall[1]}/api/v1/docs")
    judged.page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    judged.look()
    judged.page.locator("nav a").nth(3).click()
    assert judged.page.url.endswith("#reference")
    assert judged.complaints == []
