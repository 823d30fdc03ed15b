"""The files of one folder: how the tables get to the disk, and back.

Begin with `data_files`, which decides what is written when. `disk_io` is where every byte reaches the disk.
Between two checkpoints there are the journal (`journal_file`, its rows in `journal`) and the snapshot
(`snapshot_file`); `compaction` brings rows from one into the other, and `cover` chooses those that stay.
After a checkpoint there is `plain_file`. `recovery` finds out which of all that a folder holds. `cipher` and
`format` are what the files look like, `names` what they are called, and `folders` makes and removes them
whole.

Nothing here knows transactions, services or what a row means. It may import `tables` beside it and
`election.errors`, nothing else of ours.
"""
