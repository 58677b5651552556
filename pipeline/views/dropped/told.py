"""What the page is told of a document, as JSON: for each standard in it the explanation, the issues, what can be corrected."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.base.errors import PipelineError, UnreadableDocument
from pipeline.documents.findings import Finding
from pipeline.schema import TABLES
from pipeline.schema.declaration import Record
from pipeline.schema.tables import Tables
from pipeline.standards.corrections.applying import text_of
from pipeline.standards.corrections.rows import CORRECTABLE, SEPARATOR, settable
from pipeline.views.explain.examination import Examination, examine
from pipeline.views.explain.html import as_html
from pipeline.views.explain.text import where_of

MOST = 8
"""Standards of one file that are explained; the command line shows the others."""


def told(path: Path, engine: str = "pdfium") -> bytes:
    """Everything as JSON; of a file that cannot be read `{"refused": reason}`. Raises OSError."""
    try:
        first = examine(path, engine)
        others = [examine(path, engine, number) for number in range(2, min(first.standards, MOST) + 1)]
    except (PipelineError, UnreadableDocument) as error:
        return _json({"refused": str(error).replace(str(path), path.name)})
    return _json({"standards": [_standard(one) for one in (first, *others)], "more": max(0, first.standards - MOST)})


def _json(value: Any) -> bytes:
    return json.dumps(value).encode("ascii")


def _standard(examination: Examination) -> dict[str, Any]:
    reading = examination.reading
    return {
        "code": reading.code or "", "name": reading.name or "", "rejected": reading.rejected or reading.held or "",
        "html": as_html(examination), "issues": [_issue(one) for one in reading.findings],
        "values": [] if reading.rejected else list(values(reading.tables)),
    }


def _issue(one: Finding) -> dict[str, str]:
    return {
        "severity": one.severity, "code": one.code, "place": where_of(one), "message": one.message, "raw": one.raw_value or "",
    }


def values(tables: Tables) -> Iterator[tuple[str, str, str, str]]:
    """Every value that a correction may set, as table, key, column and what stands there, in the order of the tables."""
    for table in map(TABLES.__getitem__, CORRECTABLE):
        columns = [name for name in table.column_names if settable(table, name)]
        for record in tables.of(table.name):
            key = SEPARATOR.join(_text(record, name) for name in table.key[1:])
            for column in columns:
                yield table.name, key, column, _text(record, column)


def _text(record: Record, column: str) -> str:
    return text_of(getattr(record, column))
