"""The embedded HTTP API: the door for people on the same network. Knows no Qt.

May import `election`, but no store and nothing of `kiosk` or `cli`. A request goes from `http` (server,
connections) to `wsgi` (app, headers, words) to a module of `simple` (one for each route). Begin reading at
`routes.py`, then `simple/vote.py`.
"""
