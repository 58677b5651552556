"""Compare two files of one standard cell by cell, so that a disagreement names the cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.documents.findings import Finding
from pipeline.documents.text.normalise import fold
from pipeline.schema import TABLES
from pipeline.schema.declaration import Record
from pipeline.schema.tables import TABLES_OF_A_STANDARD
from pipeline.standards.issues import finding
from pipeline.standards.reading import Reading
from pipeline.standards.section import section_of

# What a form may show differently without saying anything else: where it stands, and how a list is drawn.
_IGNORED = frozenset(("standard_id", "sha256", "page", "position", "marker", "depth", "historical", "inherited", "row", "block"))
# Derived from the other tables: their differences would only repeat.
_DERIVED = frozenset(("requirements",))


def differences(published: Reading, other: Reading) -> Iterator[Finding]:
    """A finding for each cell that the other file reads differently, white space aside."""
    for name in TABLES_OF_A_STANDARD:
        if name not in _DERIVED:
            yield from _table(name, published.tables.of(name), other.tables.of(name))


def _table(name: str, ours: Sequence[Record], theirs: Sequence[Record]) -> Iterator[Finding]:
    left, right = _by_key(name, ours), _by_key(name, theirs)
    section = section_of(name)
    for key, record in left.items():
        if key not in right:
            yield finding("forms_differ", section, locator=f"{name} {key}", detail="This file lacks the row.")
            continue
        for column in TABLES[name].column_names:
            a, b = getattr(record, column), getattr(right[key], column)
            if column not in _IGNORED and _plain(a) != _plain(b):
                raw = None if b is None else str(b)
                yield finding("forms_differ", section, locator=f"{name} {key} {column}", raw=raw, detail=f"Published: {a}")
    for key, record in right.items():
        if key not in left:
            shown = _shown(record)
            yield finding("forms_differ", section, locator=f"{name} {key}", raw=shown, detail="Only this file has the row.")


def _by_key(name: str, records: Sequence[Record]) -> dict[str, Record]:
    columns = [column for column in TABLES[name].key if column != "standard_id"]
    return {" ".join(str(getattr(record, column)) for column in columns): record for record in records}


def _plain(value: object) -> object:
    return fold(value) if isinstance(value, str) else value


def _shown(record: Record) -> str | None:
    return next((str(getattr(record, name)) for name in ("text", "name") if getattr(record, name, None)), None)
