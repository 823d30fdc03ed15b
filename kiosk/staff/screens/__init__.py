"""The pages of the staff, one a module: a screen that shows and asks, and a `StaffPage` that answers.

Begin reading at `defaults.py`. A new page is a module here and a line in `../registry.py`.
"""
