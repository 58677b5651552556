"""Where two readings of one file differ; the two engines fail on different inputs, so that this is a real test."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.documents.model import Document, Grid, Line
from pipeline.documents.readers.pdf.page import Remark

_AROUND = 12
"""Characters of context that a remark quotes on either side of a difference."""


def differences(first: Document, second: Document) -> Iterator[Remark]:
    """A remark per cell or line whose text differs (white space apart), or per page whose layout does."""
    ours, theirs = _by_page(first), _by_page(second)
    for page in sorted(ours.keys() | theirs.keys()):
        mine, other = ours.get(page, []), theirs.get(page, [])
        if [place for place, _ in mine] != [place for place, _ in other]:
            detail = f"{first.engine} finds {len(mine)} cells and lines, {second.engine} {len(other)}, or elsewhere"
            yield "pdf_engines_differ", page, detail
            continue
        for (place, text), (_, counterpart) in zip(mine, other, strict=True):
            if text != counterpart:
                start = _first_difference(text, counterpart)
                quotes = [f"{name} “{_excerpt(t, start)}”" for name, t in ((first.engine, text), (second.engine, counterpart))]
                yield "pdf_engines_differ", page, f"{place}: {quotes[0]}, {quotes[1]}"


def _by_page(document: Document) -> dict[int, list[tuple[str, str]]]:
    """By page: the places of its text, in reading order, with the text."""
    pages: dict[int, list[tuple[str, str]]] = {}
    grids = 0
    for block in document.body:
        texts = pages.setdefault(block.page or 0, [])
        if isinstance(block, Grid):
            grids += 1
            for c in block.cells:
                texts.append((f"table {grids}, cell {c.row},{c.column} of {c.row_span}x{c.column_span}", _text(c.lines)))
        else:
            texts.append(("line", _text(block.lines)))
    return pages


def _text(lines: tuple[Line, ...]) -> str:
    return "".join("".join(line.text for line in lines).split())


def _first_difference(one: str, other: str) -> int:
    return next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


def _excerpt(text: str, start: int) -> str:
    return text[max(start - _AROUND, 0) : start + _AROUND]
