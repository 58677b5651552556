"""Attitudes in a table of their own: code, name and definition in cells beside each other (I-69, I-121)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from pipeline.documents.flow import Row
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Cell, Line
from pipeline.documents.text.normalise import fold
from pipeline.standards.codes import Shape, Splitter
from pipeline.standards.sections.headings import is_attitude_heading, is_section_heading, words
from pipeline.standards.sections.heads import Range, span_of
from pipeline.standards.sections.row_lines import row_lines

_NUMBER, _CODE, _NAME, _DEFINITION = "number", "code", "name", "definition"
_HEADS: tuple[tuple[str, str], ...] = (
    (_NUMBER, r"項次|序號|編號|no"),
    (_CODE, r"(?:態度)?代碼|態度編號|codes?"),
    (_NAME, r"(?:工作)?態度(?:名稱|項目)?(?:aattitudes?|attitudes?|a)?|名稱|項目|(?:attitude)?names?"),
    (_DEFINITION, r"(?:態度|行為)?(?:定義|說明|內涵|描述|內容|意涵|釋義)(?:說明)?|(?:attitude)?(?:definitions?|descriptions?)"),
)
_HEAD = regex.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _HEADS))
_ITEM = regex.compile(r"[AＡ][ .]?[0-9０-９]{1,3}")
_COLON = regex.compile("[：:]")
_LONGEST_HEAD = 12
_LONGEST_NAME = 12
_SENTENCE = regex.compile("[，。；]")


@dataclass(slots=True)
class AttitudeRows:
    """Reads the rows below the heading of the attitudes as lines.

    `apart` are cells of columns that nobody knows, by the heads of these.
    """

    ledger: Ledger
    apart: dict[str, list[Cell]] = field(default_factory=dict)
    _heads: list[tuple[str, str, Range]] = field(default_factory=list)
    _splitter: Splitter = field(default_factory=lambda: Splitter(Shape()))

    def begin(self, row: Row, heading: int) -> bool:
        """Whether the heading stands in a row of heads, the other columns named beside it; `heading` counts its lines."""
        first, *others = row.filled_cells
        if not others or len([line for line in first.lines if fold(line.text)]) > heading:
            return False
        return self._take_heads(row, [(_NAME, first), *self._kinds(others)])

    def lines(self, row: Row) -> Sequence[Line]:
        """The lines of a row: cells of one attitude as one text, with a colon before its definition; other rows as they stand."""
        cells = row.filled_cells
        if len(cells) < 2 or is_section_heading(cells[0].text):
            return row_lines(row)
        if self._take_heads(row, self._kinds(cells)):
            return ()
        roles = self._roles_by_head(row) if self._heads else self._roles_by_look(cells)
        return self._joined(roles) if roles else row_lines(row)

    # heads ----------------------------------------------------------------------------------------

    def _kinds(self, cells: Sequence[Cell]) -> list[tuple[str, Cell]]:
        """What each cell names as a head; the second definition, and what nobody knows, names a column apart."""
        kinds: list[tuple[str, Cell]] = []
        for cell in cells:
            found = _HEAD.fullmatch(words(cell.text))
            kind = _NAME if is_attitude_heading(cell.text) else (found.lastgroup or "") if found else ""
            kinds.append(("" if any(kind == other for other, _ in kinds) else kind, cell))
        return kinds

    def _take_heads(self, row: Row, kinds: list[tuple[str, Cell]]) -> bool:
        """Remember the heads of a table, if they are some: a name, a definition, and short words."""
        named = {kind for kind, _ in kinds}
        short = all(kind or len(fold(cell.text)) <= _LONGEST_HEAD for kind, cell in kinds)
        if not {_NAME, _DEFINITION} <= named or not short or any(self._is_coded(cell.text) for _, cell in kinds):
            return False
        self._heads = [(kind, cell.text, span_of(row.grid, cell)) for kind, cell in kinds]
        self.ledger.furniture(line for _, cell in kinds for line in cell.lines)
        return True

    def _roles_by_head(self, row: Row) -> list[tuple[str, Cell]]:
        """The cells of a row below the heads; none where one of them is not below exactly one head."""
        roles: list[tuple[str, Cell]] = []
        apart: list[tuple[str, Cell]] = []
        for cell in row.filled_cells:
            left, right = span_of(row.grid, cell)
            middle = (left + right) / 2
            heads = [(kind, text) for kind, text, span in self._heads if span[0] <= middle < span[1]]
            if len(heads) != 1:
                return []
            kind, text = heads[0]
            if kind:
                roles.append((kind, cell))
            else:
                apart.append((text, cell))
        if [kind for kind, _ in roles].count(_NAME) != 1:
            return []
        for text, cell in apart:
            self.apart.setdefault(text, []).append(cell)
            self.ledger.furniture(cell.lines)
        return sorted(roles, key=lambda role: tuple(name for name, _ in _HEADS).index(role[0]))

    # rows without heads ---------------------------------------------------------------------------

    def _roles_by_look(self, cells: Sequence[Cell]) -> list[tuple[str, Cell]]:
        """Code, name and definition as their looks tell: a code alone, a name without a colon, then prose without a code."""
        roles: list[tuple[str, Cell]] = []
        rest = list(cells)
        if _ITEM.fullmatch(fold(rest[0].text)):
            roles.append((_CODE, rest.pop(0)))
        if len(rest) != 2:
            return []
        name, definition = rest
        if _COLON.search(name.text) or self._is_coded(definition.text) or _SENTENCE.search(name.text):
            return []
        coded = bool(roles) or (self._is_coded(name.text) and len(_ITEM.findall(name.text)) == 1)
        prose = len(fold(name.text)) <= _LONGEST_NAME < len(fold(definition.text)) and _SENTENCE.search(definition.text)
        return [*roles, (_NAME, name), (_DEFINITION, definition)] if coded or prose else []

    def _is_coded(self, text: str) -> bool:
        code = self._splitter.leading_code(text)
        return code is not None and code.letter == "A"

    # lines ----------------------------------------------------------------------------------------

    def _joined(self, roles: list[tuple[str, Cell]]) -> list[Line]:
        """The lines of an attitude's cells, those behind the first cell as if the layout had broken them off."""
        result: list[Line] = []
        for kind, cell in roles:
            if kind == _NUMBER:
                self.ledger.furniture(cell.lines)
                continue
            begins = True
            for line in cell.lines:
                if not fold(line.text):
                    continue
                if begins and result:
                    colon = "：" if kind == _DEFINITION and not _COLON.search(result[-1].text) else ""
                    moved = line._replace(text=colon + line.text, soft=True, marker="")
                    self.ledger.replace(line, moved)
                    result.append(moved)
                else:
                    result.append(line)
                begins = False
        return result
