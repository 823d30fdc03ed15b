"""The files of one election on the disk.

`data_files` is where to begin: it decides what is written when. `disk_io` is where every byte reaches the
disk. Nothing here knows transactions, services or what a row means; it may import `tables` beside it.
"""
