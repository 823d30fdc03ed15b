"""Putting the API together: Bottle picks the route, and around it is what Bottle does not do well."""

from collections.abc import Iterable, Mapping
from functools import partial
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import bottle

from api.errors import UNREADABLE, NoSuchPath, WrongMethod
from api.pages import routes as page_routes
from api.pages.pages import Pages
from api.routes import ROUTES
from api.v1 import routes as v1_routes
from api.v1.problems import Problems
from api.wsgi.headers import PAGES, SIMPLE, V1, StandingHeaders
from api.wsgi.requests import PATH_VALUES, ROUTE
from api.wsgi.responses import Answer, Answers, Later
from api.wsgi.route import Context, Route
from api.wsgi.wrapper import Wrapper
from election.i18n.catalogue import Catalogue
from election.library import Library


def build_app(library: Library, catalogue: Catalogue, pages: Pages | None = None) -> WSGIApplication:
    """Return the API as a WSGI app, which any thread may call. It keeps nothing between requests but the
    ballots under way on phones, in `pages`: whoever makes these has them forgotten by time (`forgetting`).
    """
    simple = assemble(ROUTES, Context(library, Answers(catalogue)))
    v1 = assemble(v1_routes.ROUTES, Context(library, Problems(catalogue)), V1)
    for_phones = pages or Pages(library, catalogue)
    phones = assemble(
        page_routes.routes(for_phones),
        Context(library, page_routes.PageAnswers(catalogue, for_phones)),
        PAGES,
    )
    apps = {v1_routes.PREFIX: v1} | dict.fromkeys(page_routes.PREFIXES, phones)
    return Divided(apps, {"/": phones}, simple)


class Divided:
    """A WSGI app of several: what is under a prefix, or is read just at a path, goes to its app; the rest to
    one more. So does what cannot be read (`UNREADABLE`), as far as its path is known: each app words refusals
    for its own clients.
    """

    def __init__(
        self, under: Mapping[str, WSGIApplication], at: Mapping[str, WSGIApplication], rest: WSGIApplication
    ) -> None:
        self._under = under
        self._at = at
        self._rest = rest

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as WSGI has it."""
        return self._app(environ)(environ, start_response)

    def _app(self, environ: WSGIEnvironment) -> WSGIApplication:
        path = environ.get("PATH_INFO", "")
        if path in self._at and environ["REQUEST_METHOD"] in ("GET", "HEAD") and UNREADABLE not in environ:
            return self._at[path]
        under = (app for prefix, app in self._under.items() if f"{path}/".startswith(f"{prefix}/"))
        return next(under, self._rest)


def assemble(
    routes: Iterable[Route], context: Context, standing: StandingHeaders = SIMPLE
) -> WSGIApplication:
    """Return a WSGI app with these routes; what they raise becomes words."""
    router = bottle.Bottle()
    for each in routes:
        for method in each.methods:
            router.route(each.path, method, partial(each.handle, context))

    def respond(environ: WSGIEnvironment) -> Answer | Later:
        try:
            route, environ[PATH_VALUES] = router.match(environ)
            environ[ROUTE] = route.rule
        except bottle.HTTPError as refusal:
            raise (
                WrongMethod(refusal.headers["Allow"]) if refusal.status_code == 405 else NoSuchPath()
            ) from None
        answer: Answer | Later = route.callback(environ)
        return answer

    return Wrapper(respond, context.answers, standing, lambda: context.library.is_practice)
