"""The tables that the parts of a text make, in the form's layout; a text hides merges, so none is known (A.7, I-116)."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.documents.model import Cell, Grid, Line
from pipeline.standards.arrange.profile import Entry
from pipeline.standards.arrange.rows import Table
from pipeline.standards.arrange.versions import LABELS
from pipeline.standards.arrange.versions import Row as VersionRow
from pipeline.standards.sections.headings import COLUMNS

_HEADS = ("主要職責", "工作任務", "工作產出", "行為指標", "職能級別", "職能內涵（K=knowledge 知識）", "職能內涵（S=skills 技能）")


def version_grid(rows: Sequence[VersionRow]) -> Grid:
    """The version table below its labels."""
    return _grid([_labels(LABELS), *rows])


def profile_grid(entries: Sequence[Entry]) -> Grid:
    """A row for each label."""
    return _grid([[[line for line in entry.label if line.text], entry.value] for entry in entries])


def task_grid(table: Table, has_head: bool) -> Grid:
    """The rows of the main table below their heads."""
    rows = [[row.cells.get(column, []) for column in COLUMNS] for row in table.rows]
    return _grid([_labels(_HEADS), *rows] if has_head else rows)


def _labels(texts: Sequence[str]) -> list[list[Line]]:
    return [[Line(text)] for text in texts]


def _grid(rows: Sequence[Sequence[Sequence[Line]]]) -> Grid:
    cells = tuple(
        Cell(place, column, lines=tuple(lines)) for place, row in enumerate(rows) for column, lines in enumerate(row)
    )
    width = max((len(row) for row in rows), default=1)
    return Grid(cells, len(rows), tuple(float(edge) for edge in range(width + 1)), spans_known=False)
