"""The operations of `election.store.port` over TinyDB's tables, by subject as there.

Each class takes the tables of one transaction; `transaction.JsonTransaction` is all of them.
"""
