"""One contest a page, the review of them all, and casting."""

from collections.abc import Mapping
from typing import Any
from wsgiref.types import WSGIEnvironment

from api.pages import marks
from api.pages.errors import ForeignForm, NoSuchPage
from api.pages.forms import form, is_of, one
from api.pages.outcome import cast_before, refusal_of_ended, to_done
from api.pages.pages import PATH, Pages, see
from api.pages.reviewed import refusal_of, reviewed
from api.pages.sessions import Session
from api.v1.caching import shortened
from api.wsgi.requests import PATH_VALUES
from api.wsgi.responses import Answer, Later, status_of
from election.election_services import ElectionServices
from election.errors import AlreadyVoted, ElectionError, PollsPaused, StorageFailed, StorageUnsettled
from election.i18n.catalogue import LANGUAGES
from election.models import Contest

REVIEW, CAST, HELP = f"{PATH}/review", f"{PATH}/cast", f"{PATH}/help"


def address_of_contest(number: int) -> str:
    """Return the address of a contest's page. A phone keeps addresses, so nothing of a choice may be in one:
    each leads to the row in which a step was taken, if there is one, and is the same where none was.
    """
    return f"{PATH}/{number}#here"


def first_page(session: Session) -> str:
    """Return where a ballot begins."""
    return address_of_contest(1) if session.contests else REVIEW


