"""``codes …``: voter codes made, printed, voided and accounted for, one module for each command."""

from cli.command import Group

command = Group(
    package=__name__,
    commands=("issue", "print", "confirm", "void", "account"),
    help="Make codes and print them, say that they came out, void them, and account for the slips.",
)
