"""The content of one page → its blocks in reading order, whichever engine read it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pipeline.documents.model import Block, Box, Grid, Paragraph
from pipeline.documents.readers.pdf.beside_text import remarks_of, without_guides, without_line_numbers
from pipeline.documents.readers.pdf.bounds import checked_boxes, checked_tables
from pipeline.documents.readers.pdf.boxes import with_boxes_joined
from pipeline.documents.readers.pdf.cells import document_lines, grid_of
from pipeline.documents.readers.pdf.columns import columns_of
from pipeline.documents.readers.pdf.drawings import without_text_borders
from pipeline.documents.readers.pdf.glyphs import CENTRE, Run, inked
from pipeline.documents.readers.pdf.lattice import Lattice, lattices_of
from pipeline.documents.readers.pdf.lines import TextLine
from pipeline.documents.readers.pdf.open_tables import without_open_tables
from pipeline.documents.readers.pdf.regions import TOUCH, regions_of
from pipeline.documents.readers.pdf.rules import Rule, Rules, rules_of
from pipeline.documents.readers.pdf.sheets import parting
from pipeline.documents.readers.pdf.spacing import closed_up
from pipeline.documents.readers.pdf.struck import without_struck
from pipeline.documents.readers.pdf.unruled import TableFinder
from pipeline.documents.readers.pdf.wrapping import CLOSING, Measure, free_list_lines, mark_soft

_PITCH = 2.2
"""Ems between the baselines of two lines of one paragraph, at most."""
_WHOLE_MEASURE = 0.5
_PADDING = 6.0
"""Points of room between the rule of a cell and its text, as word processors leave them."""

Remark = tuple[str, int | None, str]


@dataclass(slots=True)
class PageContent:
    """What an engine found on a page; lengths in points from the top left corner as displayed.

    `tints` are filled areas; `drawn` is how many shapes, pieces of text and annotations there are, `strokes` how many parts the
    shapes have, where the engine counts them; `inked` is how many characters that are not white space it found, unless it
    leaves the counting to others.
    """

    number: int
    width: float
    runs: list[Run]
    bars: list[Box]
    remarks: list[Remark] = field(default_factory=list)
    inked: int | None = None
    tints: list[Box] = field(default_factory=list)
    drawn: int = 0
    strokes: int = 0


@dataclass(slots=True)
class PageBlocks:
    """The blocks of a page, and how many inked characters went in and did not come out (0 unless a bug)."""

    blocks: list[Block]
    remarks: list[Remark]
    missing: int


def blocks_of(content: PageContent, finder: TableFinder | None = None) -> PageBlocks:
    """Grids and paragraphs from top to bottom; of two pages on one sheet, those of the left one first.

    `finder` looks for tables in what no rules enclose (I-105).
    """
    middle = parting(content.runs, content.bars, content.width)
    if middle is None:
        return _page_blocks(content, finder)
    parts = [_page_blocks(part, finder) for part in _halves(content, middle)]
    remarks = [*content.remarks, ("pages_on_one_sheet", content.number, ""), *(found for part in parts for found in part.remarks)]
    return PageBlocks([block for part in parts for block in part.blocks], remarks, sum(part.missing for part in parts))


def _halves(content: PageContent, middle: float) -> Iterator[PageContent]:
    """The left and the right page of a sheet; the width of the right one reaches as far behind its text as before it."""
    for left, right in ((0.0, middle), (middle, content.width)):
        runs = [run for run in content.runs if left <= (run.x0 + run.x1) / 2 < right]
        bars = [bar for bar in content.bars if left <= (bar[0] + bar[2]) / 2 < right]
        tints = [tint for tint in content.tints if left <= (tint[0] + tint[2]) / 2 < right]
        yield PageContent(content.number, left + right, runs, bars, tints=tints)


def _page_blocks(content: PageContent, finder: TableFinder | None) -> PageBlocks:
    printed, bars, struck = without_struck(content.runs, content.bars)
    rules = rules_of(without_text_borders(bars, printed))
    outer, inner = without_open_tables(rules, printed)
    regions = checked_tables(with_boxes_joined(checked_boxes(regions_of(outer))) + inner)
    lattices = lattices_of(regions, max([run.baseline for run in printed], default=0.0))
    runs, guides = without_guides(printed)
    runs, numbers = without_line_numbers(runs, min([lattice.xs[0] for lattice in lattices], default=content.width))
    inside, free = _allotted(lattices, closed_up(runs))
    free = _without_overflow(lattices, inside, free, rules.horizontal)
    placed: list[tuple[float, Block]] = []
    dropped = unsure = 0
    made = [grid_of(lattice, runs, content.number) for lattice, runs in zip(lattices, inside, strict=True)]
    if finder is not None:
        columns_alone = finder.without_columns_alone([grid for grid, _, _ in made])
        free += [run for is_free, members in zip(columns_alone, inside, strict=True) if is_free for run in members]
        lattices = [lattice for is_free, lattice in zip(columns_alone, lattices, strict=True) if not is_free]
        made = [grid for is_free, grid in zip(columns_alone, made, strict=True) if not is_free]
    for lattice, (grid, overprinted, unsure_rows) in zip(lattices, made, strict=True):
        unsure += unsure_rows
        placed += [(lattice.ys[0], block) for block in _without_border(grid)]
        dropped += overprinted
    corners = [(lattice.ys[0], lattice.xs[0]) for lattice in lattices]
    remarks = list(content.remarks)
    if finder is not None and free:
        found = finder.find(free, _outside(rules, lattices), content.tints, content.number)
        free = found.free
        for top, grid, overprinted in found.tables:
            placed.append((top, grid))
            corners.append((top, grid.edges[0]))
            dropped += overprinted
        remarks += found.remarks
    paragraphs, overprinted = _paragraphs(sorted(corners), free, content)
    placed += paragraphs
    dropped += overprinted
    placed.sort(key=_place)
    blocks = [block for _, block in placed]
    remarks += remarks_of(guides, numbers, content.number)
    remarks += [("text_struck", content.number, f"Left out: {text}.") for text in struck]
    if unsure:
        told = f"{unsure} places in tables or columns within cells, or of lines on others."
        remarks.append(("rows_uncertain", content.number, told))
    if dropped:
        remarks.append(("duplicate_glyphs_dropped", content.number, f"{dropped} glyphs printed twice"))
    drawn = inked(content.runs) if content.inked is None else content.inked
    beside = len("".join("".join([*guides, *numbers, *struck]).split()))
    return PageBlocks(blocks, remarks, drawn - beside - dropped - inked_in(blocks))


def _outside(rules: Rules, lattices: Sequence[Lattice]) -> Rules:
    """The rules of a page without the vertical ones within grids."""
    vertical = [
        rule for rule in rules.vertical if not any(lattice.holds(rule.at, (rule.start + rule.end) / 2) for lattice in lattices)
    ]
    return Rules(rules.horizontal, vertical)


def _without_border(grid: Grid) -> list[Block]:
    """The grid; or its lines where it has a single cell, which is a border around running text (I-108)."""
    if len(grid.cells) > 1:
        return [grid]
    return [Paragraph((line,)) for line in grid.cells[0].lines]


def inked_in(blocks: Sequence[Block]) -> int:
    """How many characters of the blocks are not white space."""
    texts: list[str] = []
    for block in blocks:
        if isinstance(block, Grid):
            texts += [line.text for cell in block.cells for line in cell.lines]
        else:
            texts += [line.text for line in block.lines]
    return len("".join("".join(texts).split()))


def _place(entry: tuple[float, Block]) -> float:
    return entry[0]


def _allotted(lattices: Sequence[Lattice], runs: Sequence[Run]) -> tuple[list[list[Run]], list[Run]]:
    """Runs by the lattice that holds their first glyph's centre, and those that none holds."""
    inside: list[list[Run]] = [[] for _ in lattices]
    free: list[Run] = []
    extents = [(*lattice.extent, members) for lattice, members in zip(lattices, inside, strict=True)]
    for run in runs:
        x, y = (run.lefts[0] + run.rights[0]) / 2, run.baseline - CENTRE * run.size
        for left, top, right, bottom, members in extents:
            if left <= x <= right and top <= y <= bottom:
                members.append(run)
                break
        else:
            free.append(run)
    return inside, free


