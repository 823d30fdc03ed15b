"""Putting the API together: Bottle for the routing, and around it what Bottle does not do well."""

from collections.abc import Callable, Mapping
from wsgiref.types import WSGIApplication

import bottle

from api.answers import Answer, Answers
from api.errors import NoSuchPath, WrongMethod
from api.headers import Wrapper
from api.routes import Handler, Routes
from election.errors import ElectionError
from election.language import Catalogue
from election.services import Services


def build_app(services: Services, catalogue: Catalogue) -> WSGIApplication:
    """Return the API as a WSGI app. It keeps nothing between requests, and any thread may call it."""
    answers = Answers(catalogue)
    return assemble(Routes(services, answers).table(), answers)


def assemble(routes: Mapping[str, Mapping[str, Handler]], answers: Answers) -> WSGIApplication:
    """Return a WSGI app with these routes (path -> method -> handler); what they raise becomes words."""
    router = bottle.Bottle()
    router.catchall = False  # it would print tracebacks to stderr; `Wrapper` logs them
    for path, methods in routes.items():
        for method, handler in methods.items():
            router.route(path, method, _answering(handler, answers))

    def refused_by_bottle(refusal: bottle.HTTPError) -> bytes:
        error = WrongMethod(refusal.headers["Allow"]) if refusal.status_code == 405 else NoSuchPath()
        answer = answers.refuse(bottle.request.environ, error)
        _for_bottle(answer).apply(bottle.response)
        return answer.body

    router.default_error_handler = refused_by_bottle
    return Wrapper(router, answers)


def _answering(handler: Handler, answers: Answers) -> Callable[[], bottle.HTTPResponse]:
    def answered() -> bottle.HTTPResponse:
        environ = bottle.request.environ
        try:
            return _for_bottle(handler(environ))
        except ElectionError as error:
            return _for_bottle(answers.refuse(environ, error))

    return answered


def _for_bottle(answer: Answer) -> bottle.HTTPResponse:
    return bottle.HTTPResponse(answer.body, answer.status, answer.all_headers())
