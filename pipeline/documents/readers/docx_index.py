"""What few paragraphs, cells and tables of a part of a DOCX have, found in one look at the whole: asking each costs more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
IND, NUM_PR, P_STYLE = f"{W}ind", f"{W}numPr", f"{W}pStyle"
GRID_SPAN, V_MERGE, CELL_DEL = f"{W}gridSpan", f"{W}vMerge", f"{W}cellDel"
_TBL, _TC = f"{W}tbl", f"{W}tc"
_NOTHING: Mapping[str, etree._Element] = {}

Properties = Mapping[str, etree._Element]
"""What the properties of a paragraph or a cell say, by tag; of each the first, and only what somebody asks for."""


class Index:
    """The properties that say something of indents, lists, styles, spans and merges, and whether tables stand in cells."""

    def __init__(self, root: etree._Element) -> None:
        self._properties: dict[etree._Element | None, dict[str, etree._Element]] = {}
        for element in root.iter(IND, NUM_PR, P_STYLE, GRID_SPAN, V_MERGE, CELL_DEL):
            self._properties.setdefault(element.getparent(), {}).setdefault(element.tag, element)
        self.nests_tables = any(next(table.iterancestors(_TC), None) is not None for table in root.iter(_TBL))

    def among(self, elements: Sequence[etree._Element], tag: str) -> Properties:
        """What the first of some elements with a tag says, the properties of the one that holds them."""
        for element in elements:
            # Nearly always the very first.
            if element.tag == tag:
                return self._properties.get(element, _NOTHING)
        return _NOTHING
