"""The commands that make the election that follows from another one."""

from collections.abc import Mapping

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.election_id import election_id
from cli.options import Options
from cli.output import json_option, print_json
from cli.tasks import task
from election.archive.series import Follows
from election.i18n.catalogue import catalogue
from election.services import Services


@task()
def make(
    services: Services, which: str | None, follows: str, title: Mapping[str, str], *, with_codes: bool
) -> str:
    """Make the election that follows, and return the id of the draft."""
    found, series = election_id(services.library, which), services.series
    match Follows(follows):
        case Follows.RUN_OFF:
            return series.run_off(found, with_codes=with_codes)
        case Follows.REPEAT:
            return series.repeat(found, with_codes=with_codes)
        case Follows.MOTION:
            return series.motion(found, title, with_codes=with_codes)


def series_command(name: str, follows: Follows, about: str) -> click.Command:
    """Return the command called `name`; `about` is its ``--help``."""

    @click.command(name, cls=Command, help=about)
    @click.argument("which", metavar="[ID]", required=False)
    @click.option("--new-codes", is_flag=True, help="Leave the codes behind: people get new ones.")
    @json_option
    @click.pass_obj
    def command(
        options: Options,
        which: str | None,
        *,
        new_codes: bool,
        as_json: bool,
        ko: str | None = None,
        en: str | None = None,
    ) -> None:
        title = {language: text for language, text in (("ko", ko), ("en", en)) if text}
        if follows is Follows.MOTION and not title:
            raise click.UsageError("the motion needs a title: --ko, --en or both")
        made = carry_out(options, make(which, follows, title, with_codes=not new_codes))
        if as_json:
            print_json({"id": made})
        else:
            key = "election_series.new_codes" if new_codes else "election_series.with_codes"
            print(catalogue().text(key, options.language, id=made))

    if follows is Follows.MOTION:
        for language in ("en", "ko"):
            command = click.option(f"--{language}", help="The motion, in this language.")(command)
    return command
