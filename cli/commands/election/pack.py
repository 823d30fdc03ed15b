"""``election pack``: the closing pack, one file from which anybody can check the result."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import PATH, Options
from cli.output import json_option, print_json, print_warnings
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task()
def look(services: Services, which: str | None, language: str) -> list[str]:
    """Return what is to be known before the pack is given to anybody."""
    with services.library.held(election_id(services.library, which)) as held:
        return [catalogue().text(each.key, language, **each.values) for each in held.packs.warnings()]


def _has_names(_services: Services, *, members: bool, **_others: object) -> bool:
    return members


@task(passphrase=_has_names)
def make(
    services: Services, which: str | None, folder: str, *, members: bool, language: str
) -> dict[str, Any]:
    """Write the pack into this folder, and the list of who took part where it is wanted; return where they
    are.
    """
    with services.library.held(election_id(services.library, which)) as held:
        names = held.packs.list_members(Path(folder), language) if members else None
        made = held.packs.make(Path(folder))
    return {
        "file": str(made.path),
        "sha256": made.digest,
        "members": None if names is None else str(names),
    }


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--to", "folder", metavar="DIR", type=PATH, default=".", help="Where to; else where you are.")
@click.option(
    "--members",
    is_flag=True,
    help="Beside it, for the committee alone, who took part: if that was declared before opening.",
)
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    which: str | None,
    folder: Path,
    *,
    members: bool,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Save the closing pack of a counted election: ballots, receipts, log, reports, and what verifies them.

    One file, signed with the election's key. The same election always gives the same file. It names no
    voters; --members writes a second file that does, and asks for the passphrase. What the result itself
    tells of how people voted is said first.
    """
    warnings = carry_out(options, look(which, options.language))
    if not as_json:
        print_warnings(warnings)
    task_made = make(which, str(folder), members=members, language=options.language)
    made = carry_out(options, task_made, passphrase_file)
    if as_json:
        print_json({**made, "warnings": warnings})
        return
    print(catalogue().text("pack.done", options.language, file=made["file"], digest=made["sha256"]))
    if made["members"]:
        print(catalogue().text("pack.members_done", options.language, file=made["members"]))
