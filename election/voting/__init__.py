"""Casting, counting and what decides: the ballot from the voter's marks to the result.

`methods/` has one module for each kind of contest, `deciding/` makes the outcome of counts and rule; neither
knows a store. The others may import the store's port, what all services share (models, rules, errors,
events), and of `setup` the steps of an election's life. Begin reading at `casting.py`, then `counting.py`.
"""
