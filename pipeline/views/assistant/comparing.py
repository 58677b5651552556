"""What two standards share and what only one of them has, in plain rows."""

from __future__ import annotations

from typing import Any

from pipeline.documents.text.normalise import match_key
from pipeline.views.lookup import Release, Row

_ITEMS = (
    ("duties", "duty", "name"), ("tasks", "task", "name"), ("outputs", "output", "name"), ("indicators", "indicator", "text"),
)
_KINDS = {"K": "knowledge", "S": "skills", "A": "attitudes"}


def compared(release: Release, first: str, second: str) -> dict[str, Any]:
    """By kind of item: what both have, what only the first and what only the second has, each in reading order.

    Texts are compared by their match keys and not by codes, because codes belong to one standard.
    """
    found = {table: _sides(*(_items(release, own, table, item, text) for own in (first, second))) for table, item, text in _ITEMS}
    for kind, name in _KINDS.items():
        found[name] = _sides(*(_competencies(release, own, kind) for own in (first, second)))
    return found


def _items(release: Release, own: str, table: str, item: str, text: str) -> dict[str, Row]:
    return _keyed([(row[text], row[f"{item}_code"]) for row in release.rows(table, own)])


def _competencies(release: Release, own: str, kind: str) -> dict[str, Row]:
    rows = release.rows("competencies", own)
    return _keyed([(row["name"], row["competency_code"]) for row in rows if row["kind"] == kind])


def _keyed(some: list[tuple[str | None, str | None]]) -> dict[str, Row]:
    keyed: dict[str, Row] = {}
    for text, code in some:
        if text:
            keyed.setdefault(match_key(text), {"code": code, "text": text})
    return keyed


def _sides(left: dict[str, Row], right: dict[str, Row]) -> dict[str, Any]:
    return {
        "both": [
            {"text": one["text"], "first_code": one["code"], "second_code": right[key]["code"]}
            for key, one in left.items() if key in right
        ],
        "only_first": [one for key, one in left.items() if key not in right],
        "only_second": [one for key, one in right.items() if key not in left],
    }
