"""The event log: `page` and `screen` what was done, found and checked; `observer` what people may see who
watch over the organiser's shoulder.
"""
