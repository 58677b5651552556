"""The header of the main table: over one to three rows, in cells that may not stand over their column."""

from __future__ import annotations

from random import Random

from bench.generate.layouts import Layout
from bench.generate.physical import Cell, paras


def header_rows(layout: Layout, rng: Random) -> list[list[Cell]]:
    """The header rows; spacing differs from one printing to the next."""
    if layout.has("I-25:3"):
        return _spread(layout, 3)
    if layout.has("header-split"):
        return _split(layout)
    if layout.has("I-25"):
        return _spread(layout, 2)
    return [[_cell(left, right, _varied(layout, column, rng)) for column, left, right in _spans(layout)]]


def _spans(layout: Layout) -> list[tuple[str, int, int]]:
    return list(zip(layout.columns, layout.header_edges, layout.header_edges[1:], strict=False))


def _cell(left: int, right: int, text: str, rows: int = 1) -> Cell:
    return Cell(left, right, paras([text], bold=True, center=True), rows=rows)


def _varied(layout: Layout, column: str, rng: Random) -> str:
    text = layout.labels[column]
    if column == "level" and len(text) > 3:
        return rng.choice((text, "職能級別", "職能 級別", "職能\n級別"))
    return text


def _spread(layout: Layout, rows: int) -> list[list[Cell]]:
    """職能內涵 spans K and S; below it `K=…` and `S=…`, on three rows with the Chinese word in the last."""
    result: list[list[Cell]] = [[] for _ in range(rows)]
    start = layout.header_edges[layout.columns.index("knowledge")]
    merged = layout.seed % 4 != 0
    for column, left, right in _spans(layout):
        if column in ("knowledge", "skills"):
            inner = layout.labels[column].replace("職能內涵", "").strip()
            if rows == 3:
                result[1].append(_cell(left, right, inner[:-3].rstrip()))
                result[2].append(_cell(left, right, inner[-3:]))
            else:
                result[1].append(_cell(left, right, inner))
        else:
            result[0].append(_cell(left, right, layout.labels[column], rows if merged else 1))
            for row in result[1:] if not merged else []:
                row.append(_cell(left, right, ""))
    result[0].append(_cell(start, layout.header_edges[-1], "職能內涵"))
    return [sorted(row, key=lambda cell: cell.left) for row in result]


def _split(layout: Layout) -> list[list[Cell]]:
    """職能 above 級別, and the two lines of 職能內涵 in cells of their own."""
    top, bottom = [], []
    for column, left, right in _spans(layout):
        if column in ("knowledge", "skills"):
            top.append(_cell(left, right, "職能內涵"))
            bottom.append(_cell(left, right, layout.labels[column].replace("職能內涵", "").strip()))
        elif column == "level":
            top.append(_cell(left, right, "職能"))
            bottom.append(_cell(left, right, "級別"))
        else:
            top.append(_cell(left, right, layout.labels[column], 2))
    return [top, bottom]
