"""Tables of which little or nothing is ruled (I-105): columns by their heads and by how the text below is aligned.

Which words head a table is nothing that a reader knows; whoever asks hands them in (`TableWords`).
"""

from __future__ import annotations

from pipeline.documents.readers.pdf.unruled.finder import Found, TableFinder
from pipeline.documents.readers.pdf.unruled.words import TableWords

__all__ = ["Found", "TableFinder", "TableWords"]
