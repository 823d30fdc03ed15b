"""``election …``: the elections of the data folder, one module for each command.

They are carried out while no program runs on the folder; where one does, they end with exit code 3.
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
        "status",
        "use",
        "open",
        "pause",
        "resume",
        "close",
        "reopen",
        "count",
        "results",
        "export",
        "print",
        "annul",
        "archive",
        "erase",
    ),
    help="Make elections, list and show them, choose the current one, hold it and see what came out.",
)
