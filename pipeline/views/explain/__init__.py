"""How one document was read: sections, columns, the destination of every cell, the reading and the issues.

What a person needs who debugs a wrong table: on the terminal, as one HTML page, or drawn on the pages.
"""

from __future__ import annotations

from pathlib import Path

from pipeline.views.explain.examination import Destination, Examination, examine
from pipeline.views.explain.text import as_text


def explain(path: Path, engine: str = "pdfium") -> str:
    """The explanation as text; raises `PipelineError` for a file that cannot be read."""
    return as_text(examine(path, engine))


def write_html(examination: Examination, file: Path) -> Path:
    """One self-contained HTML page."""
    from pipeline.views.explain.html import as_html

    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(as_html(examination), encoding="utf-8", newline="\n")
    return file


def write_pngs(examination: Examination, folder: Path) -> list[Path]:
    """The pages of a PDF with their cells outlined; raises `PipelineError` for a document without pages."""
    from pipeline.views.explain.drawing import write_pngs as write

    return write(examination, folder)


__all__ = ["Destination", "Examination", "as_text", "examine", "explain", "write_html", "write_pngs"]
