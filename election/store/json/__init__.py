"""The embedded engine: one folder of files that stock TinyDB reads after a clean stop.

Begin with `store`, which is the port's `Store`; `transaction` has the port's operations, `schema` the tables,
`mapping` the form of values in rows, `folder` the data folder and its lock. Below them `engine` runs
transactions, `group_commit` writes together those that wait, `tables` holds rows in memory, and `files`
brings them to the disk. It may import the port, `election.voting.methods` and what every room may; only
the command line imports it (`cli.opening`; `cli.options` for the usual folder).
"""
