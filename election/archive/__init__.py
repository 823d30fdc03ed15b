"""What is done with whole elections: they are listed, copied, begun from templates, erased.

May import the store's port, `setup` and what all services share. Begin reading at `listing.py`.
"""
