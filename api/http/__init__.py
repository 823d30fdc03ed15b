"""The HTTP server: sockets, connections, limits; it knows nothing of elections.

`switch` and `headless` turn it on and off. Begin reading at `server.py`, then `connection.py`.
"""
