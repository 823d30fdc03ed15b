"""``log …``: the event log of an election, one module for each command."""

from cli.command import Group

command = Group(
    package=__name__,
    commands=("show", "check"),
    help="What was done to an election, line by line, and whether anybody has tampered with that.",
)
