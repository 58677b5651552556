"""What is wrong with what a person has accepted (`gate.accepted`).

A row names a violation or an issue by its id, says why it is accepted and when to look again. A row that
names nothing any more, is overdue or lacks its reason is told: an acceptance nobody remembers is a hole in
the gate. An overdue one still holds, because a release must not fail by the calendar alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence

from pipeline.gate.accepted import KnownIssue
from pipeline.gate.validate.violations import Violation

TABLE = "known_issues"
INCOMPLETE = "An accepted anomaly needs its id, a reason and a date (YYYY-MM-DD)."
UNMATCHED = "It was accepted once and does not occur any more; remove the row."


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