def _without_overflow(
    lattices: Sequence[Lattice], inside: Sequence[list[Run]], free: list[Run], horizontal: Sequence[Rule]
) -> list[Run]:
    """Move the last line of a cell that a page end cuts into its grid: browsers let it run over the end of the rules.

    It follows the cell's text as the lines in it follow each other, and no rule closes the cell above it.
    """
    for lattice, members in zip(lattices, inside, strict=True):
        left, _, right, bottom = lattice.extent
        below = [run for run in free if left <= run.x0 and run.x1 <= right and 0 < run.baseline - bottom < _PITCH * run.size]
        over = [run for run in below if _follows(run, members) and not any(_lies_on(rule, run, bottom) for rule in horizontal)]
        members += over
        free = [run for run in free if run not in over]
    return free


def _follows(run: Run, members: Sequence[Run]) -> bool:
    """Whether a line of the same size begins at the same left edge, one line above."""
    return any(
        abs(other.x0 - run.x0) < 1 and abs(other.size - run.size) < 0.1 and 0 < run.baseline - other.baseline < _PITCH * run.size
        for other in members
    )


def _lies_on(rule: Rule, run: Run, y: float) -> bool:
    """Whether a horizontal rule at a height passes above a run."""
    return abs(rule.at - y) < TOUCH and rule.start < run.x0 < rule.end


