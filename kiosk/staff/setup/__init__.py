"""Setting an election up: one page, whose areas can be gone through in any order.

May import what every page of the staff may. Begin reading at `page.py`; each area has a pane in a module of
its own.
"""
