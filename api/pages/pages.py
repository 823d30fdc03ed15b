"""What every page is made with: the services, the ballots under way, texts and templates."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from wsgiref.types import WSGIEnvironment

from bottle import SimpleTemplate

from api.errors import MalformedRequest
from api.pages.proofs import Proofs
from api.pages.sessions import Session, Sessions, kept_in
from api.pages.static import address_of
from api.wsgi import requests
from api.wsgi.responses import Answer, refusal_headers
from election.election_services import ElectionServices
from election.errors import ElectionError, PollsPaused
from election.i18n.catalogue import LANGUAGES, Catalogue
from election.library import Library
from election.models import LocalText
from election.repeating import repeating
from election.resources import resource

COOKIE = "vk"
PATH = "/v"  # of the cookie and of all that needs it
_COOKIE_VALUE = re.compile(r"[\w.~-]*", re.ASCII)  # of a `Session.cookie`
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Pages:
    """Any thread may use it."""

    library: Library
    catalogue: Catalogue
    sessions: Sessions = field(default_factory=Sessions)
    proofs: Proofs = field(default_factory=Proofs)

    def render(
        self,
        environ: WSGIEnvironment,
        name: str,
        *,
        session: Session | None = None,
        status: int = 200,
        refused: ElectionError | None = None,
        **more: Any,
    ) -> Answer:
        """Return the page of the template `name`. One that says what was `refused` has its headers."""
        language = self.language(environ, session)

        def say(key: str, **values: object) -> str:
            return self.catalogue.text(key, language, **values)

        def text(value: LocalText) -> str:
            return value.in_language(language)

        values = {
            "say": say,
            "text": text,
            "language": language,
            "languages": LANGUAGES,
            "address_of": address_of,
            "here": environ.get("PATH_INFO", "/"),
            "method": environ["REQUEST_METHOD"],
            "session": session,
            "error": None,
            "error_at": "",  # the id of what is to be put right
            "is_practice": self.library.is_practice,
        }
        body = _template(name).render(**(values | more)).encode()
        headers = [("Content-Language", language)]
        if refused is not None:
            headers = list(refusal_headers(refused, language))
        if session is not None and _language_kept(environ) != session.language:
            headers.append(keep(session.cookie))
        return Answer(status, body, HTML, tuple(headers))

    def language(self, environ: WSGIEnvironment, session: Session | None) -> str:
        """Return the language of a page: as the reader chose it here, or as their phone is set."""
        try:
            chosen = requests.query(environ, "lang")
        except MalformedRequest:  # asked for twice; the page that refuses something is in a language, too
            chosen = None
        if chosen is not None and chosen in LANGUAGES:
            if session is not None:
                session.language = chosen
            return chosen
        if session is not None:
            return session.language
        return _language_kept(environ) or requests.language(environ)

    def words(self, environ: WSGIEnvironment, session: Session | None, error: ElectionError) -> str:
        """Return the sentence that a reader is told of `error`."""
        return self.catalogue.of_error(error, self.language(environ, session))

    def session(self, environ: WSGIEnvironment, election: ElectionServices) -> Session | None:
        """Return the ballot of the phone that asks, or None where it has none in this election."""
        session = self.sessions.find(cookie(environ))
        return session if session is not None and session.election_id == election.id else None

    def forget_ended(self) -> None:
        """Forget the ballots that nobody touches, and those of the current election once it takes none any
        more: what is marked on them, and their voters' tokens, would stay in memory until somebody asks for
        something.
        """
        self.sessions.forget_idle()
        try:
            with self.library.current() as election:
                refusal = election.ballots.refusal()
                if refusal is not None and not isinstance(refusal, PollsPaused):
                    self.sessions.forget_of(election.id)
        except ElectionError:  # there is none, or none that can be read now: those of it stay for their time
            return


def forgetting(pages: Pages, every: float = 1.0) -> AbstractContextManager[None]:
    """Have the ballots that ended forgotten, every so many seconds, as long as this lasts."""
    return repeating(pages.forget_ended, every, "phones")


Handler = Callable[[Pages, WSGIEnvironment], Any]


def cookie(environ: WSGIEnvironment) -> str:
    """Return the phone's cookie, or an empty text. Whatever else the header holds is of other programs on
    this machine: Python's `SimpleCookie` reads nothing where one of theirs is odd, and takes seconds for
    quotes.
    """
    pairs = (each.strip(" \t").partition("=") for each in environ.get("HTTP_COOKIE", "").split(";"))
    value = next((value for name, _, value in pairs if name == COOKIE), "")
    return value if _COOKIE_VALUE.fullmatch(value) else ""


def token_of(environ: WSGIEnvironment) -> str:
    """Return the voter's token that the cookie holds, or an empty text."""
    return kept_in(cookie(environ))[1]


def _language_kept(environ: WSGIEnvironment) -> str | None:
    """Return the language that was chosen for the ballot that the cookie is of; None where there is none."""
    language = kept_in(cookie(environ))[2]
    return language if language in LANGUAGES else None


def keep(value: str) -> tuple[str, str]:
    """Return the header that gives the phone its cookie; an empty `value` takes it away."""
    gone = "" if value else "; Max-Age=0"
    return ("Set-Cookie", f"{COOKIE}={value}; Path={PATH}; HttpOnly; SameSite=Strict{gone}")


def see(address: str, *headers: tuple[str, str]) -> Answer:
    """Answer that the page is elsewhere, so that no reload sends anything again."""
    return Answer(303, b"", HTML, (("Location", address), *headers))


@cache
def _template(name: str) -> SimpleTemplate:
    return SimpleTemplate(name=f"{name}.html", lookup=[str(resource("page"))])
