"""How a command reaches the program that owns the data folder: a Unix socket in the folder, on Windows a
named pipe. One request and one answer a connection; both are messages of `cli.tasks`.

Begin at `server` (the program's side) and `client` (the command's). `channel` says what both speak over.
"""
