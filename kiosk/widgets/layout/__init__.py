"""Layouts that follow the theme, and the parts of a page: head, scrolling pane, foot, stack of pages.

Begin reading at `boxes.py`, then `pane.py`.
"""
