"""``network wifi``: the Wi-Fi that voters are to join."""

import sys
from pathlib import Path

import click

from cli.carry_out import carry_out
from cli.command import Command
from cli.options import PATH, Options
from cli.output import printable
from cli.passphrase import passphrase_option, read_text
from cli.tasks import task
from election.i18n.catalogue import catalogue
from election.network.wifi import Wifi
from election.services import Services


@task(passphrase=True)
def set_wifi(services: Services, name: str | None, passphrase: str) -> None:
    """Have this Wi-Fi shown, or none."""
    services.networks.set_wifi(None if name is None else Wifi(name, passphrase))


@click.command(cls=Command)
@click.argument("name", required=False)
@click.option("--key-file", type=PATH, metavar="FILE", help="A file with the Wi-Fi's passphrase.")
@click.option("--open", "is_open", is_flag=True, help="It has no passphrase.")
@click.option("--none", "none", is_flag=True, help="Show no Wi-Fi any more.")
@passphrase_option
@click.pass_obj
def command(
    options: Options,
    name: str | None,
    key_file: Path | None,
    *,
    is_open: bool,
    none: bool,
    passphrase_file: Path | None,
) -> None:
    """Have the kiosk's start screen and the projector show the event's Wi-Fi NAME as a QR code.

    Without --key-file or --open the terminal asks for its passphrase, which everybody in the hall can then
    read from the code. It is kept in this machine's settings alone.
    """
    if (name is None) is not none:
        raise click.UsageError("give either the name of a Wi-Fi or --none")
    key = "" if is_open or name is None else _key(key_file, options.language)
    carry_out(options, set_wifi(name, key), passphrase_file)
    said = "network_wifi.none" if name is None else "network_wifi.set"
    print(catalogue().text(said, options.language, name=printable(name or "")))


def _key(file: Path | None, language: str) -> str:
    if file is not None:
        return read_text(file, "--key-file")
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask for its passphrase: give --key-file or --open")
    asked: str = click.prompt(catalogue().text("network_wifi.key", language), hide_input=True, err=True)
    return asked
