"""The main table as it is being read: duties, tasks, blocks and items before they become records."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.documents.text.normalise import SOFT, clean, fold
from pipeline.schema.records import PrintedRow
from pipeline.standards.codes import Code, kind_of


@dataclass(slots=True, eq=False)
class PrintedItem:
    """A coded or uncoded item whose text may still grow over a page break (I-40 … I-42).

    `tasks` are the codes of those to which a mark behind the name restricts it; none where there is no mark (I-128).
    """

    code: Code | None
    raw: str
    page: int | None
    tasks: frozenset[str] = frozenset()
    code_text: str | None = field(init=False)

    def __post_init__(self) -> None:
        self.code_text = str(self.code) if self.code else None

    def extend(self, tail: str) -> None:
        """Append the tail that stands after a seam."""
        self.raw = f"{self.raw}{SOFT}{tail}" if self.raw.strip() else tail

    @property
    def name(self) -> str | None:
        return clean(self.raw) or None


@dataclass(slots=True, eq=False)
class DutyDraft:
    """A 主要職責; `id` is its key inside the standard."""

    id: str
    printed: PrintedItem | None


@dataclass(slots=True, eq=False)
class TaskDraft:
    """A 工作任務."""

    id: str
    printed: PrintedItem
    duty: DutyDraft


@dataclass(slots=True, eq=False)
class CompetencyCell:
    """One printed K or S cell, or several merged ones read as one; `kind` is the column's own kind."""

    kind: str
    items: list[PrintedItem] = field(default_factory=list)

    def kind_of(self, printed: PrintedItem) -> str:
        """The code letter decides, the column only for uncoded items (I-58)."""
        return kind_of(printed.code.letter) if printed.code else self.kind


@dataclass(frozen=True, slots=True)
class CellPart:
    """What a row shows of a K or S cell: all that it comes to hold, or the items of the row alone."""

    cell: CompetencyCell
    start: int = 0
    end: int | None = None

    @property
    def items(self) -> list[PrintedItem]:
        return self.cell.items[self.start : self.end]


@dataclass(slots=True, eq=False)
class BlockItem:
    """An output or indicator in its block."""

    printed: PrintedItem
    row: int


@dataclass(slots=True, eq=False)
class BlockDraft:
    """A competency block: rows that share one level, K and S cell.

    `own` are the identities of the K and S cells printed for this block; the others are inherited from a merge
    or the same task. `level_printed` is the text of the level's cell.
    """

    tasks: list[TaskDraft]
    level: int | None = None
    level_printed: str | None = None
    cells: list[CompetencyCell] = field(default_factory=list)
    own: set[int] = field(default_factory=set)
    outputs: list[BlockItem] = field(default_factory=list)
    indicators: list[BlockItem] = field(default_factory=list)
    rows: int = 0

    def add_cell(self, cell: CompetencyCell, *, own: bool) -> None:
        """Let the block require what the cell holds."""
        if all(cell is not other for other in self.cells):
            self.cells.append(cell)
            if own:
                self.own.add(id(cell))

    def items_of(self, cell: CompetencyCell) -> list[PrintedItem]:
        """What of a cell belongs to the block: all that no mark gives to another task."""
        codes = {task.printed.code_text for task in self.tasks}
        return [printed for printed in cell.items if not printed.tasks or printed.tasks & codes]

    def is_inherited(self, cell: CompetencyCell) -> bool:
        return id(cell) not in self.own


@dataclass(slots=True)
class MainTable:
    """Everything the main table says."""

    duties: list[DutyDraft] = field(default_factory=list)
    tasks: list[TaskDraft] = field(default_factory=list)
    blocks: list[BlockDraft] = field(default_factory=list)
    printed: list[PrintedRow] = field(default_factory=list)


def same_text(a: str | None, b: str | None) -> bool:
    """Equal as printed, white space aside."""
    return fold(a or "") == fold(b or "")
