"""Choosing a file on a page of the window: no dialog of its own that could be left in front of a voter."""
