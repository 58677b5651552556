"""Text objects that draw nothing but a space: pdfium's text page leaves them out if they stand alone."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from math import hypot

from pipeline.documents.readers.pdf import pdfium_calls as pdfium
from pipeline.documents.readers.pdf.glyphs import NO_ROOM, OVERLAP, Run, single
from pipeline.documents.readers.pdf.page_box import PageBox, times
from pipeline.documents.readers.pdf.pdfium_bulk import PageObject


def insert_spaces(runs: list[Run], objects: Iterable[PageObject], visible: PageBox) -> None:
    """Put a page's spaces, text objects that draw nothing, into the runs that they stand in or end, or beside the runs."""
    spaces = list(_spaces(objects, visible))
    if not spaces:
        return
    lines: dict[int, list[Run]] = {}
    for run in runs:
        lines.setdefault(round(run.baseline), []).append(run)
    for space in spaces:
        for run in lines.get(round(space.baseline), ()):
            if run.x0 < space.x0 < run.x1 + OVERLAP * run.size:
                index = bisect_right(run.lefts, space.x0 - NO_ROOM * run.size)
                if not 0 < index < len(run.lefts) or run.lefts[index] - run.rights[index - 1] > NO_ROOM * run.size:
                    run.insert(index, space)
                break
        else:
            runs.append(space)


def _spaces(objects: Iterable[PageObject], visible: PageBox) -> Iterator[Run]:
    for found in objects:
        if found.kind == pdfium.TEXT_OBJECT:
            _, _, c, d, e, f = times(pdfium.matrix_of(found.handle), visible.matrix)
            yield single(" ", e, e, f, hypot(c, d) * pdfium.size_of(found.handle))
