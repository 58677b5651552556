"""White values of a workbook on nothing painted: nobody sees them (I-101).

Where a rule, a table's style, a pattern or a theme may paint the cell, the value counts as shown.
"""

from __future__ import annotations

from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.cell_range import MultiCellRange
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.documents.readers.colours import is_white, shows_white
from pipeline.documents.readers.remarks import Remark
from pipeline.documents.readers.unshown import NOT_SHOWN, Unshown, told

_PAPER = 0
"""The colour of a theme that is white."""
_WHITE_INDEXES = frozenset((1, 9, 65))
"""White, white again, and the window's ground among the fixed colours."""
_HIDING = ";;;"
"""The form of numbers and texts that shows none of them."""


class Paint:
    """Tells of the values of a sheet whether anybody sees them."""

    def __init__(self, sheet: Worksheet) -> None:
        ranges = [str(found.sqref) for found in sheet.conditional_formatting]
        ranges += [table.ref for table in sheet.tables.values() if table.tableStyleInfo is not None]
        self._may_be_painted = MultiCellRange(" ".join(ranges))

    def hides(self, cell: Cell | MergedCell) -> Unshown | None:
        """Why nobody sees the value of a cell, if so."""
        if not cell.has_style:
            return None
        if cell.number_format == _HIDING:
            return Unshown.NOT_PAINTED
        font = cell.font
        is_hidden = _is_white(font.color if font is not None else None) and not _paints(cell.fill)
        return Unshown.GROUND if is_hidden and cell.coordinate not in self._may_be_painted else None


def remark_of(reason: Unshown, place: str, value: str) -> Remark:
    """The remark about a value that is left out."""
    return NOT_SHOWN, None, told(reason, f"{place}: “{value}”")


def _is_white(colour: Any) -> bool:
    """Whether a colour of openpyxl is white."""
    if colour is None or colour.tint:
        return False
    if colour.type == "rgb":
        return is_white(str(colour.rgb)[-6:])
    if colour.type == "theme":
        return bool(colour.theme == _PAPER)
    return colour.type == "indexed" and colour.indexed in _WHITE_INDEXES


def _paints(fill: Any) -> bool:
    """Whether a fill is one on which white shows, or may be one."""
    kind = getattr(fill, "fill_type", None)
    if kind is None:
        return False
    colour = getattr(fill, "fgColor", None)
    if kind != "solid" or colour is None:
        return True
    return shows_white(str(colour.rgb)[-6:]) if colour.type == "rgb" else not _is_white(colour)
