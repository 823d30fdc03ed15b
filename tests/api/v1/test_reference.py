"""The document as a page."""

import re
from html.parser import HTMLParser

from api.v1.routes import OPERATIONS
from tests.api.v1.conftest import Ask
from tests.api.v1.document import DOCUMENT


class Page(HTMLParser):
    """What is named on a page, where its links lead, and what it loads."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.add(tag)
        if name := given.get("id"):
            self.ids.append(name)
        if link := given.get("href"):
            self.links.append(link)
        assert not {name for name in given if name.startswith("on") or name == "style"}


def test_it_tells_of_every_operation_schema_and_refusal(ask: Ask) -> None:
    page = Page(ask("GET", "/docs").text)
    codes = {error.code for each in OPERATIONS for error in each.refusals}
    schemas = {f"schema-{name}" for name in DOCUMENT["components"]["schemas"]}
    names = {each.name for each in OPERATIONS}
    assert codes | schemas | names | {"request.no_such_path", "request.malformed"} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))
    assert {each[1:] for each in page.links if each.startswith("#")} <= set(page.ids)


def test_it_is_whole_by_itself(ask: Ask) -> None:
    reply = ask("GET", "/docs")
    page = Page(reply.text)
    assert "script" not in page.tags
    assert all(re.match(r"#|/|data:,$", each) for each in page.links), "nothing from elsewhere"
    policy = reply.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'self';")
    assert "unsafe" not in policy


def test_it_is_kept_and_asked_for_again(ask: Ask) -> None:
    tag = ask("GET", "/docs").headers["etag"]
    assert ask("GET", "/docs", headers={"If-None-Match": tag}).status == 304
    assert ask("GET", "/docs", headers={"Accept": "text/html,*/*;q=0.8"}).status == 200
