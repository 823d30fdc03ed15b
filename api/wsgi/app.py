"""Putting the API together: Bottle picks the route, and around it is what Bottle does not do well."""

from collections.abc import Mapping
from wsgiref.types import WSGIApplication, WSGIEnvironment

import bottle

from api.errors import NoSuchPath, WrongMethod
from api.simple.routes import Handler, Routes
from api.wsgi.responses import Answer, Answers, Later
from api.wsgi.wrapper import Wrapper
from election.i18n.catalogue import Catalogue
from election.library import Library


def build_app(library: Library, catalogue: Catalogue) -> WSGIApplication:
    """Return the API as a WSGI app. It keeps nothing between requests, and any thread may call it."""
    answers = Answers(catalogue)
    return assemble(Routes(library, answers).table(), answers)


def assemble(routes: Mapping[str, Mapping[str, Handler]], answers: Answers) -> WSGIApplication:
    """Return a WSGI app with these routes (path -> method -> handler); what they raise becomes words."""
    router = bottle.Bottle()
    for path, methods in routes.items():
        for method, handler in methods.items():
            router.route(path, method, handler)

    def respond(environ: WSGIEnvironment) -> Answer | Later:
        try:
            route, _ = router.match(environ)
        except bottle.HTTPError as refusal:
            raise (
                WrongMethod(refusal.headers["Allow"]) if refusal.status_code == 405 else NoSuchPath()
            ) from None
        handler: Handler = route.callback
        return handler(environ)

    return Wrapper(respond, answers)
