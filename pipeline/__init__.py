"""Taiwan's occupational competency standards (職能基準), from published documents to tidy tables.

    raw/*  pdf · docx · odt · text
      │  archive        which files there are: inbox, fetch, manifest
      │  documents      bytes → Document → Flow: rows and lines as printed, page furniture aside
      │  standards      versions · profile · main table · attitudes · notes → records and findings;
      │                 of all files together: ids, duplicates, superseded versions, declared corrections
      │  schema         records → rows and columns: typed, keyed, sorted
      │  gate           Great Expectations on the bytes to be published
      ▼  releases       processed/<release>/, swapped in whole

`runs` does all of it, `views` looks at what came out, `cli` is what a person types, `base` knows nothing of
documents; `load` opens a release.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline.views.dataset import load

__all__ = ["load"]


def __getattr__(name: str) -> object:
    """`load` on demand: importing the package must not import pandas."""
    if name != "load":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from pipeline.views.dataset import load

    return load
