"""Whatever is drawn where: every character comes out once, in a lattice of cells that do not overlap."""

from __future__ import annotations

import itertools
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from pipeline.documents.model import Box, Document, Grid
from pipeline.documents.readers.pdf.glyphs import Run
from pipeline.documents.readers.pdf.page import PageContent, blocks_of
from tests.build.examples import examples

ALPHABET = "甲乙丙（），。 T1.K-"
coordinates = st.integers(0, 60).map(lambda step: 8.0 * step)


@st.composite
def runs(draw: st.DrawFn) -> Run:
    x, baseline = draw(coordinates), draw(coordinates)
    size = draw(st.sampled_from((0.0, 6.0, 10.0, 12.0)))
    text = draw(st.text(ALPHABET, min_size=1, max_size=20))
    widths = [size if character >= "\u2e80" else 0.6 * size for character in text]
    edges = list(itertools.accumulate(widths, initial=x))
    return Run(x, edges[-1], baseline, size, text, edges[:-1], edges[1:])


@st.composite
def bars(draw: st.DrawFn) -> Box:
    x, y, length = draw(coordinates), draw(coordinates), draw(coordinates)
    return (x, y, x + length, y + 0.5) if draw(st.booleans()) else (x, y, x + 0.5, y + length)


def characters(texts: list[str]) -> Counter[str]:
    return Counter("".join("".join(texts).split()))


@examples(80)
@given(st.lists(runs(), max_size=12), st.lists(bars(), max_size=25))
def test_every_character_comes_out_once(drawn: list[Run], ruled: list[Box]) -> None:
    texts = [run.text for run in drawn]
    page = blocks_of(PageContent(1, 500.0, drawn, ruled))
    assert page.missing == 0
    read = [line.text for line in Document("pdf", tuple(page.blocks)).lines()]
    dropped = sum(int(detail.split()[0]) for code, _, detail in page.remarks if code == "duplicate_glyphs_dropped")
    lost = characters(texts) - characters(read)
    assert sum(lost.values()) == dropped
    assert not characters(read) - characters(texts)


@examples(80)
@given(st.lists(bars(), max_size=40))
def test_cells_tile_their_grid(ruled: list[Box]) -> None:
    for grid in blocks_of(PageContent(1, 500.0, [], ruled)).blocks:
        assert isinstance(grid, Grid)
        covered = [(row, column) for cell in grid.cells for row in cell.rows for column in cell.columns]
        assert sorted(covered) == [(row, column) for row in range(grid.row_count) for column in range(grid.column_count)]
        assert list(grid.edges) == sorted(set(grid.edges))
        for cell in grid.cells:
            assert cell.box is not None
            assert (cell.box[0], cell.box[2]) == (grid.edges[cell.column], grid.edges[cell.column + cell.column_span])
