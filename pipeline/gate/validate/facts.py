"""What is known outside the documents: the clusters, the letters of the industries, and official lists.

`expectations/facts/` is ours and always there. The official lists are the user's: whoever has them puts
them into the reference folder (see `reference/README.md`); checks that need a list are not run without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.documents.text.normalise import match_key
from pipeline.gate.lists import read_rows

LISTS = ("job_category", "occupation", "industry")
"""Schemes whose official list may lie in the reference folder as `<scheme>.csv`."""


@dataclass(frozen=True, slots=True)
class Facts:
    """Known names and ranges; `lists` maps a scheme to its official list, code to name."""

    clusters: Mapping[str, frozenset[str]]
    categories: Mapping[str, frozenset[str]]
    industries: Mapping[str, range]
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


def _names(path: Path, code: str) -> dict[str, frozenset[str]]:
    """Code to the folded names that are right for it; a code without a name has none that is wrong."""
    rows = read_rows(path, (code, "name", "other_names"))
    names = {row[code]: (row["name"], *row["other_names"].split(";")) for row in rows}
    return {key: frozenset(match_key(name) for name in some if name) for key, some in names.items()}


def _ranges(path: Path) -> dict[str, range]:
    rows = read_rows(path, ("letter", "first", "last"))
    return {row["letter"]: range(int(row["first"]), int(row["last"]) + 1) for row in rows}


def _lists(reference: Path | None) -> dict[str, dict[str, str]]:
    paths = {} if reference is None else {name: reference / f"{name}.csv" for name in LISTS}
    return {
        name: {row["code"]: row["name"] for row in read_rows(path, ("code", "name")) if row["code"]}
        for name, path in paths.items() if path.is_file()
    }


def load_facts(expectations: Path, reference: Path | None = None) -> Facts:
    """Read `facts/` below `expectations`, and the official lists that lie in `reference`."""
    facts = expectations / "facts"
    return Facts(
        _names(facts / "clusters.csv", "letter"), _names(facts / "job_categories.csv", "code"),
        _ranges(facts / "industries.csv"), _lists(reference),
    )
