"""Rankings from files that other programs write, and back: BLT (OpenSTV, OpaVote) and PrefLib (SOC, SOI, TOC,
TOI).

`opening` finds out which it is, `blt` and `preflib` read and write, line by line: memory grows with the
number of different rankings and with nothing else. `ballot_file` is what is read. Every refusal is a sentence
that says in which line (`refusals`).
"""
