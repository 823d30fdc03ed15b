"""The counts themselves: from ballots to winners, round by round, with every tie and how it was broken.

Candidates are places here, from 0, and ballots are packed (`ballots`): what these count may come from the box
of a contest or from a file. `irv` and `stv` count in stages, `pairwise` and `condorcet` by pairs, `star` and
`totals` by sums. `ties` has the declared order and the looking back. `log` is what they return, and `values`
puts it into plain values. All numbers are whole; no ballot is named in what they return.
"""
