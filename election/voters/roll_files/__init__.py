"""Rolls read from people's files: CSV, XLSX and ODS to a table, its columns, a preview; what would change.

`opening.open_roll` reads a file, `columns.recognise` says what its columns hold, `checking.check` gives the
preview, `difference.difference` compares it with a roll that is there. Nothing is written anywhere.
"""
