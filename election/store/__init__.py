"""The store's room: what services may ask of a store, and the engines that keep it.

Begin with `port`: services know nothing else of this room, and it imports nothing of an engine. `migrations`
has the versions of the data, and the step from each to the next. Each engine has a room of its own, which
only the command line imports (`cli.opening`): `json` keeps each election in files that stock TinyDB reads.
"""
