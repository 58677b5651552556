"""What is true about one made-up standard, and how each piece of it is printed."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Item:
    """A coded item: `code` and `name` are what a perfect reader gives, `lead` and `text` what is printed instead."""

    code: str
    name: str
    gap: str = ""
    lead: str | None = None
    text: str | None = None
    id: str | None = None

    @property
    def printed(self) -> str:
        lead = self.code if self.lead is None else self.lead
        return lead + (self.gap if lead else "") + (self.name if self.text is None else self.text)


@dataclass(slots=True)
class Row:
    """A table row inside a block."""

    outputs: list[Item] = field(default_factory=list)
    indicators: list[Item] = field(default_factory=list)


@dataclass(slots=True)
class Block:
    """Rows that share one level, K and S cell.

    `knowledge` and `skills` are the printed columns. `joined` names the cells (`level`, `knowledge`, `skills`)
    that are merged with those of the block above: the content is then the same as there.
    """

    level: int | None
    level_text: str
    rows: list[Row]
    knowledge: list[Item]
    skills: list[Item]
    joined: frozenset[str] = frozenset()


@dataclass(slots=True)
class Task:
    """One or several task codes in one cell, with their blocks."""

    items: list[Item]
    blocks: list[Block]


@dataclass(slots=True)
class Duty:
    """A duty; `shown` is false where the page leaves its cell blank or has no duty column."""

    item: Item
    tasks: list[Task]
    shown: bool = True


@dataclass(slots=True)
class Version:
    """A row of the version table; `date_text` and `version_text` as printed, `date` as read."""

    version_text: str
    code: str
    name: str
    status: str
    note: str
    date: str
    date_text: str


@dataclass(slots=True)
class Classes:
    """One classification: the true pairs, and the paragraphs of the name and the code cell."""

    pairs: list[tuple[str, str]]
    names: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Attitude:
    """An attitude; `code` and `definition` are empty where the page has none."""

    code: str
    name: str
    definition: str


@dataclass(slots=True)
class NoteLine:
    """A printed paragraph of the notes: a sub-heading (`section` empty) or a line of `section` with its `text`.

    `printed` is what stands on the page without the bullet; `depth` counts levels of nesting.
    """

    section: str
    text: str
    printed: str
    marker: str = ""
    depth: int = 0


@dataclass(slots=True)
class Standard:
    """A whole document, true and printed."""

    id: str
    code_text: str
    name: str
    name_kind: str
    versions: list[Version]
    categories: Classes
    occupations: Classes
    industries: Classes
    description: str
    description_text: list[str]
    level: int | None
    level_text: str
    duties: list[Duty]
    attitudes: list[Attitude] = field(default_factory=list)
    attitude_heading: str = "職能內涵（A=attitude 態度）"
    attitude_lines: list[str] = field(default_factory=list)
    notes: list[NoteLine] = field(default_factory=list)
    notes_heading: str = "說明與補充事項"
    notes_level_table: bool = False
    duty_column: bool = True
    features: list[str] = field(default_factory=list)

    def tasks(self) -> list[Task]:
        return [task for duty in self.duties for task in duty.tasks]

    def blocks(self) -> list[Block]:
        return [block for task in self.tasks() for block in task.blocks]
