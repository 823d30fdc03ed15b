"""``backup``: copies the current election to a second folder, and keeps that copy up to date."""

from pathlib import Path
from typing import Any

import click

from cli.backup_status import backup_status, print_backup
from cli.carry_out import carry_out
from cli.command import Command
from cli.copy_passphrase import copy_passphrase_option, new_copy_passphrase
from cli.options import PATH, Options
from cli.output import json_option, print_json
from cli.passphrase import passphrase_option
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.services import Services


@task(passphrase=True)
def make(services: Services, target: str, copy_passphrase: str | None) -> dict[str, Any]:
    """Back up the current election to this folder; return where it is, and whom it knows."""
    made = services.backups.begin(Path(target), copy_passphrase)
    return {
        "folder": str(made.path),
        "voted": made.turnout.voted,
        "voters": made.turnout.voters,
        "encrypted": copy_passphrase is not None,
    }


@task()
def status(services: Services) -> dict[str, Any]:
    """Return where the current election is backed up, and what keeps it from being. Raises what keeps that
    election from being opened.
    """
    if (unopened := services.library.unopened) is not None:
        raise unopened.problem
    services.backups.wait(0)  # has what a close at its time asked for made, where nobody else keeps them
    nowhere = {"folder": None, "encrypted": False, "voted": None, "pending": False, "problem": None}
    return backup_status(services) or nowhere


@click.command("backup", cls=Command)
@click.argument("target", metavar="[DIR]", type=PATH, required=False)
@click.option("--encrypt", is_flag=True, help="Encrypt it with a passphrase of its own.")
@copy_passphrase_option
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    target: Path | None,
    *,
    encrypt: bool,
    copy_passphrase_file: Path | None,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Back up the current election to a folder, such as a stick, and read it back; without DIR, tell where it
    is backed up.

    It takes the place of an earlier back-up there. From then on the program makes it anew at each pause,
    close and count; and while the polls are open, whenever nobody can be told apart by it: in every contest
    at least 16 have voted since the last one, or nobody. What was due while the stick was out is made once it
    is back.
    """
    if target is None:
        _tell(options, as_json=as_json)
        return
    encrypt = encrypt or copy_passphrase_file is not None
    secret = new_copy_passphrase(copy_passphrase_file, options.language) if encrypt else None
    made = carry_out(options, make(str(target.absolute()), secret), passphrase_file)
    if as_json:
        print_json(made)
        return
    key = "backup.done" if encrypt else "election_copy.done"
    print(catalogue().text(key, options.language, **made))


def _tell(options: Options, *, as_json: bool) -> None:
    found = carry_out(options, status())
    if as_json:
        print_json(found)
        return
    say = catalogue().text
    if found["folder"] is None:
        print(say("backup.none", options.language))
        return
    print(say("backup.sealed" if found["encrypted"] else "backup.plain", options.language, **found))
    print_backup(found, options.language)
