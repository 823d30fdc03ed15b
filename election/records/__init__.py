"""What stays of an election so that others can check it: its key, and what is published before and after.

May import the store's port, `voting`, `setup`, `results` and `printing`; of the service layer only
`election_services` and `services` know it.
"""
