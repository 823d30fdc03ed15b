"""Layouts that follow the theme, and the parts of a page: head, scrolling pane, foot, stack of pages."""
