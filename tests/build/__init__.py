"""Builds made-up standards from a compact notation and writes them in every format that the pipeline reads.

The signs of the notation have their legend in `markup`; `spec.Made` is a standard in it, with a default for
every part, `neutral` and `written` turn one into documents, `outcome` says what was read. All words are invented.
"""

from tests.build.markup import Table, Text, pages_of, table
from tests.build.neutral import document, grid
from tests.build.outcome import Outcome, parsed, read, read_bytes, tasks
from tests.build.spec import ATTITUDE_ROW, HEADER, NOTES_ROW, VERSIONS, Made, profile
from tests.build.written import WRITERS, as_docx, as_odt, as_text

__all__ = [
    "ATTITUDE_ROW",
    "HEADER",
    "NOTES_ROW",
    "VERSIONS",
    "WRITERS",
    "Made",
    "Outcome",
    "Table",
    "Text",
    "as_docx",
    "as_odt",
    "as_text",
    "document",
    "grid",
    "pages_of",
    "parsed",
    "profile",
    "read",
    "read_bytes",
    "table",
    "tasks",
]
