"""``roll …``: who may vote, one module for each command."""

from cli.command import Group

command = Group(
    package=__name__,
    commands=("import", "undo", "list", "add", "correct", "remove", "groups", "export"),
    help="Bring in who may vote, look somebody up, put single people right, say which groups vote where.",
)
