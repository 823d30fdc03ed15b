"""``network …``: where voters' phones find the API, one module for each command."""

from cli.command import Group

command = Group(
    package=__name__,
    commands=("list", "use", "wifi", "qr"),
    help="By which address voters' phones find this machine, and by which Wi-Fi.",
)
