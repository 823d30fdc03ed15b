"""The staff's pages for whole elections: the list of all, what can be done with one, and a new one.

May import what every page of the staff may. Begin reading at `page.py`.
"""