def _paragraphs(
    corners: Sequence[tuple[float, float]], free: Sequence[Run], content: PageContent
) -> tuple[list[tuple[float, Block]], int]:
    """Each printed line outside the grids as a paragraph, with its place from the top; and the glyphs dropped.

    `corners` are the tops and left edges of the grids.
    """
    bands = [columns_of(band) for band in _bands([top for top, _ in corners], free) if band]
    lines = [line for columns in bands for column in columns for line in column]
    margin = min([line.x0 for line in lines] + [left for _, left in corners], default=0.0)
    placed: list[tuple[float, Block]] = []
    for columns in bands:
        top = min((line.baseline for column in columns for line in column), default=0.0)
        for column in columns:
            _mark_column(column, content.width, margin)
            placed += [(top, Paragraph((line,))) for line in document_lines(column, content.number, margin)]
    return placed, sum(line.dropped for line in lines)


def _bands(tops: Sequence[float], free: Sequence[Run]) -> list[list[Run]]:
    """Free text by how many grids begin above it."""
    bands: list[list[Run]] = [[] for _ in range(len(tops) + 1)]
    for run in free:
        bands[sum(top < run.baseline for top in tops)].append(run)
    return bands


def _mark_column(lines: Sequence[TextLine], width: float, margin: float) -> None:
    """Set `soft` paragraph by paragraph; the measure is what the full lines show, or else the page's margins.

    Word processors hang tables out by the padding of their cells: the margin is that of the text then.
    """
    if not lines:
        return
    farthest = max([line.x1 for line in lines if line.text[-1] not in CLOSING] or [line.x1 for line in lines])
    full = [line for line in lines if farthest - line.x1 < line.size and line.x1 - line.x0 > _WHOLE_MEASURE * width]
    left = min(line.x0 for line in lines)
    margin = left if margin < left <= margin + _PADDING else margin
    right = farthest if len(full) > 1 or width - margin < farthest else width - margin
    for before, line in itertools.pairwise(lines):
        if line.baseline - before.baseline < _PITCH * max(line.size, before.size):
            mark_soft((before, line), Measure(left, right))
    free_list_lines(lines)
