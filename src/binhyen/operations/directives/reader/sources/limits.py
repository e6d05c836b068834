"""How large a source may be. Unit in the name; the reason beside the number."""

from __future__ import annotations

MAX_BYTES = 200 * 1024 * 1024  # the largest scanned plan seen is some 60 MB; beyond 200 MB it is never a directive
MAX_TEXT_BYTES = 32 * 1024 * 1024  # a 300-page directive is 1 MB of text; more is a log or a database dump
MAX_UNZIPPED_BYTES = 512 * 1024 * 1024  # all members together, pictures included
MAX_XML_BYTES = (
    96 * 1024 * 1024
)  # one XML part: the 300-page plan has 12 MB; parsing takes some 10 times that in memory
MAX_ZIP_RATIO = 200  # unpacked to packed; honest Word XML packs 8 to 40 times, a zip bomb 1,000 times
RATIO_COUNTS_FROM_BYTES = 4 * 1024 * 1024  # below this a high ratio is only an empty table
MAX_ZIP_MEMBERS = 10_000  # a document with a picture on every page has some 500
MAX_PAGES = 2_000  # the longest official document with annexes is some 900 pages
MAX_OCR_PAGES = 300  # about 5 s a page: more is a night's work and wants splitting
MAX_IMAGE_PIXELS = 120_000_000  # A3 at 600 dpi is 70 million
MAX_NESTING = 40  # tables within tables, text boxes within cells
OCR_DPI = 300  # what tesseract is trained for
OCR_SECONDS_PER_PAGE = 120  # a page that takes longer is a photograph, not a page
CONVERSION_SECONDS = 120  # an old Word file of 300 pages takes some 10 s to become .docx
MIN_LETTERS = 20  # fewer letters than this in a whole source is no text
