"""``election correct``: puts a text on the ballot right."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.passphrase import passphrase_option
from cli.places import PLACE, candidate_at, contest_at
from cli.tasks import task
from election.i18n.catalogue import LANGUAGES, catalogue
from election.models import Candidate, Contest, Election, LocalText, PollsState
from election.services import Services
from election.setup.changes.candidates import ChangeCandidate
from election.setup.changes.contests import ChangeContest, ChangeElection
from election.setup.editing import Correction

_LOCAL = ("title", "description", "statement")
_PLAIN = ("name", "label")


def _is_under_way(services: Services, which: str | None, **_given: Any) -> bool:
    with services.library.held(election_id(services.library, which)) as held:
        return held.polls.election().state is not PollsState.DRAFT


@task(passphrase=_is_under_way)
def correct(
    services: Services, which: str | None, contest: int, candidate: int, texts: dict[str, str], reason: str
) -> str:
    """Set the texts of what stands at a place, 0 and 0 being the election, and return its title or name."""
    with services.library.held(election_id(services.library, which)) as held:
        election = held.polls.election()
        change = _change(election, contest, candidate, texts)
        if election.state is PollsState.DRAFT:
            after = held.editing.make(change).election
        else:
            after = held.editing.correct(change, reason).election
    if candidate:
        return candidate_at(after, contest, candidate).name
    title = contest_at(after, contest).title if contest else after.title
    return title.in_language("ko")


@click.command(cls=Command)
@click.argument("place", type=PLACE, required=False)
@click.option("--election", "which", metavar="ID", help="The election; without it the current one.")
@click.option("--reason", default="", help="Why; needed once the polls have opened.")
@click.option("--title-ko", help="Of the election or a contest.")
@click.option("--title-en")
@click.option("--description-ko", help="Of the election or a contest.")
@click.option("--description-en")
@click.option("--name", help="Of a candidate.")
@click.option("--label", help="A candidate's list or group.")
@click.option("--statement-ko", help="Of a candidate.")
@click.option("--statement-en")
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    /,
    place: tuple[int, int] | None,
    which: str | None,
    reason: str,
    *,
    passphrase_file: Path | None,
    **fields: str | None,
) -> None:
    """Put a text on the ballot right.

    PLACE is 2 for the second contest, 2.3 for its third candidate, as `election show` lists them; without it
    it is the election. Once the polls have opened this needs a reason, which is kept with the election.
    """
    texts = {name: text for name, text in fields.items() if text is not None}
    if not texts:
        raise click.UsageError("say what is to be changed, as by --title-ko or --name")
    done = carry_out(options, correct(which, *(place or (0, 0)), texts, reason), passphrase_file)
    print(catalogue().text("election_correct.done", options.language, name=done))


def _change(election: Election, contest: int, candidate: int, texts: dict[str, str]) -> Correction:
    if candidate:
        one = candidate_at(election, contest, candidate)
        return ChangeCandidate(one.id, _values(one, texts))
    if contest:
        found = contest_at(election, contest)
        return ChangeContest(found.id, _values(found, texts))
    return ChangeElection(_values(election, texts))


def _values(row: Election | Contest | Candidate, texts: dict[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {name: texts[name] for name in _PLAIN if name in texts}
    for name in _LOCAL:
        given = {each: texts[f"{name}_{each}"] for each in LANGUAGES if f"{name}_{each}" in texts}
        if given:
            before = dict(getattr(row, name).texts) if hasattr(row, name) else {}
            values[name] = LocalText.of(before | given)
    return values
