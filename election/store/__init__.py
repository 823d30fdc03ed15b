"""The store's room: what services may ask of a store, and the engines that keep it.

`port` is what services know, and where to begin reading; it imports nothing of an engine. `migrations` has
the versions of the data. Each engine has a room of its own, which only `cli.opening`
imports: `json` keeps an election in files that stock TinyDB reads.
"""
