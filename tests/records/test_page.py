"""verify.html in Chromium, opened as a file, without a network."""

from collections.abc import Iterator
from hashlib import sha256
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
    check_given(judged, typed)


def check_given(judged: Judged, typed: str) -> None:
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
    assert "Digits that were typed in: 5." in judged.page.inner_text("#problem")


VERDICTS = {
    "en": ["All of it holds.", "This file is refused."],
    "ko": ["모두 맞습니다.", "이 파일은 검증할 수 없습니다."],
}
HELD = """() => {
    const read = Blob.prototype.arrayBuffer;
    window.held = [];
    Blob.prototype.arrayBuffer = function () {
        return new Promise((go) => window.held.push(() => read.call(this).then(go)));
    };
}"""  # files are read when the test says so
BEGUN = """async (count) => {
    while (window.held.length < count) await new Promise(requestAnimationFrame);
}"""
RELEASED = """async (at) => {
    await window.held[at]();
    await new Promise((done) => setTimeout(done, 0));
}"""


@pytest.fixture
def forged(tmp_path: Path, good: Path) -> Path:
    file, content = tmp_path / "forged.zip", bytearray(good.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    return file


def says_nothing(judged: Judged) -> None:
    """No verdict is there: none that is seen, and none that is hidden and would be read out."""
    assert not judged.page.is_visible("#result")
    assert "".join(judged.page.locator("#result").all_text_contents()).strip() == ""


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_verdict_goes_when_another_file_is_chosen(
    browser: Any, good: Path, forged: Path, language: str
) -> None:
    judged, (holds, refused) = opened(browser, language), VERDICTS[language]
    check(judged, good, fingerprint(KEY))
    assert judged.page.inner_text("#title") == holds
    judged.page.set_input_files("#file", forged)
    says_nothing(judged)
    judged.page.click("#language")
    judged.page.click("#language")
    says_nothing(judged)
    judged.page.click("#go")
    judged.page.wait_for_selector("#result:not([hidden])")
    assert judged.page.inner_text("#title") == refused


def test_a_verdict_goes_when_another_file_is_dropped(browser: Any, good: Path) -> None:
    judged = opened(browser, "en")
    check(judged, good, fingerprint(KEY))
    judged.page.evaluate("""() => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["hello"], "dropped.zip"));
        document.getElementById("drop").dispatchEvent(new DragEvent("drop", { dataTransfer }));
    }""")
    assert judged.page.inner_text("#name") == "dropped.zip"
    says_nothing(judged)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_verdict_goes_when_another_fingerprint_is_typed(browser: Any, good: Path, language: str) -> None:
    judged = opened(browser, language)
    check(judged, good, fingerprint(KEY))
    judged.page.press("#fingerprint", "End")
    judged.page.press("#fingerprint", "Backspace")
    says_nothing(judged)
    judged.page.click("#go")
    assert "39" in judged.page.inner_text("#problem")
    says_nothing(judged)
    judged.page.click("#language")
    assert "39" in judged.page.inner_text("#problem")
    says_nothing(judged)
    judged.page.fill("#fingerprint", "")
    assert not judged.page.is_visible("#problem")
    says_nothing(judged)


def test_a_check_under_way_shows_no_verdict_of_the_one_before(browser: Any, good: Path) -> None:
    judged = opened(browser, "en")
    check(judged, good, fingerprint(KEY))
    judged.page.evaluate(HELD)
    judged.page.click("#go")
    judged.page.evaluate(BEGUN, 1)
    says_nothing(judged)
    assert judged.page.inner_text("#working") == "Checking pack.zip …"
    judged.page.click("#language")
    assert judged.page.inner_text("#working") == "pack.zip 검증 중 …"
    says_nothing(judged)
    judged.page.evaluate(RELEASED, 0)
    assert judged.page.inner_text("#title") == "모두 맞습니다."


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("meanwhile", ["file", "fingerprint"])
def test_a_check_ends_when_something_else_is_given_meanwhile(
    browser: Any, good: Path, forged: Path, language: str, meanwhile: str
) -> None:
    judged, (_, refused) = opened(browser, language), VERDICTS[language]
    judged.page.evaluate(HELD)
    judged.page.set_input_files("#file", good)
    judged.page.fill("#fingerprint", fingerprint(KEY))
    judged.page.click("#go")
    judged.page.evaluate(BEGUN, 1)
    if meanwhile == "file":
        judged.page.set_input_files("#file", forged)
    else:
        judged.page.fill("#fingerprint", fingerprint(OTHER_KEY))
    assert judged.page.inner_text("#working") == ""
    judged.page.evaluate(RELEASED, 0)
    says_nothing(judged)
    judged.page.set_input_files("#file", forged)
    judged.page.click("#go")
    judged.page.evaluate(BEGUN, 2)
    judged.page.evaluate(RELEASED, 1)
    assert judged.page.inner_text("#title") == refused
    assert judged.page.inner_text("#checked") == forged.name


def test_two_checks_that_end_in_the_wrong_order(browser: Any, good: Path, forged: Path) -> None:
    judged = opened(browser, "en")
    judged.page.evaluate(HELD)
    for at, file in enumerate([good, forged], start=1):
        judged.page.set_input_files("#file", file)
        judged.page.click("#go")
        judged.page.evaluate(BEGUN, at)
    for at in (1, 0):
        judged.page.evaluate(RELEASED, at)
        assert judged.page.inner_text("#title") == "This file is refused."
        assert judged.page.inner_text("#checked") == "forged.zip"


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_check_that_fails_leaves_no_verdict(browser: Any, good: Path, language: str) -> None:
    judged = opened(browser, language)
    check(judged, good, fingerprint(KEY))
    judged.page.evaluate("""() => {
        Blob.prototype.arrayBuffer = () => Promise.reject(new DOMException("gone", "NotReadableError"));
    }""")
    judged.page.click("#go")
    judged.page.wait_for_selector("#problem:not([hidden])")
    says = {"ko": "파일을 읽을 수 없습니다.", "en": "The file could not be read."}
    assert judged.page.inner_text("#problem") == says[language]
    says_nothing(judged)
    judged.page.click("#language")
    assert judged.page.inner_text("#problem") == says[{"ko": "en", "en": "ko"}[language]]
    says_nothing(judged)


@pytest.mark.parametrize("language", ["ko", "en"])
def test_a_verdict_names_its_file(browser: Any, good: Path, forged: Path, language: str) -> None:
    judged = opened(browser, language)
    for file in (good, forged):
        check(judged, file, fingerprint(KEY))
        assert judged.page.inner_text("#checked") == file.name
        assert judged.page.inner_text("#digest") == f"SHA-256 {sha256(file.read_bytes()).hexdigest()}"
    judged.page.click("#language")
    assert judged.page.inner_text("#checked") == forged.name


def test_a_file_that_changed_is_checked_when_it_is_chosen_again(browser: Any, good: Path) -> None:
    judged = opened(browser, "en")
    for content, says in ((good.read_bytes(), "All of it holds."), (b"hello", "This file is refused.")):
        good.write_bytes(content)
        with judged.page.expect_file_chooser() as chooser:
            judged.page.click("label[for=file]")
        chooser.value.set_files(good)
        says_nothing(judged)
        check_given(judged, fingerprint(KEY))
        assert judged.page.inner_text("#title") == says


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
