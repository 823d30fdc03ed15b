"""Casting, counting and what decides: the ballot from the voter's marks to the result.

`methods/` has one module for each kind of contest. It may import the store's port and what all services
share (models, errors, events), and no other room.
"""
