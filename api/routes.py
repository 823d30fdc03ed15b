"""Every route of the API. A new one is a module with a `Route`, and a line here."""

from api.simple import candidates, log_in, sign_up, token, vote
from api.wsgi.route import Route

ROUTES: tuple[Route, ...] = (
    sign_up.ROUTE,
    log_in.ROUTE,
    token.ROUTE,
    candidates.ROUTE,
    vote.ROUTE,
)
TOGETHER = frozenset(route.path for route in ROUTES if route.together)
