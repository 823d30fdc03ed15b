"""The embedded engine: one folder of files that stock TinyDB reads after a clean stop.

Here belongs what fits the verbs of `election.store.port` to TinyDB's tables: `store` is where to begin,
`transaction` has the verbs, `schema` the tables, `rows` the form of their rows. It may import the port, the
tables below it and `election.voting.methods`; only `main` knows it.
"""
