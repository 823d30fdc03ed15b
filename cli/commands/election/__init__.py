"""``election …``: the elections of the data folder, one module for each command.

Where a program runs on the folder, it carries them out (`cli.carry_out`).
"""

from cli.command import Group

command = Group(
    package=__name__,
    commands=(
        "create",
        "copy",
        "list",
        "show",
        "check",
        "commitment",
        "status",
        "times",
        "use",
        "correct",
        "withdraw",
        "open",
        "pause",
        "resume",
        "last-call",
        "prolong",
        "confirm-clock",
        "close",
        "reopen",
        "count",
        "lot",
        "results",
        "export",
        "print",
        "pack",
        "annul",
        "archive",
        "run-off",
        "repeat",
        "next-motion",
        "copy-out",
        "continue",
        "remove-personal-data",
        "erase",
    ),
    help="Make elections, list and show them, choose the current one, hold it and see what came out.",
)
