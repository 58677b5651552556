"""What had to be found out by opening the records of documents, so that the next run need not open them again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any

from pipeline.base import expendable
from pipeline.documents.findings import Finding
from pipeline.gate.single import RULES, judged
from pipeline.runs.cache import versions
from pipeline.standards.compare_forms import differences
from pipeline.standards.reading import Reading

_COMPARISONS = "comparisons"
_FINDING = attrgetter(*(field.name for field in fields(Finding)))


def judged_once(readings: Iterable[Reading], expectations: Path, folder: Path | None) -> Iterator[Reading]:
    """The readings as `judged` has them, in another order; what is known to obey these very rules is not opened."""
    path = folder and folder / "obeying.json"
    key = f"obeying {versions.of_place(expectations / RULES)}"
    known = set(map(str, expendable.load(path, key).get("obeying", ()) if path else ()))
    aside: list[Reading] = []

    def unknown() -> Iterator[Reading]:
        for reading in readings:
            if reading.rejected or reading.body.identity in known:
                aside.append(reading)
            else:
                yield reading

    obeying = []
    for reading in judged(unknown(), expectations):
        if reading.body.identity is not None and all(found.code != "rule_broken" for found in reading.findings):
            obeying.append(reading.body.identity)
        yield reading
    yield from aside
    obeying += [reading.body.identity for reading in aside if reading.body.identity in known]
    if path and obeying:
        expendable.save({"obeying": sorted(set(obeying))}, path, key)


class Comparisons:
    """Where two files of one standard disagree, told from an earlier run where both are the same as then."""

    def __init__(self, folder: Path | None) -> None:
        self._path = folder and folder / "comparisons.json"
        self._known: dict[str, Any] = expendable.load(self._path, _COMPARISONS) if self._path else {}
        self._used: dict[str, Any] = {}

    def __call__(self, published: Reading, other: Reading) -> list[Finding]:
        """What `differences` finds."""
        one, two = published.body.identity, other.body.identity
        if one is None or two is None:
            return list(differences(published, other))
        key = f"{one} {two}"
        found = _findings(self._known.get(key))
        if found is None:
            found = list(differences(published, other))
        self._used[key] = list(map(_FINDING, found))
        return found

    def save(self) -> None:
        """Keep the comparisons of this run for the next one."""
        if self._path and self._used != self._known:
            expendable.save(self._used, self._path, _COMPARISONS)


def _findings(rows: Any) -> list[Finding] | None:
    """Stored findings; None where there are none or they are damaged."""
    try:
        return None if rows is None else [Finding(*row) for row in rows]
    except (TypeError, ValueError):
        return None
