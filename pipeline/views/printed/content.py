"""The rows of one standard by table: what every form is made from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.releases.exporters import about
from pipeline.releases.exporters.rows import Row

_NO_DATE = dt.date(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class Content:
    """One standard, in every table that tells of it alone; nulls are None, dates `datetime.date`, rows in reading order."""

    tables: Mapping[str, list[Row]]

    def __getitem__(self, table: str) -> list[Row]:
        """The rows of a table; raises KeyError for one that tells nothing of a single standard."""
        return self.tables[table]

    @property
    def profile(self) -> Row:
        """The row of `standards`."""
        return self.tables["standards"][0]

    @property
    def title(self) -> str:
        """The title line of the document; the code stands in for a name that is not printed."""
        name = str(self.profile["name"] or self.profile["standard_id"])
        return name if name.endswith("職能基準") else f"{name}職能基準"

    @property
    def source(self) -> str:
        """Where the content comes from, and whether its reading is in doubt."""
        said = f"資料來源：{about.OWNER} {about.SOURCE_TITLE}，{self.profile['standard_id']}"
        return said if self.profile["reading"] == "clean" else f"{said}（讀取有疑義，請與原件核對）"

    @property
    def day(self) -> dt.date:
        """The date of a file made from it: the printed date of update, which no clock changes."""
        day: dt.date | None = self.profile["updated_on"]
        return day or _NO_DATE

    def of_task(self, table: str, task_id: str) -> list[Row]:
        """The outputs, indicators or blocks of a task."""
        return [row for row in self.tables[table] if row["task_id"] == task_id]

    def competencies(self, kind: str) -> list[Row]:
        """The knowledge, skills or attitudes of the standard."""
        return [row for row in self.tables["competencies"] if row["kind"] == kind]

    def required(self, task_ids: frozenset[str], kind: str) -> list[Row]:
        """The knowledge or skills that any of the tasks requires, each once, in the standard's order."""
        wanted = {row["competency_id"] for row in self.tables["requirements"] if row["task_id"] in task_ids}
        return [row for row in self.competencies(kind) if row["competency_id"] in wanted]


def item_text(code: str | None, name: str | None) -> str:
    """An item as the form prints it: the code glued to the name, unless that would lengthen the code."""
    if code is None or name is None:
        return code or name or ""
    return f"{code} {name}" if name[:1].isascii() else code + name
