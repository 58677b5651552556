"""Pages of a PDF as pictures, bare for the HTML page or with their cells outlined."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw

from pipeline.base.errors import PipelineError
from pipeline.views.explain.examination import Examination
from pipeline.views.explain.marks import BLANK, Mark, page_marks
from pipeline.views.explain.palette import swatch

POINTS_PER_INCH = 72
DOTS_PER_INCH = 120
_COLOURS = 48
_TINT = 46


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
    layer = Image.new("RGBA", picture.size)
    draw, scale = ImageDraw.Draw(layer), DOTS_PER_INCH / POINTS_PER_INCH
    for mark in marks:
        if mark.kind != BLANK:
            left, top, right, bottom = (edge * scale for edge in mark.box)
            colour = swatch(mark.kind).rgb
            draw.rectangle((left + 1, top + 1, right - 1, bottom - 1), fill=(*colour, _TINT), outline=(*colour, 255), width=2)
            if mark.label:
                draw.text((right - 3, bottom - 2), mark.label.split(":")[0], fill=(*colour, 255), anchor="rb")
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")
