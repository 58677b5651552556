"""What a page does not show, or shows as a watermark, found among pdfplumber's characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pdfplumber.page import Page

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.ground import Area, Colour, Ground, is_faint
from pipeline.documents.readers.pdf.plumber_paths import subpaths
from pipeline.documents.readers.pdf.shapes import filled_boxes
from pipeline.documents.readers.pdf.unseen import (
    PALE,
    Origins,
    Piece,
    Remark,
    letter_box,
    lightness,
    remarks_of,
    unseen,
    why_hidden,
)
from pipeline.documents.readers.unshown import Unshown

Char = dict[str, Any]
_LAST = (1 << 30,)


def without_unseen(page: Page, hidden: Origins) -> tuple[list[Char], list[Remark]]:
    """The characters that a reader reads, and what is told of the others; `hidden` are those that pdfium says nobody sees.

    pdfplumber tells neither what is painted first, nor render modes, opacity and layers.
    """
    left, top, right, bottom = map(float, page.cropbox)
    groups = [list(group) for _, group in groupby(page.chars, key=lambda char: _look(page, char, hidden))]
    pieces = [_piece(group, (left, top), hidden=_look(page, group[0], hidden)[-1]) for group in groups]
    if any(piece.light >= PALE for piece in pieces):
        ground = Ground(list(_painted(page, left, top)), lambda area: False)
        fades = [_fades(piece, group[0], ground) for piece, group in zip(pieces, groups, strict=True)]
        pieces = [
            piece._replace(hidden=Unshown.GROUND) if fade and piece.hidden is None else piece
            for piece, fade in zip(pieces, fades, strict=True)
        ]
    found = unseen(pieces, right - left, bottom - top)
    kept = [char for number, group in enumerate(groups) if number not in found for char in group]
    told = remarks_of(((reason, pieces[number].text) for number, reason in found.items()), page.page_number)
    return kept, list(told)


def _fades(piece: Piece, char: Char, ground: Ground) -> bool:
    """Whether a piece has the colour of what is under it, as far as pdfplumber tells, which has shapes without their order."""
    colour, under = _colour(char["non_stroking_color"]), ground.beneath(*piece.centre, _LAST)
    return colour is not None and under is not None and is_faint(colour, 1.0, under)


def _look(page: Page, char: Char, unseen_at: Origins) -> tuple[Any, ...]:
    """What the characters of one piece have in common; last why nobody sees them, if so."""
    matrix = char["matrix"]
    corner_x, corner_y = float(page.mediabox[0]), float(page.mediabox[1])
    hidden = why_hidden(unseen_at, matrix[4] + corner_x, matrix[5] + corner_y) if unseen_at else None
    line = round(matrix[5]) if not matrix[1] else None
    return *matrix[:4], char["size"], repr(char["non_stroking_color"]), line, hidden


def _piece(group: Sequence[Char], corner: tuple[float, float], *, hidden: Unshown | None) -> Piece:
    left, top = corner
    first = group[0]
    x0, x1 = min(char["x0"] for char in group) - left, max(char["x1"] for char in group) - left
    box: Box = x0, min(char["top"] for char in group) - top, x1, max(char["bottom"] for char in group) - top
    if first["upright"] and first["matrix"][0] > 0:
        baseline = first["top"] + first["y1"] - first["matrix"][5] - top
        box = letter_box(x0, x1, float(baseline), first["size"])
    text = "".join(char["text"] for char in group)
    direction = first["matrix"][0], first["matrix"][1]
    return Piece(text, box, first["size"], direction, _light(first["non_stroking_color"]), hidden)


def _light(colour: Any) -> float:
    """How light a colour is; what is no grey, RGB or CMYK counts as black."""
    known = _colour(colour)
    return lightness(*known) if known else 0.0


def _colour(colour: Any) -> Colour | None:
    """A grey, RGB or CMYK colour as RGB; None for any other."""
    parts = [float(part) for part in colour if isinstance(part, (int, float))] if isinstance(colour, (tuple, list)) else []
    if len(parts) == 4:
        cyan, magenta, yellow, black = parts
        return max(0.0, 1 - cyan - black), max(0.0, 1 - magenta - black), max(0.0, 1 - yellow - black)
    if len(parts) == 1:
        parts *= 3
    return (parts[0], parts[1], parts[2]) if len(parts) == 3 else None


def _painted(page: Page, left: float, top: float) -> Iterator[Area]:
    """What is filled, and pictures; curves of one colour may be parts of one shape, such as a border between two boxes."""
    areas: list[tuple[Box, Colour | None]] = []
    filled = (shape for shape in (*page.rects, *page.curves) if shape["fill"])
    for _, group in groupby(filled, key=lambda shape: repr(shape["non_stroking_color"])):
        shapes = list(group)
        boxes = filled_boxes(points for shape in shapes for points in subpaths(shape))
        areas += [(box, _colour(shapes[0]["non_stroking_color"])) for box in boxes]
    areas += [((picture["x0"], picture["top"], picture["x1"], picture["bottom"]), None) for picture in page.images]
    for number, ((x0, y0, x1, y1), colour) in enumerate(areas):
        yield Area((x0 - left, y0 - top, x1 - left, y1 - top), (number,), number, colour)
