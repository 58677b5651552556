"""The parts of a document: what each holds, as rows and lines."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum, auto

from pipeline.documents.flow import Row
from pipeline.documents.model import Cell, Line
from pipeline.standards.sections.columns import Header


class Part(Enum):
    """Where in a document a row or line stands."""

    FRONT = auto()
    VERSIONS = auto()
    PROFILE = auto()
    TASKS = auto()
    LEGEND = auto()
    ATTITUDES = auto()
    NOTES = auto()
    TAIL = auto()


@dataclass(frozen=True, slots=True, eq=False)
class TaskRow:
    """A body row of the main table with the header that rules it; `seam` says that one lies before it."""

    row: Row
    header: Header
    seam: bool


@dataclass(slots=True)
class Parts:
    """The parts of one document; `tail_lines` follow the notes and belong to none, `prompts` are the form's own words.

    `legend_lines` list knowledge and skills by code and name; `attitudes_apart` are cells of the attitudes' table
    below heads that nobody knows, by these.
    """

    title: list[Line] = field(default_factory=list)
    version_rows: list[Row] = field(default_factory=list)
    profile_rows: list[Row] = field(default_factory=list)
    task_rows: list[TaskRow] = field(default_factory=list)
    legend_lines: list[Line] = field(default_factory=list)
    attitude_lines: list[Line] = field(default_factory=list)
    note_lines: list[Line] = field(default_factory=list)
    tail_lines: list[Line] = field(default_factory=list)
    prompts: list[Line] = field(default_factory=list)
    attitude_heading: str | None = None
    attitudes_apart: dict[str, list[Cell]] = field(default_factory=dict)
    has_main_header: bool = False

    @property
    def is_standard(self) -> bool:
        """Enough of a standard's anatomy to be one: a main table, or a profile with tasks or attitudes."""
        return self.has_main_header or (bool(self.profile_rows) and bool(self.attitude_lines or self.note_lines))
