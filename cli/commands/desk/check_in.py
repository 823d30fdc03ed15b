"""``desk check-in``: somebody came."""

from cli.commands.desk.deed import deed_command

command = deed_command("check-in", "Note that somebody came. No time is kept.")
