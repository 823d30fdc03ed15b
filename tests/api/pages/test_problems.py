"""The page about a code of a refusal, which API v1 names as its type."""

import itertools
import re
from wsgiref.types import WSGIApplication

import pytest

from election.i18n.catalogue import LANGUAGES, catalogue
from election.resources import resource
from tests.api.calling import call

TEXTS = catalogue()
KINDS = ("error.", "problem.")
CODES = sorted({key.partition(".")[2] for key in TEXTS.keys("ko") if key.startswith(KINDS)})


def told_of() -> set[str]:
    """Return every code that the document of API v1 tells of."""
    document = resource("api", "v1.json").read_text(encoding="utf-8")
    return set(re.findall(r"`([a-z_]+\.[a-z_]+)`: ", document))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_code_that_a_client_may_be_given_has_a_page(app: WSGIApplication, language: str) -> None:
    codes = told_of()
    assert len(codes) > 40
    for code in codes:
        reply = call(app, "GET", f"/problems/{code}?lang={language}")
        said = re.search(r"<p>(.+)</p>", reply.text)
        assert reply.status == 200, code
        assert said is not None, code
        assert said[1] not in ("", code), code


def test_no_page_shows_what_is_still_to_be_filled_in(app: WSGIApplication) -> None:
    for code, language in itertools.product(CODES, LANGUAGES):
        assert "{" not in call(app, "GET", f"/problems/{code}?lang={language}").text, code
