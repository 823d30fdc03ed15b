"""Putting the API together: Bottle picks the route, and around it is what Bottle does not do well."""

from collections.abc import Iterable
from functools import partial
from wsgiref.types import WSGIApplication, WSGIEnvironment

import bottle

from api.errors import NoSuchPath, WrongMethod
from api.routes import ROUTES
from api.wsgi.responses import Answer, Answers, Later
from api.wsgi.route import Context, Route
from api.wsgi.wrapper import Wrapper
from election.i18n.catalogue import Catalogue
from election.library import Library


def build_app(library: Library, catalogue: Catalogue) -> WSGIApplication:
    """Return the API as a WSGI app. It keeps nothing between requests, and any thread may call it."""
    return assemble(ROUTES, Context(library, Answers(catalogue)))


def assemble(routes: Iterable[Route], context: Context) -> WSGIApplication:
    """Return a WSGI app with these routes; what they raise becomes words."""
    router = bottle.Bottle()
    for each in routes:
        for method in each.methods:
            router.route(each.path, method, partial(each.handle, context))

    def respond(environ: WSGIEnvironment) -> Answer | Later:
        try:
            route, _ = router.match(environ)
        except bottle.HTTPError as refusal:
            raise (
                WrongMethod(refusal.headers["Allow"]) if refusal.status_code == 405 else NoSuchPath()
            ) from None
        answer: Answer | Later = route.callback(environ)
        return answer

    return Wrapper(respond, context.answers, lambda: context.library.is_practice)
