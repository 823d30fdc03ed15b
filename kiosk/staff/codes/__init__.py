"""The staff's pages for voter codes: made, printed, "did all come out?", voided, accounted for.

May import what `kiosk.staff` may. Begin at `page.CodesPage`, which is opened with the id of an election.
"""
