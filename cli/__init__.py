"""The command line: options, commands, exit codes, and what surrounds the process.

It may import `election`, `api` and `kiosk`, and none of them imports it. `main`, which builds the program,
gives its `run` to `cli.program`; that is where to begin reading. Whatever a start does not need is imported
late: the program runs without PySide6, and comes up quickly.
"""
