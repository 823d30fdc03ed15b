"""What came out, for everybody who may know it: the report of a counted election, its sums and its exports.

May import the store's port, `voting`, `setup`, `spreadsheets` and `printing`. Begin at `report.Results`:
nothing else here reads the store, and it gives nothing before the count.
"""
