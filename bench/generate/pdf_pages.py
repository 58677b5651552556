"""Typeset paragraphs and tables on pages: rows that break, merged cells over pages, repeated headers."""

from __future__ import annotations

from dataclasses import dataclass, field

from bench.generate.pdf_text import Metrics, PrintedLine, break_lines
from bench.generate.physical import WIDTH, Cell, Para, Table

Rule = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Text:
    """A line of text: left edge and baseline from the top left, `fill` the width it is justified to or 0."""

    x: float
    y: float
    text: str
    size: float
    bold: bool
    fill: float = 0.0
    last: bool = True


@dataclass(slots=True)
class Page:
    """What stands on one page; rules are axis-parallel lines between two points."""

    texts: list[Text] = field(default_factory=list)
    rules: dict[Rule, None] = field(default_factory=dict)
    shades: list[Rule] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Style:
    """How a document is set, in points; `open_ends` leaves cells without a rule where the page cuts them."""

    width: float
    height: float
    margin: float
    size: float
    leading: float
    pad: float
    metrics: Metrics
    open_ends: bool = False
    keep_rows: bool = False
    middle: bool = False
    justify: bool = False
    shaded: bool = False


@dataclass(slots=True)
class _Open:
    """A cell being set: what is left of its lines, and where its part on this page begins."""

    cell: Cell
    lines: list[tuple[PrintedLine, Para]]
    top: float
    end_row: int
    cut: bool = False


@dataclass(slots=True)
class Typesetter:
    """Fills pages from top to bottom."""

    style: Style
    pages: list[Page] = field(default_factory=lambda: [Page()])
    y: float = 0.0

    def __post_init__(self) -> None:
        self.y = self.style.margin

    @property
    def bottom(self) -> float:
        return self.style.height - self.style.margin - 20.0

    def new_page(self) -> None:
        self.pages.append(Page())
        self.y = self.style.margin

    # paragraphs ---------------------------------------------------------------------------------

    def para(self, para: Para) -> None:
        style = self.style
        room = style.width - 2 * style.margin - para.indent
        for line in break_lines(para.text, room, para.hanging, style.metrics, style.size):
            if self.y + style.leading > self.bottom:
                self.new_page()
            self._text(line, para, style.margin, style.width - style.margin, self.y)
            self.y += style.leading

    def _text(self, line: PrintedLine, para: Para, left: float, right: float, top: float) -> None:
        style = self.style
        if not line.text.strip():
            return
        x = left + para.indent + line.indent
        natural = style.metrics.measure(line.text.rstrip()) * style.size
        if para.center:
            x = left + max(0.0, (right - left - natural) / 2)
        room = right - x
        stretch = style.justify and not line.last and not para.center and room * 0.85 < natural < room
        baseline = top + (style.leading - style.size) / 2 + style.size * 0.85
        self.pages[-1].texts.append(Text(x, baseline, line.text, style.size, para.bold, room if stretch else 0.0, line.last))

    # tables -------------------------------------------------------------------------------------

    def table(self, table: Table) -> None:
        """Set a table; its first rows are repeated on every page."""
        setter = _TableSetter(self, table)
        for index in range(len(table.rows)):
            setter.row(index)


@dataclass(slots=True)
class _TableSetter:
    sheet: Typesetter
    table: Table
    open: list[_Open] = field(default_factory=list)
    _in_head: bool = False

    def row(self, index: int) -> None:
        """Set one row, over as many pages as it takes."""
        sheet, style = self.sheet, self.sheet.style
        fresh = [self._begin(cell, index) for cell in self.table.rows[index]]
        if sheet.y + self._least(fresh, index) > sheet.bottom and sheet.y > style.margin + 60 and not self._in_head:
            self._page(index)
        for cell in fresh:
            cell.top = sheet.y
        self.open += fresh
        while True:
            end = max((self._end(cell) for cell in self.open if cell.end_row == index), default=sheet.y)
            end = max(end, sheet.y + style.leading * 0.6)
            if end <= sheet.bottom or self._in_head:
                break
            for cell in self.open:
                self._close_part(cell, sheet.bottom, cut=True)
            self._page(None)
        for cell in [cell for cell in self.open if cell.end_row == index]:
            self._close_part(cell, end, cut=False)
            self.open.remove(cell)
        sheet.y = end

    def _begin(self, cell: Cell, index: int) -> _Open:
        style = self.sheet.style
        left, right = self._edges(cell)
        room = right - left - 2 * style.pad
        lines = [
            (line, para)
            for para in cell.paras
            for line in break_lines(para.text, room - para.indent, para.hanging, style.metrics, style.size)
        ]
        return _Open(cell, lines, self.sheet.y, index + cell.rows - 1)

    def _edges(self, cell: Cell) -> tuple[float, float]:
        style = self.sheet.style
        scale = (style.width - 2 * style.margin) / WIDTH
        return style.margin + cell.left * scale, style.margin + cell.right * scale

    def _least(self, fresh: list[_Open], index: int) -> float:
        """The room that a row needs to begin here: one line, or the whole row where rows are kept."""
        style = self.sheet.style
        needs = [len(cell.lines) for cell in fresh if cell.end_row == index]
        whole = max(needs, default=1) * style.leading + 3.0
        keep = style.keep_rows and whole < self.sheet.bottom - style.margin - 120
        return whole if keep or index < self.table.heads else style.leading + 3.0

    def _end(self, cell: _Open) -> float:
        return cell.top + len(cell.lines) * self.sheet.style.leading + 3.0

    def _page(self, before: int | None) -> None:
        """Go on at the next page; `before` is the row that has not begun, if the break is between rows."""
        sheet = self.sheet
        if before is not None:
            for cell in self.open:
                self._close_part(cell, sheet.y, cut=True)
        sheet.new_page()
        if self.table.heads and (before is None or before >= self.table.heads):
            head = _TableSetter(sheet, Table(self.table.rows[: self.table.heads]), _in_head=True)
            for index in range(self.table.heads):
                head.row(index)
        for cell in self.open:
            cell.top = sheet.y

    def _close_part(self, cell: _Open, end: float, *, cut: bool) -> None:
        """Draw the part of a cell that stands on this page: as many lines as it holds, and its rules."""
        style = self.sheet.style
        room = max(0, int((end - cell.top - 1.0) / style.leading)) if cut else len(cell.lines)
        now, cell.lines = cell.lines[:room], cell.lines[room:]
        left, right = self._edges(cell.cell)
        top = cell.top + 1.5
        if style.middle and not cut and not cell.cut:
            top += max(0.0, (end - cell.top - 3.0 - len(now) * style.leading) / 2)
        for number, (line, para) in enumerate(now):
            self.sheet._text(line, para, left + style.pad, right - style.pad, top + number * style.leading)
        if style.shaded and any(para.bold for para in cell.cell.paras):
            self.sheet.pages[-1].shades.append((left, cell.top, right, end))
        self._rules(left, cell.top, right, end, begun=cell.cut, cut=cut)
        cell.cut = cell.cut or cut

    def _rules(self, left: float, top: float, right: float, end: float, *, begun: bool, cut: bool) -> None:
        if end - top < 0.5:
            return
        rules = self.sheet.pages[-1].rules
        hidden = self.sheet.style.open_ends
        sides: list[Rule] = [(left, top, left, end), (right, top, right, end)]
        if not (begun and hidden):
            sides.append((left, top, right, top))
        if not (cut and hidden):
            sides.append((left, end, right, end))
        rules.update(dict.fromkeys((round(a, 2), round(b, 2), round(c, 2), round(d, 2)) for a, b, c, d in sides))
