"""The embedded engine: a data folder with a folder for each election, whose file stock TinyDB reads after a
clean stop.

Begin with `stores`, which is the port's `Stores`, and `store`, its `Store`. `transaction` has the port's
operations, `schema` the tables, `mapping` the form of values in rows, `versions` what is done with older and
newer ones, `takeover` how a folder of earlier versions is taken over, `folder` the data folder and its lock.
Below them `engine` runs transactions on tables, `group_commit` writes together those that wait, `tables`
holds rows in memory, and `files` brings them to the disk.

It may import the port, `election.models`, `election.rules`, what `election.voting` says of kinds of contests
and of deciding them, and `election.errors`. Only the command line imports it (`cli.opening`; `cli.options`
for the usual folder).
"""
