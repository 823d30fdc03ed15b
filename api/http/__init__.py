"""The HTTP server: sockets, connections, limits, addresses; it knows nothing of elections."""
