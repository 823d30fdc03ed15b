"""The embedded HTTP API: the door for people on the same network. Knows no Qt."""
