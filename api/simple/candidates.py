"""`GET /candidates`: the first contest's candidates, and their votes where they may be shown."""

from collections.abc import Mapping
from contextlib import suppress
from wsgiref.types import WSGIEnvironment

from api.wsgi.responses import Answer, as_json
from api.wsgi.route import Context, Route
from election.errors import NoSuchContest, ResultsHidden
from election.voting.methods.choose import is_one_choice


def candidates(context: Context, _environ: WSGIEnvironment) -> Answer:
    """List the first contest's candidates, with their votes if they may be shown, and if one mark is all
    that voters are asked for.
    """
    votes: Mapping[int, int] = {}
    with context.library.current() as services:
        election = services.polls.election()
        if not election.contests:
            raise NoSuchContest
        contest = election.contests[0]
        if is_one_choice(election.contests_of(election.styles[0].id)):
            with suppress(ResultsHidden):
                results = services.tally.results()
                counts = next((each.counts for each in results if each.contest == contest), ())
                votes = {each.candidate.id: each.total for each in counts}
    return as_json(
        [{"id": each.id, "name": each.name, "voteCount": votes.get(each.id)} for each in contest.candidates]
    )


ROUTE = Route("/candidates", ("GET",), candidates)
