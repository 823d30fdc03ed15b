"""``receipts …``: what can be asked of receipts, one module for each command."""

from cli.command import Group

command = Group(
    package=__name__,
    commands=("check",),
    help="Say whether a voter's receipt is in the box.",
)
