"""The command line's own parts. Knows no Qt and no HTTP."""
