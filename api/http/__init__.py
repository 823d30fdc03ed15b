"""The HTTP server: sockets, connections, limits, addresses; it knows nothing of elections.

`switch` and `headless` turn it on and off. Begin reading at `server.py`, then `connection.py`.
"""
