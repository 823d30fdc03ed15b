"""``restore``: has the election of a back-up here, also in place of a damaged one."""

from pathlib import Path
from typing import Any

import click

from cli.carry_out import Refused, carry_out
from cli.command import Command
from cli.commands.election.continue_ import go_on, tell
from cli.copy_passphrase import copy_passphrase, copy_passphrase_option
from cli.options import PATH, Options
from cli.output import json_option
from cli.passphrase import passphrase_option
from election.store.port.refusals import CopyLocked


@click.command("restore", cls=Command)
@click.argument("source", metavar="DIR", type=PATH)
@click.option(
    "--replace", is_flag=True, help="Take the place of the same election here, which is kept aside."
)
@click.option("--again", is_flag=True, help="Although somebody has gone on from this back-up before.")
@click.option("--use", is_flag=True, help="Make it the current election.")
@copy_passphrase_option
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    source: Path,
    *,
    replace: bool,
    again: bool,
    use: bool,
    copy_passphrase_file: Path | None,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Restore the election that `backup` copied to this folder. All of it is read and checked before anything
    here changes.

    Where the same election is here, perhaps damaged, --replace takes its place; it is kept in the data folder
    beside the new one. Polls that were open are paused, and whoever voted after the back-up was made must be
    asked. Unless its votes are counted, the back-up is marked: only one computer goes on from it.
    """

    def restored(secret: str | None) -> dict[str, Any]:
        call = go_on(str(source.absolute()), secret, use=use, replace=replace, again=again)
        return carry_out(options, call, passphrase_file)

    try:
        secret = (
            None if copy_passphrase_file is None else copy_passphrase(copy_passphrase_file, options.language)
        )
        made = restored(secret)
    except Refused as refusal:
        if refusal.code != CopyLocked.code or copy_passphrase_file is not None:
            raise
        made = restored(copy_passphrase(None, options.language))
    tell(options, made, as_json=as_json)
