"""The rows of a table among the notes, each of which is one line of them (field guide I-35, I-76)."""

from __future__ import annotations

from pipeline.documents.flow import Row
from pipeline.documents.model import Line
from pipeline.documents.text.normalise import SOFT, fold
from pipeline.standards.sections.headings import is_section_heading, is_tail_heading, sub_heading


def record_of(row: Row) -> Line | None:
    """The row as one line, its cells parted by tabs, as a table within a cell gives it.

    None where the cells only stand beside one another: there are fewer than two, or one holds a heading or several lines.
    """
    cells = [[line for line in cell.lines if fold(line.text)] for cell in row.filled_cells]
    if len(cells) < 2 or any(not line.soft for lines in cells for line in lines[1:]):
        return None
    texts = [SOFT.join([line.labelled for line in lines]) for lines in cells]
    if any(is_section_heading(text) or is_tail_heading(text) or sub_heading(text) for text in texts):
        return None
    return cells[0][0]._replace(text="\t".join(texts), marker="", soft=False, is_row=True)
