"""The pages for phones: HTML from the server, forms that work without JavaScript, and one script on top.

Begin reading at `routes.py`, then `ballot.py`. Every state has an address; nothing of a choice is in
one, in a header or in a log.
"""