def go_on(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Lead to where this phone's ballot is under way."""
    with pages.library.current() as election:
        session = _under_way(pages, environ, election)
        pages.language(environ, session)
        open_ones = (at for at, each in enumerate(session.contests, 1) if each.id not in session.markings)
        number = None if session.is_seen_whole else next(open_ones, None)
    return see(REVIEW if number is None else address_of_contest(number))


def contest(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Show one contest with what is marked in it."""
    with pages.library.current() as election:
        session = _under_way(pages, environ, election)
        number, contest = _place(session, environ)
        marking = session.markings.get(contest.id, marks.blank(contest))
        photos = election.polls.photo_digests()
    return _contest_page(pages, environ, session, number, contest, marking, photos)


def mark(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Keep what a form marks, and lead on; or say what is wrong with it, and keep nothing."""
    fields = form(environ)
    with pages.library.current() as election:
        session = _under_way(pages, environ, election)
        if not is_of(session, fields):
            raise ForeignForm
        number, contest = _place(session, environ)
        marking = marks.read(contest, fields)
        steps, go = one(fields, "do"), one(fields, "go")
        leaves_blank, speaks = go == "blank", go.removeprefix("lang:")
        stays = go == "help" or speaks in LANGUAGES  # marks are kept as they are, whatever they are
        if speaks in LANGUAGES:
            session.language = speaks
        is_done = not steps and not leaves_blank and not stays
        if is_done and (error := refusal_of(contest, marking)):
            photos = election.polls.photo_digests()
            return _contest_page(pages, environ, session, number, contest, marking, photos, error)
        session.markings[contest.id] = marks.blank(contest) if leaves_blank else marking
        moved = marks.candidate_of(steps)
        session.here = None if moved is None else (contest.id, moved)
    if go == "help":
        return see(HELP)
    if steps or stays:
        return see(address_of_contest(number))
    return see(_next(session, number, go))


def review(pages: Pages, environ: WSGIEnvironment) -> Answer:
    """Show the whole ballot in words before it is cast."""
    with pages.library.current() as election:
        session = _under_way(pages, environ, election)
        session.is_seen_whole = True
        return _review_page(pages, environ, session)


def cast(pages: Pages, environ: WSGIEnvironment) -> Answer | Later:
    """Cast the ballot. However often the form is sent, it is one ballot, and every answer tells the truth."""
    fields = form(environ)
    with pages.library.current() as election:
        session = pages.session(environ, election)
        if session is None or not is_of(session, fields):
            if before := cast_before(environ, election, one(fields, "key")):
                return to_done(pages, environ, pages.language(environ, session), before.receipt)
            raise refusal_of_ended(environ, election)
        choices = {
            each.id: session.markings[each.id] for each in session.contests if each.id in session.markings
        }
        if not session.token:  # forgotten meanwhile, and with it perhaps what was marked
            raise refusal_of_ended(environ, election)
        if not any(choices.values()) and one(fields, "blank") != "yes":
            return _review_page(pages, environ, session, asks_blank=True)
        finish = election.ballots.submit(
            session.bearer.voter_id, choices, code=session.bearer.code, given=session.given, key=session.key
        )

    def answer() -> Answer:
        try:
            done = finish()
        except ElectionError as error:
            return _not_cast(pages, environ, session, error)
        pages.sessions.end(session)
        return to_done(pages, environ, session.language, done.receipt)

    return Later(answer)


def _under_way(pages: Pages, environ: WSGIEnvironment, election: ElectionServices) -> Session:
    session = pages.session(environ, election)
    if session is None:
        raise refusal_of_ended(environ, election)
    if election.ballots.has_voted(session.bearer.voter_id):  # on another phone, or at the kiosk
        pages.sessions.end(session)
        raise AlreadyVoted
    return session


def _place(session: Session, environ: WSGIEnvironment) -> tuple[int, Contest]:
    number = int(environ[PATH_VALUES]["number"])
    if not 1 <= number <= len(session.contests):
        raise NoSuchPage
    return number, session.contests[number - 1]


def _next(session: Session, number: int, where: str) -> str:
    if where == "back":
        return address_of_contest(max(1, number - 1))
    if session.is_seen_whole or number == len(session.contests):
        return f"{REVIEW}#k{number}" if session.is_seen_whole else REVIEW  # back to where one came from
    return address_of_contest(number + 1)


def _contest_page(
    pages: Pages,
    environ: WSGIEnvironment,
    session: Session,
    number: int,
    contest: Contest,
    marking: Any,
    photos: Mapping[int, str],
    error: ElectionError | None = None,
) -> Answer:
    return pages.render(
        environ,
        "contest",
        session=session,
        status=200 if error is None else 422,
        refused=error,
        number=number,
        contest=contest,
        form=marks.form_of(contest),
        lines=marks.lines(contest, marking),
        most=marks.most(contest),
        least=marks.least(contest),
        may_share=marks.may_share(contest),
        scale=marks.scale(contest),
        photos={candidate: shortened(each) for candidate, each in photos.items()},
        error=None if error is None else pages.words(environ, session, error),
        error_at="how",
    )


def _review_page(
    pages: Pages, environ: WSGIEnvironment, session: Session, *, asks_blank: bool = False
) -> Answer:
    ballot = [
        reviewed(number, each, session.markings.get(each.id, marks.blank(each)))
        for number, each in enumerate(session.contests, start=1)
    ]
    return pages.render(
        environ,
        "review",
        session=session,
        ballot=ballot,
        address_of_contest=address_of_contest,
        is_ready=all(each.refusal is None for each in ballot),
        is_blank=not any(session.markings.values()),
        asks_blank=asks_blank,
    )


def _not_cast(pages: Pages, environ: WSGIEnvironment, session: Session, error: ElectionError) -> Answer:
    """Say why it was not cast. Where that may pass, the ballot stays as it is, to be sent again."""
    said, status = pages.words(environ, session, error), status_of(error)
    if isinstance(error, StorageFailed | StorageUnsettled | PollsPaused):
        is_known = not isinstance(error, StorageUnsettled)
        return pages.render(
            environ,
            "not_cast",
            session=session,
            status=status,
            refused=error,
            error=said,
            again=True,
            is_known=is_known,
        )
    pages.sessions.end(session)
    if isinstance(error, AlreadyVoted):
        return pages.render(environ, "already", status=409, refused=error)
    return pages.render(
        environ, "not_cast", status=status, refused=error, error=said, again=False, is_known=True
    )
