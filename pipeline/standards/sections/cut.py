"""Cut the flow of a document into its five parts, by heading and header signature.

Parts are told apart by what a row or line says, never by table borders: one physical table may hold
the profile, the main table and the attitudes (I-30), and a first edition starts at the profile (I-03).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.documents.flow import Flow, Row
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Line
from pipeline.documents.text.normalise import fold
from pipeline.standards.codes import COMPETENCIES, Shape, Splitter
from pipeline.standards.sections.attitude_rows import AttitudeRows
from pipeline.standards.sections.broken_header import broken_header
from pipeline.standards.sections.columns import Header, continued_header, read_header
from pipeline.standards.sections.headings import (
    heads_versions,
    is_attitude_heading,
    is_notes_heading,
    is_tail_heading,
    is_title,
    profile_label,
)
from pipeline.standards.sections.heads import begins_legend, is_legend_head
from pipeline.standards.sections.inline_headings import attitudes_behind_heading, notes_behind_heading
from pipeline.standards.sections.note_rows import record_of
from pipeline.standards.sections.parts import Part, Parts, TaskRow
from pipeline.standards.sections.prompts import is_prompt
from pipeline.standards.sections.row_lines import MOST_HEADING_LINES, first_cell, row_lines, run_of_lines
from pipeline.standards.sections.unknown_sections import is_unknown_section


def cut(flow: Flow, ledger: Ledger) -> Parts:
    """Sort rows and lines into parts; headings are booked as furniture, everything else stays open."""
    cutter = _Cutter(ledger)
    index = 0
    while index < len(flow):
        index += cutter.take(flow, index)
    return cutter.parts


class _Cutter:
    """Walks the flow and remembers the part it is in and the header of the main table."""

    def __init__(self, ledger: Ledger) -> None:
        self.parts = Parts()
        self._ledger = ledger
        self._part = Part.FRONT
        self._header: Header | None = None
        self._seam = True
        self._after_attitudes = False
        self._splitter = Splitter(Shape())
        self._attitude_rows = AttitudeRows(ledger, self.parts.attitudes_apart)

    def take(self, flow: Flow, index: int) -> int:
        """Place the item at `index`; returns how many items were used up."""
        first = flow[index]
        if isinstance(first, Line) and first.footnote:
            self.parts.note_lines.append(first)
            return 1
        used = self._heading(flow, index)
        if used:
            return used
        item = flow[index]
        if isinstance(item, Line):
            self._line(item)
            return 1
        return self._row(flow, index, item)

    # headings -----------------------------------------------------------------------------------

    def _heading(self, flow: Flow, index: int) -> int:
        """A section heading over up to three lines, or in the first cell of a row with its text below or beside it."""
        item = flow[index]
        lines = first_cell(item) if isinstance(item, Row) else run_of_lines(flow, index)
        for count in range(min(MOST_HEADING_LINES, len(lines)), 0, -1):
            part = _heading_part("".join(line.text for line in lines[:count]), self._part)
            if part is not None:
                self._ledger.furniture(lines[:count])
                return self._begin(part, "".join(line.text for line in lines[:count]), item, count)
        return self._heading_with_text(item, lines[0]) if lines else 0

    def _heading_with_text(self, item: Row | Line, line: Line) -> int:
        """A section heading with the first of its text behind it on the line."""
        for part, split in ((Part.ATTITUDES, attitudes_behind_heading), (Part.NOTES, notes_behind_heading)):
            found = split(line.text)
            if found is not None and (self._part is not Part.NOTES or part is Part.NOTES):
                rest = line._replace(text=found[1])
                self._ledger.replace(line, rest)
                self._begin(part, found[0], item, 1, rest)
                return 1
        return 0

    def _begin(self, part: Part, heading: str, item: Row | Line, count: int, rest: Line | None = None) -> int:
        """Enter a part; what a row holds beyond the `count` lines of its heading is the part's. Returns the items used up."""
        if part is Part.ATTITUDES:
            self.parts.attitude_heading = heading
        self._part = part
        if rest is not None:
            self._line(rest)
        if isinstance(item, Row):
            if part is not Part.ATTITUDES or rest is not None or not self._attitude_rows.begin(item, count):
                self._lines_of_row(row_lines(item)[count:])
            return 1
        return count

    def _lines_of_row(self, lines: Sequence[Line]) -> None:
        """Lines that stand in one cell below one another, among them perhaps the heading of the next part (I-123)."""
        index = 0
        while index < len(lines):
            index += self._heading_within(lines[index : index + MOST_HEADING_LINES])

    def _heading_within(self, lines: Sequence[Line]) -> int:
        """Place the first of the lines, or a heading that they begin with; returns how many were used up."""
        for count in range(len(lines), 0, -1):
            text = "".join(line.text for line in lines[:count])
            part = _heading_part(text, self._part)
            if part is not None:
                self._ledger.furniture(lines[:count])
                self._begin(part, text, lines[0], count)
                return count
        if not self._heading_with_text(lines[0], lines[0]):
            self._line(lines[0])
        return 1

    # lines --------------------------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        if not fold(line.text):
            return
        if self._part is Part.TASKS and self._goes_on_with_attitudes(line):
            self._part = Part.ATTITUDES
        if self._part in (Part.TASKS, Part.LEGEND) and self._is_of_legend(line):
            return
        if self._part is not Part.NOTES and is_prompt(line.text):
            self.parts.prompts.append(line)
            self._ledger.furniture((line,))
        elif self._part is Part.ATTITUDES:
            self.parts.attitude_lines.append(line)
        elif self._part is Part.NOTES:
            self.parts.note_lines.append(line)
        elif self._part is Part.TAIL:
            self.parts.tail_lines.append(line)
        elif is_title(line.text) and self._part is not Part.TASKS:
            self.parts.title.append(line)
            self._ledger.furniture((line,))
        elif self._part is Part.FRONT and not self.parts.title:
            self.parts.title.append(line)

    def _is_of_legend(self, line: Line) -> bool:
        """Take a line behind the main table that heads or belongs to a list of knowledge and skills (I-59)."""
        code = self._splitter.leading_code(line.text)
        if code is not None and code.letter in COMPETENCIES:
            self.parts.legend_lines.append(line)
            return True
        if code is None and is_legend_head(line.text):
            self._ledger.furniture((line,))
            return True
        return False

    def _goes_on_with_attitudes(self, line: Line) -> bool:
        """Attitudes in no row, right below a header that a page repeated above them (I-30)."""
        code = self._splitter.leading_code(line.text)
        return self._seam and self._after_attitudes and (code is None or code.letter == "A")

    # rows ---------------------------------------------------------------------------------------

    def _row(self, flow: Flow, index: int, row: Row) -> int:
        header = broken_header(flow, index) or read_header(flow, index) or self._continued_header(row)
        if header is not None:
            self._after_attitudes = self._after_attitudes or self._part is Part.ATTITUDES
            self._ledger.furniture(line for used in header.rows for cell in used.new_cells for line in cell.lines)
            self._header, self._part, self._seam = header, Part.TASKS, True
            self.parts.has_main_header = True
            return len(header.rows)
        if self._part in (Part.TASKS, Part.LEGEND) and self._header is not None and begins_legend(row):
            self._part = Part.LEGEND
            self._ledger.furniture(line for cell in row.filled_cells for line in cell.lines)
        elif heads_versions(row.new_cells):
            self._part = Part.VERSIONS
            self.parts.version_rows.append(row)
        elif self._part is not Part.TASKS and begins_profile(row) and not self._in_versions(row):
            self._part = Part.PROFILE
            self.parts.profile_rows.append(row)
        else:
            self._body_row(row)
        return 1

    def _continued_header(self, row: Row) -> Header | None:
        """The rest of the header that stood at the end of the page before, directly above this row."""
        if self._part is not Part.TASKS or self._header is None or not self._seam:
            return None
        return continued_header(row, self._header, self._splitter)

    def _is_attitude_row(self, row: Row) -> bool:
        """A row across the whole table with attitudes, below a header that was repeated above them (I-30)."""
        cells = row.filled_cells
        if len(cells) != 1 or cells[0].column_span < row.grid.column_count:
            return False
        code = self._splitter.leading_code(cells[0].text)
        return code.letter == "A" if code else self._after_attitudes

    def _in_versions(self, row: Row) -> bool:
        return self._part is Part.VERSIONS and not row.first and profile_label(_first_text(row)) is None

    def _body_row(self, row: Row) -> None:
        if self._part is Part.VERSIONS:
            self.parts.version_rows.append(row)
        elif self._part is Part.PROFILE:
            self.parts.profile_rows.append(row)
        elif self._part is Part.LEGEND:
            self.parts.legend_lines += row_lines(row)
        elif len(row.filled_cells) == 1 and is_prompt(row.filled_cells[0].text):
            for line in row.filled_cells[0].lines:
                self._line(line)
        elif self._part is Part.TASKS and self._is_attitude_row(row):
            self._part = Part.ATTITUDES
            self._body_row(row)
        elif self._part is Part.TASKS and self._header is not None:
            self.parts.task_rows.append(TaskRow(row, self._header, self._seam or row.first))
            self._seam = False
        elif self._part in (Part.ATTITUDES, Part.NOTES, Part.TAIL) or (
            self._part is Part.FRONT and is_title(_first_text(row))
        ):
            # Workbooks and pages may hold the title in a row of its own.
            self._lines_of_row(self._lines_in(row))

    def _lines_in(self, row: Row) -> Sequence[Line]:
        """The lines of a row; among the attitudes and the notes its cells may be one of them (I-69, I-76)."""
        if self._part is Part.ATTITUDES:
            return self._attitude_rows.lines(row)
        lines = row_lines(row)
        record = record_of(row) if self._part is Part.NOTES else None
        if record is None:
            return lines
        for line in lines:
            self._ledger.replace(line, record)
        return (record,)


def _heading_part(text: str, before: Part) -> Part | None:
    """The part that a heading begins; what follows attitudes and notes has headings of its own, and only there (I-124)."""
    if is_attitude_heading(text):
        return Part.ATTITUDES
    if is_notes_heading(text):
        return Part.NOTES
    if before is Part.ATTITUDES and is_unknown_section(text):
        return Part.TAIL
    return Part.TAIL if before in (Part.ATTITUDES, Part.NOTES) and is_tail_heading(text) else None


def _first_text(row: Row) -> str:
    return row.filled_cells[0].text if row.filled_cells else ""


def begins_profile(row: Row) -> bool:
    """A row whose first filled cell is a profile label (A.2)."""
    return profile_label(_first_text(row)) is not None


__all__ = ["Parts", "TaskRow", "begins_profile", "cut"]
