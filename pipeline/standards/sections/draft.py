"""The main table as it is being read: duties, tasks, blocks and items before they become records."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.documents.text.normalise import SOFT, clean, fold
from pipeline.standards.codes import Code, kind_of


@dataclass(slots=True, eq=False)
class Entry:
    """A coded or uncoded item whose text may still grow over a page break (I-40 … I-42)."""

    code: Code | None
    raw: str
    page: int | None
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
    entry: Entry | None


@dataclass(slots=True, eq=False)
class TaskDraft:
    """A 工作任務."""

    id: str
    entry: Entry
    duty: DutyDraft


@dataclass(slots=True, eq=False)
class Pool:
    """One printed K or S cell, or several merged ones read as one; `kind` is the column's own kind."""

    kind: str
    entries: list[Entry] = field(default_factory=list)

    def kind_of(self, entry: Entry) -> str:
        """The code letter decides, the column only for uncoded items (I-58)."""
        return kind_of(entry.code.letter) if entry.code else self.kind


@dataclass(slots=True, eq=False)
class ItemDraft:
    """An output or indicator in its block."""

    entry: Entry
    row: int


@dataclass(slots=True, eq=False)
class BlockDraft:
    """A competency block: rows that share one level, K and S cell.

    `fresh` are the pools printed for this block; the others are inherited from a merge or the same task.
    """

    tasks: list[TaskDraft]
    level: int | None = None
    pools: list[Pool] = field(default_factory=list)
    fresh: set[int] = field(default_factory=set)
    outputs: list[ItemDraft] = field(default_factory=list)
    indicators: list[ItemDraft] = field(default_factory=list)
    rows: int = 0

    def add_pool(self, pool: Pool, *, fresh: bool) -> None:
        """Let the block require what the pool holds."""
        if all(pool is not other for other in self.pools):
            self.pools.append(pool)
            if fresh:
                self.fresh.add(id(pool))

    def is_inherited(self, pool: Pool) -> bool:
        return id(pool) not in self.fresh


@dataclass(slots=True)
class MainTable:
    """Everything the main table says."""

    duties: list[DutyDraft] = field(default_factory=list)
    tasks: list[TaskDraft] = field(default_factory=list)
    blocks: list[BlockDraft] = field(default_factory=list)


def same_text(a: str | None, b: str | None) -> bool:
    """Equal as printed, white space aside."""
    return fold(a or "") == fold(b or "")
