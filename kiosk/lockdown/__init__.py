"""Keeping voters inside the kiosk and their ballots unseen: idle time-out, overlays, lock, keep-awake."""
