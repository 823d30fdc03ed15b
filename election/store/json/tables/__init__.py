"""The tables in memory, as TinyDB sees them: rows held as the bytes that go to the disk, and drafts.

`rows` is where to begin: the rows as they are kept, and the form of one. `drafts` has them as the
transactions under way would leave them, `tables` what a transaction works with, in the form of TinyDB's
tables. Nothing here touches a file or imports another room of the engine.
"""
