"""Keeping voters inside and their ballots unseen: idle guard, overlays, lock, press guard, keep-awake.

May import `widgets` and what is below; `app/lockdown_wiring.py` connects it. Begin reading at `idle.py`.
"""
