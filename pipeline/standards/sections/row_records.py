"""The rows of tables among the notes and the attitudes, each of which is one line of them (field guide I-35, I-69, I-76)."""

from __future__ import annotations

from pipeline.documents.flow import Row
from pipeline.documents.model import Line
from pipeline.documents.text.normalise import SOFT, fold
from pipeline.standards.codes import Splitter
from pipeline.standards.sections.headings import is_section_heading, is_tail_heading, sub_heading


def record_of(row: Row) -> Line | None:
    """The row as one line, its cells parted by tabs, as a table within a cell gives it.

    None where the cells only stand beside one another: there are fewer than two, or one holds a heading or several lines.
    """
    texts = _texts(row)
    if texts is None or any(is_section_heading(text) or is_tail_heading(text) or sub_heading(text) for text in texts):
        return None
    return _first(row)._replace(text="\t".join(texts), marker="", soft=False, is_row=True)


def attitude_of(row: Row, splitter: Splitter) -> Line | None:
    """The row as one line where its cells are an attitude, with its code or behind it, and the definition beside it.

    None where the code stands alone before both, where a cell holds several lines or another begins with a code as well.
    """
    texts = _texts(row)
    if texts is None or len(texts) > 3:
        return None
    code, *others = [splitter.leading_code(text) for text in texts]
    name = " ".join(texts[:-1]).rstrip()
    if code is None or code.letter != "A" or any(others) or fold(name) == str(code):
        return None
    colon = "" if name.endswith(("：", ":")) else "："
    return _first(row)._replace(text=name + colon + texts[-1], marker="", soft=False)


def _texts(row: Row) -> list[str] | None:
    """The texts of the filled cells, as printed; None where there are fewer than two, or one holds several lines."""
    cells = [[line for line in cell.lines if fold(line.text)] for cell in row.filled_cells]
    if len(cells) < 2 or any(not line.soft for lines in cells for line in lines[1:]):
        return None
    return [SOFT.join([line.labelled for line in lines]) for lines in cells]


def _first(row: Row) -> Line:
    return next(line for line in row.filled_cells[0].lines if fold(line.text))
