"""Candidates on the ballot and in the results."""
