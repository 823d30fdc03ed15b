"""Every page, and how their answers and refusals look."""

from collections.abc import Callable
from typing import Any
from wsgiref.types import WSGIEnvironment

from api.pages import ballot, enter, outcome, photos, results
from api.pages.errors import BallotForgotten, NoBallot
from api.pages.pages import PATH, Pages
from api.pages.static import static
from api.wsgi.requests import PATH_VALUES
from api.wsgi.responses import Answer, Answers, status_of
from api.wsgi.route import Route
from election.errors import AlreadyVoted, ElectionError, PollsClosed, PollsNotOpen
from election.i18n.catalogue import Catalogue

TOGETHER = frozenset({ballot.CAST})
PREFIXES = ("/c", "/C", PATH, "/static", "/results", "/help", "/problems")


def routes(pages: Pages) -> tuple[Route, ...]:
    """Return the routes of all pages."""

    def at(path: str, method: str, handle: Callable[[Pages, WSGIEnvironment], Any]) -> Route:
        return Route(path, (method,), lambda _context, environ: handle(pages, environ), path in TOGETHER)

    return (
        at("/", "GET", enter.start),
        at("/<door:re:[cC]>/<code>", "GET", enter.slip),
        at(PATH, "GET", ballot.go_on),
        at(f"{PATH}/enter", "POST", enter.enter),
        at(f"{PATH}/<number:re:[0-9]{{1,3}}>", "GET", ballot.contest),
        at(f"{PATH}/<number:re:[0-9]{{1,3}}>", "POST", ballot.mark),
        at(ballot.REVIEW, "GET", ballot.review),
        at(ballot.CAST, "POST", ballot.cast),
        at(f"{outcome.DONE}/<proof>", "GET", outcome.done),
        at(f"{PATH}/leave", "POST", outcome.leave),
        at(f"{PATH}/photo/<candidate:re:[0-9]{{1,19}}>", "GET", photos.photo),
        at("/results", "GET", results.results),
        at("/help", "GET", lambda pages, environ: pages.render(environ, "help", back="/")),
        at(ballot.HELP, "GET", _help_under_way),
        at("/problems/<code>", "GET", _problem),
        Route("/static/<digest>/<name>", ("GET",), lambda _context, environ: static(environ)),
    )


def _help_under_way(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Help in the midst of a ballot, from where one goes back to it."""
    with pages.library.current() as election:
        session = pages.session(environ, election)
    return pages.render(environ, "help", session=session, back=PATH)


def _problem(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Say what a code of a refusal means: the page that API v1 names as the type of a problem. Where the
    refusal itself is told with a name or a number, the page has words of its own.
    """
    code = environ[PATH_VALUES]["code"]
    shown = pages.language(environ, None)
    texts = (
        pages.catalogue.raw(key, shown)
        for key in (f"problem.{code}", f"error.{code}")
        if key in pages.catalogue.keys(shown)
    )
    words = next((each for each in texts if "{" not in each), "")  # else a code that the API never answers
    return pages.render(environ, "problem", status=200 if words else 404, code=code, words=words)


_PAGES: dict[type[ElectionError], str] = {
    AlreadyVoted: "already",
    BallotForgotten: "no_ballot",
    NoBallot: "no_ballot",
    PollsClosed: "not_cast",
    PollsNotOpen: "not_cast",
}


class PageAnswers(Answers):
    """Refusals as pages."""

    def __init__(self, catalogue: Catalogue, pages: Pages) -> None:
        super().__init__(catalogue)
        self._pages = pages

    def refuse(self, environ: WSGIEnvironment, error: ElectionError) -> Answer:
        """Return the page that says why, and what to do next."""
        name = _PAGES.get(type(error), "refused")
        said = self._pages.words(environ, None, error)
        return self._pages.render(
            environ, name, status=status_of(error), refused=error, error=said, again=False, is_known=True
        )
