"""What the program does besides holding the vote.

A command is a module here of the command's own name, with an underscore for a hyphen, and in it a `click`
command called ``command``: a `cli.command.Command`, or a `Group` of them with a package of its own. It is
imported when it is asked for, and for ``--help``; so it imports late what takes long. What it does to the
data is a task (`cli.tasks`).
"""

COMMANDS = (
    "backup",
    "codes",
    "count",
    "desk",
    "election",
    "import-db",
    "log",
    "network",
    "organiser-reset",
    "receipts",
    "restore",
    "roll",
    "verify",
)
