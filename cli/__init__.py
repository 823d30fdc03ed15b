"""The command line's own parts, besides `main`: what can be asked for, and what surrounds a process."""
