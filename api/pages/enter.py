"""The way in: the code of a slip or a letter, or an e-mail address and a password."""

from wsgiref.types import WSGIEnvironment

from api.pages.ballot import first_page
from api.pages.forms import form, one
from api.pages.pages import Pages, keep, see
from api.passwords import check_takes_passwords, is_private, takes_passwords
from api.wsgi.requests import PATH_VALUES, query, source
from api.wsgi.responses import Answer, status_of
from election.election_services import ElectionServices
from election.errors import ElectionError
from election.models import WayIn
from election.voters import codes
from election.voters.codes import CodeMalformed, CodeMistyped, CodeUsed
from election.voters.tokens import Bearer

_MOST_TYPED = 254  # characters: as many as an e-mail address may have
_BY_PASSWORD = frozenset({WayIn.SIGN_UP, WayIn.PASSWORD})


def start(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Show the election, and the way in; and to who left a ballot, that nothing was cast."""
    left = query(environ, "left")
    with pages.library.current() as election:
        return _enter(pages, environ, election, left=left if left in ("asked", "idle") else "")


def slip(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Show the code that was scanned, and a button; looking at it uses nothing up."""
    text = environ[PATH_VALUES]["code"]
    with pages.library.current() as election:
        try:
            shown = codes.read(text).shown
        except (CodeMalformed, CodeMistyped) as error:
            return _enter(pages, environ, election, error=error, error_at="code", typed=text)
        return _enter(pages, environ, election, code=shown)


def enter(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Let somebody in, and begin a ballot."""
    fields = form(environ)
    with pages.library.current() as election:
        try:
            if "code" in fields:
                voter = election.code_log_in.log_in(one(fields, "code"), source(environ))
            else:
                check_takes_passwords(environ, election.polls.election())
                voter = election.accounts.log_in(
                    one(fields, "email"), one(fields, "password"), source(environ)
                )
            token = election.accounts.issue_token(voter)
            if election.ballots.has_voted(voter.id):
                return pages.render(environ, "already")
            if refusal := election.ballots.refusal():
                raise refusal
            bearer = Bearer(voter.id, voter.code)
            given = election.polls.election_for(voter.id)
        except CodeUsed as error:
            return pages.render(environ, "already", status=409, refused=error)
        except ElectionError as error:
            at = "code" if "code" in fields else "email"
            return _enter(pages, environ, election, error=error, error_at=at, typed=one(fields, at))
        session = pages.sessions.begin(token, bearer, election.id, given, pages.language(environ, None))
    return see(first_page(session), keep(session.cookie))


def _enter(
    pages: Pages,
    environ: WSGIEnvironment,
    election: ElectionServices,
    *,
    code: str = "",
    left: str = "",
    error: ElectionError | None = None,
    error_at: str = "",
    typed: str = "",
) -> Answer:
    """Show the way in; what was `typed` where the error is stays there, to be put right."""
    current = election.polls.election()
    ways, refusal = frozenset(current.ways_in), election.ballots.refusal()
    return pages.render(
        environ,
        "enter",
        status=200 if error is None else status_of(error),
        refused=error,
        election=current,
        by_code=bool(ways & {WayIn.CODE, WayIn.SLIP}),
        by_password=bool(ways & _BY_PASSWORD) and takes_passwords(environ, current),
        is_private=is_private(environ),
        code=code,
        left=left,
        is_open=refusal is None,
        refusal=_said(pages, environ, refusal),
        error=_said(pages, environ, error),
        typed={error_at: typed[:_MOST_TYPED]},
        error_at=error_at if refusal is None else "",
    )


def _said(pages: Pages, environ: WSGIEnvironment, error: ElectionError | None) -> str | None:
    return None if error is None else pages.words(environ, None, error)
