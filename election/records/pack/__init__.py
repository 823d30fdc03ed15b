"""The closing pack: one file from which anybody can check the result, alone and offline.

Its bytes are a function of its content: packed again, it is the same. `packs` makes it, `contents` says what
is in it, `container` is the form of the file, `manifest` what is signed.
"""
