"""What is known outside the documents: the clusters, the letters of the industries, and official lists.

`expectations/facts/` is ours and always there, the official occupations and industries with it. A list in the reference
folder goes first (see `reference/README.md`); that of the job categories is there or its check is not run.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base.lists import read_rows
from pipeline.documents.text.normalise import match_key
from pipeline.standards.classes import Scheme, load_schemes


@dataclass(frozen=True, slots=True)
class Facts:
    """Known names and ranges; `lists` are the schemes of which there is an official list."""

    clusters: Mapping[str, frozenset[str]]
    categories: Mapping[str, frozenset[str]]
    industries: Mapping[str, range]
    lists: Mapping[str, Scheme] = field(default_factory=dict)


def _names(path: Path, code: str) -> dict[str, frozenset[str]]:
    """Code to the folded names that are right for it; a code without a name has none that is wrong."""
    rows = read_rows(path, (code, "name", "other_names"))
    names = {row[code]: (row["name"], *row["other_names"].split(";")) for row in rows}
    return {key: frozenset(match_key(name) for name in some if name) for key, some in names.items()}


def _ranges(path: Path) -> dict[str, range]:
    rows = read_rows(path, ("letter", "first", "last"))
    return {row["letter"]: range(int(row["first"]), int(row["last"]) + 1) for row in rows}


def load_facts(expectations: Path, reference: Path | None = None) -> Facts:
    """Read `facts/` below `expectations`, and the official lists that lie in `reference`."""
    facts = expectations / "facts"
    return Facts(
        _names(facts / "clusters.csv", "letter"), _names(facts / "job_categories.csv", "code"),
        _ranges(facts / "industries.csv"), load_schemes(expectations, reference).official(),
    )
