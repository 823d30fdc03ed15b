"""Back-ups: the current election is kept on a stick, and one that lies on a stick goes on here.

May import what `kiosk.staff` may. Begin at `page.BackupPage`.
"""
