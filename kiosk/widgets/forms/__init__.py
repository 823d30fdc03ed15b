"""Lines to type in, fields around them, the base of screens that are forms. Begin reading at `form.py`."""
