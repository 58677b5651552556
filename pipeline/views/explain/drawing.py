"""Pages of a PDF as pictures, bare for the HTML page or with their cells outlined."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from pipeline.base.errors import PipelineError
from pipeline.documents.model import Box
from pipeline.views.explain.examination import Examination
from pipeline.views.explain.marks import BLANK, Mark, page_marks
from pipeline.views.explain.palette import swatch

POINTS_PER_INCH = 72
DOTS_PER_INCH = 120
_COLOURS = 48
_TINT = 46
_ROOM = 2
"""Dots between text and an outline that no rule of the page takes the place of."""
_INK = 160
"""Brightness, of 255, below which a dot is text or a rule."""


def pages(data: bytes) -> Iterator[tuple[Image.Image, float, float]]:
    """Each page of a PDF as a picture, with its width and height in points.

    Raises `PipelineError` for a file that pdfium cannot draw, though another engine may have read it.
    """
    try:
        with pypdfium2.PdfDocument(data) as document:
            for page in document:
                picture: Image.Image = page.render(scale=DOTS_PER_INCH / POINTS_PER_INCH).to_pil().convert("RGB")
                width, height = page.get_size()
                page.close()
                yield picture, width, height
    except pypdfium2.PdfiumError as error:
        raise PipelineError(f"The pages cannot be drawn ({error}); explain the file without --html and --png.") from error


def png(picture: Image.Image) -> bytes:
    """A small PNG: printed pages need few colours."""
    buffer = io.BytesIO()
    picture.quantize(_COLOURS).save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def write_pngs(examination: Examination, folder: Path) -> list[Path]:
    """One PNG per page with every cell outlined in the colour of its destination; returns the files.

    Raises `PipelineError` for a document that has no pages to draw.
    """
    if examination.document.format != "pdf":
        kind = examination.document.format.upper()
        raise PipelineError(f"{examination.reading.path} is a {kind} file, which has no pages to draw; use --html.")
    folder.mkdir(parents=True, exist_ok=True)
    stem, files = Path(examination.reading.path).stem, []
    for number, (picture, _, _) in enumerate(pages(examination.data), 1):
        files.append(folder / f"{stem}.page-{number}.png")
        _outlined(picture, page_marks(examination, number)).save(files[-1], "PNG", optimize=True)
    return files


def _outlined(picture: Image.Image, marks: Iterator[Mark]) -> Image.Image:
    layer, grey = Image.new("RGBA", picture.size), picture.convert("L")
    draw, scale = ImageDraw.Draw(layer), DOTS_PER_INCH / POINTS_PER_INCH
    labels: list[tuple[str, Box, tuple[int, int, int]]] = []
    for mark in marks:
        if mark.kind != BLANK:
            left, top, right, bottom = (edge * scale for edge in mark.box)
            room = _ROOM if mark.hugs else -1
            box = left - room, top - room, right + room, bottom + room
            colour = swatch(mark.kind).rgb
            draw.rectangle(box, fill=(*colour, _TINT), outline=(*colour, 255), width=2)
            if mark.label:
                labels.append((mark.label.split(":")[0], box, colour))
    for label, box, colour in labels:
        place = label_place(grey, box, draw.textbbox((0, 0), label)[2:])
        if place is not None:
            draw.text(place, label, fill=(*colour, 255))
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")


def label_place(grey: Image.Image, box: Box, size: tuple[float, float]) -> tuple[float, float] | None:
    """Where a label of a size hides no text: in a corner of its box, else below it; None where there is no room."""
    left, top, right, bottom = box
    wide, high = size
    before, behind, over, under = left + 3, right - 3 - wide, top + 1, bottom - 3 - high
    inside = [(behind, under), (behind, over), (before, under), (before, over)]
    places = [*(inside if wide + 6 <= right - left else ()), (behind, bottom + 1), (before, bottom + 1)]
    return next((place for place in places if _is_blank(grey, place, size)), None)


def _is_blank(grey: Image.Image, place: tuple[float, float], size: tuple[float, float]) -> bool:
    (x, y), (wide, high) = place, size
    # What lies beyond the picture is black.
    part = grey.crop((int(x), int(y), int(x + wide) + 1, int(y + high) + 1))
    return min(part.tobytes()) >= _INK
