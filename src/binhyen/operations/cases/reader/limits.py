"""How large a list may be. Unit in the name; the reason beside the number."""

from __future__ import annotations

MAX_BYTES = 120 * 1024 * 1024  # 230,000 rows of 20 columns are some 30 MB; beyond 120 MB it is a whole database
MAX_UNZIPPED_BYTES = 2 * 1024 * 1024 * 1024  # 230,000 x 20 cells unpack to some 250 MB of XML
MAX_PART_BYTES = 1536 * 1024 * 1024  # one sheet; sheets are streamed, never held
MAX_STRINGS_BYTES = 384 * 1024 * 1024  # shared strings are held packed in memory
MAX_ZIP_RATIO = 250  # unpacked to packed; honest sheets pack 5 to 40 times, bombs 1,000
RATIO_COUNTS_FROM_BYTES = 8 * 1024 * 1024  # below this a high ratio is only an empty sheet
MAX_ZIP_MEMBERS = 5_000
MAX_SHEETS = 250  # one sheet for each commune and each hamlet; more is a mistake
MAX_ROWS = 500_000  # rows with something in them, over all sheets: twice the national register
MAX_EMPTY_ROWS = 1_100_000  # a format painted down to the last line of Excel is 1,048,576 empty rows
MAX_COLUMNS = 256  # the widest list seen has 85; what stands further right is counted and told
MAX_CELL_CHARS = 32_767  # limit of the format; longer text is cut and told
MAX_CACHED_CELLS = 400_000  # a sheet up to this size is kept, larger ones are read again when needed
LOOK_AHEAD_ROWS = 60  # a heading stands within this many rows from where the last table ended
SAMPLE_ROWS = 200  # enough to know a column by its content
MAX_MERGES = 200_000
MAX_FINDINGS_PER_ROW = 60
