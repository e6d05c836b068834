"""The editable grid, the standard list of work: its columns, its rows, and what it sends when cells were changed.

A page shows ``Grid`` with ``{% include "parts/grid.html" with grid=grid %}``: a plain table of cards and links without
script, on paper and on phones, a grid with ranges, fill down and undo elsewhere. Changed cells come back in one POST
as ``[{"id": …, "version": …, "field": …, "value": …}]``; each is answered: saved, refused with a sentence, or in
conflict with what somebody else wrote meanwhile. How to use it: docs/howto/use-the-grid.md.

Columns stand in ``columns``, rows and the grid in ``rows``, what is posted and answered in ``changes``.

Cells travel as text: days "2026-12-31", numbers "1234.5", choices by their key, a checked box "1", nothing known "".
"""
