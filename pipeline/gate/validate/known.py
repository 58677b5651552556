"""Anomalies that a person has looked at and accepted: `expectations/known_issues.csv`.

A row names a violation or an issue by its id, says why it is accepted and when to look again. A row that
names nothing any more, is overdue or lacks its reason is told: an acceptance nobody remembers is a hole in
the gate. An overdue one still holds, because a release must not fail by the calendar alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pipeline.gate.validate.facts import read_rows
from pipeline.gate.validate.violations import Violation

FILE_NAME = "known_issues.csv"
TABLE = "known_issues"
INCOMPLETE = "An accepted anomaly needs its id, a reason and a date (YYYY-MM-DD)."
UNMATCHED = "It was accepted once and does not occur any more; remove the row."


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


def _complaint(known: KnownIssue, rule: str, value: str | None, meaning: str) -> Violation:
    return Violation(rule, "warning", TABLE, known.id or "(no id)", "id", value, meaning, f"{known.id or 'A row'}: {meaning}")


def complaints(known: Sequence[KnownIssue], seen: Collection[str], today: dt.date) -> Iterator[Violation]:
    """What is wrong with the rows themselves; `seen` are the ids of all violations and issues of this release."""
    for one in known:
        if not one.complete:
            yield _complaint(one, "known_issue_incomplete", None, INCOMPLETE)
        elif one.id not in seen:
            yield _complaint(one, "known_issue_unmatched", None, UNMATCHED)
        elif one.review_by is not None and one.review_by < today:
            day = one.review_by.isoformat()
            yield _complaint(one, "known_issue_overdue", day, f"It was to be looked at again by {day}.")
