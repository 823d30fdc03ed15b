"""``codes issue``: makes codes, and a PDF of them."""

from pathlib import Path

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.codes.making import address_option, for_option, hand_over, layout_option, make, remake
from cli.options import PATH, Options
from cli.output import json_option
from cli.passphrase import passphrase_option
from election.data_folder import check_outside


@click.command(cls=Command)
@click.argument("target", metavar="DIR|FILE", type=PATH)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--personal", is_flag=True, help="A code for each person who has none, with the name on it.")
@click.option("--count", type=click.IntRange(1), help="How many slips; else one a person and 5 % more.")
@click.option("--style", type=int, metavar="N", help="For whom, where groups vote in different contests.")
@for_option
@layout_option
@address_option
@json_option
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    target: Path,
    which: str | None,
    count: int | None,
    style: int | None,
    who: str | None,
    layout: str,
    address: str | None,
    *,
    personal: bool,
    as_json: bool,
    passphrase_file: Path | None,
) -> None:
    """Make codes and save them as slips to be printed and cut.

    They are good once `codes confirm` has said that all of them came out. The file holds every code: destroy
    it after printing. No other copy is kept.
    """
    check_outside(target)  # before any code is made
    language = options.language
    call = (
        make(which, style, 0 if personal else count, layout, language, address)
        if who is None
        else remake(which, who, layout, language, address)
    )
    hand_over(options, carry_out(options, call, passphrase_file), target, "", as_json=as_json)
