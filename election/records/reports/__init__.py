"""Reports of what anybody may check: the zero report at opening, a report for each pause, and the closing
report. Each is made of the log, the definition and the result, and of nothing else, so that it is the same
whenever it is printed; that of a pause tells from its end on what was compared then. And the sheet that is
published before the vote, which is of the moment it is printed until the polls open.
"""
