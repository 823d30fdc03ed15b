"""The tables in memory, as TinyDB sees them: rows held as the bytes that go to the disk, and drafts.

`rows` is where to begin. Nothing here touches a file or imports another room of the engine.
"""
