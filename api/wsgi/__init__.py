"""The WSGI app around the routes: requests read, responses worded, headers added.

Begin reading at `app.py`, then `wrapper.py`.
"""
