"""The page of the day of voting, and those of the steps that are taken from it."""
