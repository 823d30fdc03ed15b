"""``codes print``: makes codes, and prints them at once."""

from pathlib import Path

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.commands.codes.making import address_option, for_option, hand_over, layout_option, make, remake
from cli.options import Options
from cli.output import json_option
from cli.passphrase import passphrase_option
from election.printing.paper import NoPrinter, can_print


@click.command(cls=Command)
@click.argument("which", metavar="[ID]", required=False)
@click.option("--printer", metavar="NAME", default="", help="Print them on this printer, not the usual one.")
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
    which: str | None,
    printer: str,
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
    """Make codes and print them as slips to be cut. No file is kept.

    They are good once `codes confirm` has said that all of them came out.
    """
    if not can_print():  # before there are codes that nobody would ever see
        raise NoPrinter
    language = options.language
    call = (
        make(which, style, 0 if personal else count, layout, language, address)
        if who is None
        else remake(which, who, layout, language, address)
    )
    hand_over(options, carry_out(options, call, passphrase_file), None, printer, as_json=as_json)
