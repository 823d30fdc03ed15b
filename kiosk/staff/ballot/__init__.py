"""The staff's pages on which the ballot of an election is edited and tried.

May import what every page of the staff may. Begin reading at `editor.py`, which they have in common. Any
other page opens `ContestsPage` with the id of an election, current or not.
"""
