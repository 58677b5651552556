"""What a page does not show, or shows as a watermark, found among pdfplumber's characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pdfplumber.page import Page

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.unseen import Origins, Piece, Remark, is_hidden, letter_box, lightness, remarks_of, unseen

Char = dict[str, Any]


def without_unseen(page: Page, layered: Origins) -> tuple[list[Char], list[Remark]]:
    """The characters that a reader reads, and what is told of the others; `layered` are those on layers that are off."""
    left, top, right, bottom = map(float, page.cropbox)
    groups = [list(group) for _, group in groupby(page.chars, key=lambda char: _look(page, char, layered))]
    pieces = [_piece(group, (left, top), hidden=_look(page, group[0], layered)[-1]) for group in groups]
    found = unseen(pieces, right - left, bottom - top, lambda: list(_painted(page, left, top)))
    kept = [char for number, group in enumerate(groups) if number not in found for char in group]
    told = remarks_of(((reason, pieces[number].text) for number, reason in found.items()), page.page_number)
    return kept, list(told)


def _look(page: Page, char: Char, layered: Origins) -> tuple[Any, ...]:
    """What the characters of one piece have in common; last whether they are on a layer that is off."""
    matrix = char["matrix"]
    corner_x, corner_y = float(page.mediabox[0]), float(page.mediabox[1])
    hidden = bool(layered) and is_hidden(layered, matrix[4] + corner_x, matrix[5] + corner_y)
    line = round(matrix[5]) if not matrix[1] else None
    return *matrix[:4], char["size"], repr(char["non_stroking_color"]), line, hidden


def _piece(group: Sequence[Char], corner: tuple[float, float], *, hidden: bool) -> Piece:
    left, top = corner
    first = group[0]
    x0, x1 = min(char["x0"] for char in group) - left, max(char["x1"] for char in group) - left
    box: Box = x0, min(char["top"] for char in group) - top, x1, max(char["bottom"] for char in group) - top
    if first["upright"] and first["matrix"][0] > 0:
        baseline = first["top"] + first["y1"] - first["matrix"][5] - top
        box = letter_box(x0, x1, float(baseline), first["size"])
    text = "".join(char["text"] for char in group)
    direction = first["matrix"][0], first["matrix"][1]
    return Piece(text, box, first["size"], direction, _light(first["non_stroking_color"]), not hidden)


def _light(colour: Any) -> float:
    """How light a colour is; what is no grey, RGB or CMYK counts as black."""
    parts = [float(part) for part in colour if isinstance(part, (int, float))] if isinstance(colour, (tuple, list)) else []
    if len(parts) == 1:
        return lightness(parts[0], parts[0], parts[0])
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return lightness(*(max(0.0, 1 - part - black) for part in (cyan, magenta, yellow)))
    return lightness(*parts) if len(parts) == 3 else 0.0


def _painted(page: Page, left: float, top: float) -> Iterator[tuple[Box, float]]:
    for shape in (*page.rects, *page.curves):
        if shape["fill"]:
            yield _box(shape, left, top), _light(shape["non_stroking_color"])
    for picture in page.images:
        yield _box(picture, left, top), 0.0


def _box(shape: Char, left: float, top: float) -> Box:
    return shape["x0"] - left, shape["top"] - top, shape["x1"] - left, shape["bottom"] - top
