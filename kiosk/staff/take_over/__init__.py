"""Going on elsewhere: the current election is copied to a stick, and one that lies on a stick goes on here.

May import what `kiosk.staff` may. Begin at `page.TakeOverPage`.
"""
