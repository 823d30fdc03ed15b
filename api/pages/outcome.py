"""How a ballot ended: in the box, or left; and what a phone is told whose ballot is not under way."""

from dataclasses import replace
from wsgiref.types import WSGIEnvironment

from api.pages.errors import BallotForgotten, NoBallot
from api.pages.forms import form, is_of, one
from api.pages.pages import PATH, Pages, keep, see, token_of
from api.pages.proofs import Proof, qr_picture
from api.wsgi.requests import PATH_VALUES
from api.wsgi.responses import Answer, as_json
from election.election_services import ElectionServices
from election.errors import AlreadyVoted, ElectionError, PollsPaused
from election.records.receipts import shown
from election.voting.casting import Cast

DONE = f"{PATH}/done"


def to_done(pages: Pages, environ: WSGIEnvironment, language: str, receipt: str) -> Answer:
    """Lead to the page that says the ballot is in the box. The script is told its address: what it found by
    following a redirection could be lost, and only that page takes the cookie away.
    """
    address = f"{DONE}/{pages.proofs.give(receipt)}?lang={language}"
    return as_json({"done": address}) if environ.get("HTTP_ACCEPT") == "application/json" else see(address)


def done(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Say that the ballot is in the box, and show its receipt for a while; nothing here tells whose or what.
    The phone's cookie goes, unless somebody else's ballot is under way on it meanwhile.
    """
    proof = pages.proofs.read(environ[PATH_VALUES]["proof"])
    with pages.library.current() as election:
        if proof is None and not _has_voted(environ, election):
            return see("/")
        is_over = pages.session(environ, election) is None
    page = pages.render(environ, "already") if proof is None else _done_page(pages, environ, proof)
    return replace(page, headers=(*page.headers, keep(""))) if is_over else page


def _done_page(pages: Pages, environ: WSGIEnvironment, proof: Proof) -> Answer:
    receipt = "" if proof.receipt is None else shown(proof.receipt)
    return pages.render(environ, "done", receipt=receipt, picture=qr_picture(receipt) if receipt else "")


def leave(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Forget the ballot; nothing was cast. The page may be one that somebody left open before: then the
    ballot that is under way on this phone stays as it is.
    """
    fields = form(environ)
    with pages.library.current() as election:
        session = pages.session(environ, election)
        if session is None and _has_voted(environ, election):
            raise AlreadyVoted
        is_over = session is None or is_of(session, fields)
        if session is not None and is_over:
            pages.sessions.end(session)
    why = "idle" if one(fields, "why") == "idle" else "asked"
    start = f"/?left={why}&lang={pages.language(environ, session)}"
    return see(start, keep("")) if is_over else see(start)


def cast_before(environ: WSGIEnvironment, election: ElectionServices, key: str) -> Cast | None:
    """Return the ballot of the phone that asks if it is in the box, sent under this `key`, or None."""
    voter = _voter(environ, election)
    return election.ballots.cast_before(voter, key) if voter is not None and key else None


def refusal_of_ended(environ: WSGIEnvironment, election: ElectionServices) -> ElectionError:
    """Return what a phone is told that has no ballot under way: it is in the box; the polls closed, or it was
    forgotten, before it was cast; or, without its cookie, how to find out which.
    """
    voter = _voter(environ, election)
    if voter is None:
        return NoBallot()
    if election.ballots.has_voted(voter):
        return AlreadyVoted()
    refusal = election.ballots.refusal()
    return BallotForgotten() if refusal is None or isinstance(refusal, PollsPaused) else refusal


def _has_voted(environ: WSGIEnvironment, election: ElectionServices) -> bool:
    voter = _voter(environ, election)
    return voter is not None and election.ballots.has_voted(voter)


def _voter(environ: WSGIEnvironment, election: ElectionServices) -> int | None:
    """Return whose token the phone's cookie holds, None where it has no good one."""
    try:
        return election.accounts.bearer_of_token(token_of(environ)).voter_id
    except ElectionError:
        return None
