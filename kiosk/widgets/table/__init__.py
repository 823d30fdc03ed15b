"""Tables of many rows, for the staff: `view` shows any model, `texts` is a model of rows of texts."""
