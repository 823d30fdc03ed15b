"""What is on the ballot and where the polls are in their life cycle."""
