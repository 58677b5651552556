"""The rows that break expectations, each with the sentence that a person needs."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from pipeline.base.dialect import CANONICAL
from pipeline.gate.validate.assets import Asset, Place
from pipeline.gate.validate.outcome import Outcome

FILE_NAME = "violations.csv"
COLUMNS = ("id", "rule", "severity", "table", "key", "column", "value", "message", "accepted")
LONGEST = 200
"""How much of an offending value a row of the file quotes."""


@dataclass(frozen=True, slots=True)
class Violation:
    """A row that breaks a rule, or a whole table that does: then `key` is empty.

    `meaning` is the rule's own reason, `message` what is wrong with this row; `accepted` the reason for
    which a person has accepted it; `id` follows from all but the wording, so that it is stable over runs.
    `outcome` is the place of the broken expectation among the verdict's outcomes, if it is about one.
    """

    rule: str
    severity: str
    table: str
    key: str
    column: str | None
    value: str | None
    meaning: str
    message: str
    id: str = ""
    accepted: str | None = None
    outcome: int | None = None


def _text(value: Any) -> str | None:
    return None if value is None or pd.isna(value) else str(value)


def _sentence(place: Place, value: str | None, meaning: str) -> str:
    what = "is empty" if value is None else f"is 「{value[:LONGEST]}」"
    return f"{place.column} of {place.key} {what}. {meaning}" if place.column else f"{place.key}: {meaning}"


def found(outcome: Outcome, asset: Asset | None) -> Iterator[Violation]:
    """The violations of a failed outcome, one per failing row; one for the table where no row is to blame."""
    if outcome.success:
        return
    if asset is None or not outcome.positions:
        yield Violation(
            outcome.rule, outcome.severity, outcome.asset, "", outcome.column, None, outcome.message, outcome.message
        )
        return
    rows = asset.take(outcome.positions)
    told = rows[[name for name in rows.columns if name in ("value", "message", outcome.column)]].to_dict("records")
    for place, row in zip(asset.places(rows, outcome.column), told, strict=True):
        value = _text(row.get(place.value_column)) if place.value_column else None
        message = _text(row.get("message")) if not asset.key else None
        yield Violation(
            outcome.rule, outcome.severity, place.table, place.key, place.column, value, outcome.message,
            message or _sentence(place, value, outcome.message),
        )


def numbered(violations: Sequence[Violation]) -> list[Violation]:
    """Give each violation its id; the same violation again counts on."""
    seen: Counter[tuple[str, ...]] = Counter()
    numbered = []
    for one in violations:
        place = (one.rule, one.table, one.key, one.column or "", one.value or "")
        seen[place] += 1
        words = "\x1f".join((*place, str(seen[place])))
        numbered.append(replace(one, id=hashlib.sha256(words.encode()).hexdigest()[:16]))
    return numbered


def accept(violations: Sequence[Violation], reasons: Mapping[str, str]) -> list[Violation]:
    """Mark the violations that are known, with the reasons by id."""
    return [replace(one, accepted=reasons.get(one.id)) for one in violations]


def content(violations: Sequence[Violation]) -> bytes:
    """What `violations.csv` holds: one row per violation."""
    return CANONICAL.content(COLUMNS, ([getattr(one, name) for name in COLUMNS] for one in violations))
