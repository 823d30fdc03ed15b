"""Who may vote and how they prove it: accounts, passwords, tokens, codes, rate limit; rolls from files.

May import the store's port and what all services share (models, errors, events, texts). Begin reading at
`accounts.py`.
"""
