"""What a person has accepted or let in: the rows of `expectations/known_issues.csv`.

Apart from the rules, because a run asks for it before it reads and the rules load pandas.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from pipeline.base.lists import read_rows

FILE_NAME = "known_issues.csv"


@dataclass(frozen=True, slots=True)
class KnownIssue:
    """A row of the file; `review_by` is None where no date can be read."""

    id: str
    reason: str
    review_by: dt.date | None

    @property
    def complete(self) -> bool:
        return bool(self.id and self.reason and self.review_by)


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def load(expectations: Path) -> list[KnownIssue]:
    """The rows of the file; none where there is no file. Raises `PipelineError` where it has other columns."""
    path = expectations / FILE_NAME
    if not path.is_file():
        return []
    rows = read_rows(path, ("id", "reason", "review_by"))
    return [KnownIssue(row["id"], row["reason"], _date(row["review_by"])) for row in rows]
