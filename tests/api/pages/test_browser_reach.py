"""The phone pages for everybody: large letters, keys alone, a phone held sideways, no motion, long names."""

from typing import Any

import pytest

from tests.api.pages.conftest import HallOf, PhoneOf
from tests.api.pages.judged import PASSWORD, Judged, enter, sign_up, vote

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("default")]

_SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }
p { margin-bottom: 2em !important; }"""
_HIDDEN = """() => {
  const focused = document.activeElement, box = focused.getBoundingClientRect();
  const points = [[.5, .5], [.1, .2], [.9, .8]].map(
    ([x, y]) => document.elementFromPoint(box.left + box.width * x, box.top + box.height * y));
  const own = focused.closest("label, li, fieldset") || focused;
  return points.some(each => each && (own.contains(each) || each.contains(focused))) ? "" : focused.outerHTML;
}"""
_CUT = """() => Array.from(document.querySelectorAll("main *, header *")).filter(each =>
    each.offsetParent && !each.closest(".unseen") && each.scrollWidth > each.clientWidth + 1
    && getComputedStyle(each).display !== "inline").map(each => each.outerHTML.slice(0, 120))"""


def letters(judged: Judged, size: int) -> None:
    """Have the phone's own letters be of this size."""
    session = judged.page.context.new_cdp_session(judged.page)
    session.send("Page.enable")
    session.send("Page.setFontSizes", {"fontSizes": {"standard": size, "fixed": size}})


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("width", [320, 1280])
def test_letters_twice_as_large(hall: HallOf, phone: PhoneOf, language: str, width: int) -> None:
    services, address = hall
    judged = phone(language, width=width)
    letters(judged, 32)
    enter(services, judged, address, f"large-{language}-{width}")
    assert judged.page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") == 36
    vote(services, judged)
    judged.page.goto(f"{address}/help")
    assert judged.page.evaluate(_CUT) == []
    assert judged.complaints == []


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5])
def test_nothing_is_cut_off_with_letters_twice_as_large_and_wide_apart(
    hall: HallOf, phone: PhoneOf, number: int
) -> None:
    services, address = hall
    judged = phone("en", width=320, bypass_csp=True)
    letters(judged, 32)
    enter(services, judged, address, f"spaced-{number}")
    judged.page.goto(f"{address}/v/{number}")
    judged.page.add_style_tag(content=_SPACED)
    assert judged.page.evaluate(_CUT) == []
    assert judged.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_phone_held_sideways(hall: HallOf, phone: PhoneOf) -> None:
    services, address = hall
    judged = phone("ko", viewport={"width": 640, "height": 320})
    enter(services, judged, address, "sideways")
    bar = judged.page.evaluate("getComputedStyle(document.querySelector('.bar')).position")
    assert bar == "static", "nothing takes away half of a low screen"
    vote(services, judged)
    assert judged.complaints == []


def test_who_wants_no_motion_gets_none(hall: HallOf, phone: PhoneOf) -> None:
    services, address = hall
    judged = phone("ko", reduced_motion="reduce")
    enter(services, judged, address, "still")
    moving = "Array.from(document.querySelectorAll('*'), e => getComputedStyle(e).transitionDuration)"
    assert set(judged.page.evaluate(moving)) == {"0s"}


def tab_to(page: Any, selector: str) -> None:
    """Press Tab until what `selector` names has the focus; on the way nothing that has it is hidden."""
    for _ in range(80):
        page.keyboard.press("Tab")
        assert page.evaluate(_HIDDEN) == ""
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            outline = page.evaluate(
                "selector => { const e = document.activeElement, s = e.matches('.answers input') ?"
                " e.nextElementSibling : e; return getComputedStyle(s).outlineStyle }",
                selector,
            )
            assert outline != "none", f"{selector} does not show that it has the focus"
            return
    raise AssertionError(f"Tab does not lead to {selector}")


@pytest.mark.parametrize("height", [640, 320])
def test_keys_alone(hall: HallOf, phone: PhoneOf, height: int) -> None:
    services, address = hall
    email = sign_up(services, "keys")
    judged = phone("en", viewport={"width": 360, "height": height})
    page, keys = judged.page, judged.page.keyboard
    page.goto(address)
    tab_to(page, "#email")
    keys.type(email)
    tab_to(page, "#password")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.wait_for_url("**/v/1#here")
    tab_to(page, ".row input")
    keys.press("ArrowDown")
    assert page.locator(".row input").nth(1).is_checked()
    keys.press("Enter")  # as everywhere: on
    page.wait_for_url("**/v/2#here")
    for place in range(4):
        tab_to(page, ".row input" if place == 0 else f".row:nth-of-type({place + 1}) input")
        keys.press("Space")
    assert "already chosen 3" in page.locator("#left").inner_text()
    tab_to(page, ".bar button[value=next]")
    keys.press("Enter")
    page.wait_for_url("**/v/3#here")
    tab_to(page, ".answers input")
    keys.press("Space")
    tab_to(page, ".bar button[value=next]")
    keys.press("Enter")
    page.wait_for_url("**/v/4#here")
    tab_to(page, "#rest button")
    first = page.evaluate("document.activeElement.textContent.trim()")
    keys.press("Space")
    second = page.evaluate("document.activeElement.textContent.trim()")
    keys.press("Space")
    assert page.locator("#order .name").all_inner_texts() == [first, second]
    page.locator("#order li:nth-child(2) button").first.focus()
    keys.press("Enter")
    assert page.locator("#order .name").all_inner_texts() == [second, first]
    tab_to(page, ".bar button[value=next]")
    keys.press("Enter")
    page.wait_for_url("**/v/5#here")
    tab_to(page, ".answers input")
    keys.press("Space")
    tab_to(page, ".bar button[value=next]")
    keys.press("Enter")
    page.wait_for_url("**/v/review")
    tab_to(page, "a.change")
    keys.press("Enter")
    page.wait_for_url("**/v/1#here")
    tab_to(page, ".bar button[value=next]")
    keys.press("Enter")
    page.wait_for_url("**/v/review#k1")
    assert page.evaluate("document.activeElement.id") == "k1"
    tab_to(page, "button.cast")
    keys.press("Enter")
    page.wait_for_url("**/v/done/**")
    assert page.evaluate("document.activeElement.tagName") == "H1"
    assert judged.complaints == []
