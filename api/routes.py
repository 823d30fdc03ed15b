"""Every route of the API. A new one is a module with a `Route`, and a line here."""

from api.pages import routes as pages
from api.simple import aliases, candidates, log_in, sign_up, token, vote
from api.v1 import routes as v1
from api.wsgi.route import Route

ROUTES: tuple[Route, ...] = (
    sign_up.ROUTE,
    log_in.ROUTE,
    token.ROUTE,
    candidates.ROUTE,
    vote.ROUTE,
    *aliases.ROUTES,
)
TOGETHER = frozenset(route.path for route in (*ROUTES, *v1.ROUTES) if route.together) | pages.TOGETHER
