"""Write the text dump: cells parted by tabs, a blank line between tables, items of a cell joined by a space."""

from __future__ import annotations

import codecs

from bench.generate.layouts import Layout
from bench.generate.physical import Cell, Para, Physical, Table


def write_text(body: Physical, layout: Layout) -> bytes:
    """The dump in one of the usual encodings; some dumps give a blank cell for every further column of a span."""
    text = _dump(body, spanned=layout.seed % 2 == 0 and not layout.has("I-27"))
    if layout.seed % 5 == 0:
        return codecs.BOM_UTF16_LE + text.encode("utf-16-le")
    if layout.seed % 5 == 1:
        return codecs.BOM_UTF8 + text.replace("\n", "\r\n").encode()
    return text.encode()


def _dump(body: Physical, *, spanned: bool) -> str:
    blocks: list[str] = []
    for block in body:
        if isinstance(block, Para):
            blocks.append(_line(block))
        else:
            blocks.append(_table(block, spanned))
    return "\n".join(blocks) + "\n"


def _line(para: Para) -> str:
    lead = "- " if para.level is not None else ""
    return " " * round(para.indent / 12) + lead + para.text


def _table(table: Table, spanned: bool) -> str:
    rows = [_row(cells, table.edges(), spanned) for cells in table.covered()]
    return "\n" + "\n".join(rows) + "\n"


def _row(cells: list[tuple[Cell, int]], edges: list[int], spanned: bool) -> str:
    if len(cells) == 1:
        cell = cells[0][0]
        return "\n".join(_line(para) for para in cell.paras) + "".join(f"\n{a}\t{b}" for a, b in cell.nested)
    fields: list[str] = []
    for cell, offset in cells:
        if cell.filler and not spanned:
            continue
        text = " ".join(_line(para).strip() for para in cell.paras).replace("\n", " ") if offset == 0 else ""
        fields.append(text)
        if spanned:
            fields += [""] * (sum(cell.left < edge <= cell.right for edge in edges) - 1)
    return "\t".join(fields)
