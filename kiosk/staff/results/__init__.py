"""What came out, for the staff: the results with their sums, lots, what follows, files and prints.

May import what `kiosk.staff` may. Begin at `page.ResultsPage`.
"""
