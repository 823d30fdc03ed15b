"""The pages for the hall, made from what there is to know: before the polls, during them, the results."""
