"""What stays of an election so that others can check it: its key, and what is published before and after.

May import the store's port, `voting`, `setup`, `results` and `printing`. `setup.life_cycle` keeps a
`definition` at opening; else only those who build the services, and the doors, know it.
"""
