"""API v1, under ``/api/v1``: for front-end developers who begin today. A module for each resource.

Begin reading at `routes.py`, then `ballot.py`. What the simple API promises to its clients is not touched.
"""
