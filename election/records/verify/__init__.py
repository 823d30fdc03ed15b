"""Checking a closing pack: `checks.verify` reads one and says what holds.

Nothing here is shared with the count of the program (`election.voting`), nor with the stand-alone verifiers
in ``resources/verify``: counts that were written apart must agree. It needs the pack and nothing else, no
data folder and no election.
"""
