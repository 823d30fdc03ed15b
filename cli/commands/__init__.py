"""What the program does besides holding the vote: each command is a module with a ``run``."""
