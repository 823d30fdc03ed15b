"""``election …``: the elections of the data folder, one module for each command.

They are carried out while no program runs on the folder; where one does, they end with exit code 3.
"""

from cli.command import Group

command = Group(
    package=__name__,
    commands=("create", "list", "show", "status", "use"),
    help="Make elections, list and show them, and choose the current one.",
)
