"""Counting once more: from what a pack has of the ballots to what its results must say."""
