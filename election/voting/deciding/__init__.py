"""What decides: from the counts of a contest and its rule to who is elected, or why nobody is.

`quorum` says without any split whether the box may be opened; `decide` is the decision, an `Outcome`, which
`sentences` puts into words; `thresholds` and `ties` are its parts. `presets` are rules by name, `reading`
turns rules into plain values and back, `checks` holds them against their contest. Only whole numbers and
fractions take part. Nothing here knows a store, a door or a screen.
"""
