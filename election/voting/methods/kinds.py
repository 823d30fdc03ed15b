"""What the kinds of contests have in common, by their names."""

# Candidates are marked, each with one vote.
CHOICES = frozenset({"choose", "approval"})
# They are ranked.
RANKED = frozenset({"irv", "stv_scottish", "condorcet"})
# They are given scores.
SCORED = frozenset({"score", "star"})
# The count itself decides, and ties come to the declared order. The store adds nothing up while ballots come
# in: whole markings would be kept in memory, in the order of their coming.
COUNTED = RANKED | {"star"}
ONE_SEAT = frozenset({"irv", "condorcet"})
# No totals are shown while the polls are open: a round, or the lead of a moment, would be false news.
NEVER_LIVE = RANKED | SCORED
# What decides is told on every ballot, even where it is no more than the method.
EXPLAINED = COUNTED | SCORED | {"approval"}
