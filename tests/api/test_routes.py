"""A route of the API costs one module and one line: a made-up one beside those there are."""

import json
from collections import Counter
from wsgiref.types import WSGIEnvironment

from api.routes import ROUTES, TOGETHER
from api.wsgi.app import assemble
from api.wsgi.responses import Answer, Answers, as_json
from api.wsgi.route import Context, Route
from election.i18n.catalogue import catalogue
from tests.api.calling import call
from tests.services import Services


def turnout(context: Context, _environ: WSGIEnvironment) -> Answer:
    """The example of CONTRIBUTING."""
    with context.library.current() as election:
        turnout = election.tally.turnout()
    return as_json({"voted": turnout.voted, "voters": turnout.voters})


def test_another_route_answers_beside_the_others(services: Services) -> None:
    more = (*ROUTES, Route("/turnout", ("GET",), turnout))
    app = assemble(more, Context(services.library, Answers(catalogue())))
    assert json.loads(call(app, "GET", "/turnout").body) == {"voted": 0, "voters": 0}
    assert call(app, "POST", "/turnout").status == 405
    assert call(app, "GET", "/candidates").status == 200


def test_no_path_is_there_twice_and_votes_alone_are_begun_together() -> None:
    assert max(Counter(route.path for route in ROUTES).values()) == 1
    assert {"/vote", "/api/vote", "/api/v1/me/ballot", "/v/cast"} == TOGETHER
