"""Taiwan's occupational competency standards (職能基準), from published documents to tidy tables.

    raw/*  pdf · docx · odt · text
      │  readers      bytes → Document: paragraphs and grids with spans, pages, boxes
      │  stitch       page furniture aside, one flow of rows and lines
      │  sections     versions · profile · main table · attitudes · notes → records, issues
      │  assemble     which file is published, ids, duplicates, superseded versions
      │  frames       typed, keyed, sorted
      │  validate     Great Expectations on the bytes to be published
      ▼  release      processed/<release>/, swapped in whole

`parse` reads one document, `run` does all of it, `cli` is what a person types; `load` opens a release.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.base import compiled

if TYPE_CHECKING:
    from pipeline.views.dataset import load

PARSER_VERSION = 4
"""Raised whenever the records of an unchanged file change."""

__all__ = ["PARSER_VERSION", "load"]

compiled.settle(Path(__file__).parent)


def __getattr__(name: str) -> Any:
    """`load` on demand: importing the package must not import pandas."""
    if name != "load":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline.views.dataset import load

    return load
