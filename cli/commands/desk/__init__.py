"""``desk …``: who came and who was given a slip, one module for each command."""

from cli.command import Group

command = Group(
    package=__name__,
    commands=("find", "check-in", "give", "undo", "exchange", "lost", "let-vote", "pin"),
    help="Look people up, check them in, hand out slips, take wrong marks back, let somebody vote.",
)
