"""How much of a file is looked at: beyond these it is refused, in bounded time and memory."""

MOST_BYTES = 50 * 2**20  # of a file
MOST_INFLATED = 200 * 2**20  # bytes, of all parts of a workbook together
MOST_PARTS = 2_000  # files within a workbook
MOST_ROWS = 200_000
MOST_COLUMNS = 200
MOST_CELLS = 5_000_000  # rows times columns: a table takes memory for the empty ones as well
