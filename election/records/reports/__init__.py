"""Reports of what anybody may check: the zero report at opening, a report for each pause, and the closing
report. Each is made of the log, the definition and the result, and of nothing else, so that it is the same
whenever it is printed. And the sheet that is published before the vote.
"""
