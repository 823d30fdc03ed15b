"""``desk give``: somebody was given a slip."""

from cli.commands.desk.deed import deed_command

command = deed_command(
    "give",
    """Note that somebody was given a slip, whichever of their pile.

    From now on they vote with the slip alone, and are given no second one.""",
)
