"""What contests are marked in, and how their count is shown: rows, lists, portraits, bars.

Begin reading at `marking_list.py`.
"""
