"""What is on the ballot and where the polls are in their life cycle.

May import the store's port, `voting` and what all services share (models, rules, errors, events). Begin
reading at `steps.py`, then `life_cycle.py`.
"""
