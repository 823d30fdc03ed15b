"""What the hall sees: pages for a projector, in a window of its own on a second screen, that nobody can type
into or touch. The staff steer it from one of their pages.

May import `widgets` and what is below; never `voter`, `staff` or `lockdown`. Begin reading at `projector.py`.
"""
