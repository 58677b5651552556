"""What people have said of names: their decisions about pairs, and the official common lists.

Both are CSV files. A decision goes before every rule; a user's own list in `reference/` goes before the one that the
project brings along.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.base.places import EXPECTATIONS
from pipeline.documents.text.normalise import match_key
from pipeline.standards.naming.folding import folded

ALIASES = "vocabulary_aliases.csv"
ALIAS_COLUMNS = ("kind", "alias", "name", "decision", "by", "reason")
COMMON = "common_competencies.csv"
COMMON_COLUMNS = ("kind", "code", "name")
_FACTS = "facts"
SAME, DIFFERENT = "same", "different"
_ALONE = "="
"""Before the match key of a name that belongs to no group; no folded key begins with it."""
_KINDS = ("K", "S", "A")

Key = tuple[str, str]
"""Kind and a key of a name."""


@dataclass(frozen=True, slots=True)
class Known:
    """Decisions by match key, and official names by folded key."""

    same: Mapping[Key, str] = field(default_factory=dict)
    """The folded key that a name belongs to."""
    apart: frozenset[tuple[str, str, str]] = frozenset()
    """Kind, a name that stands by itself, and the folded key of what it is not."""
    common: Mapping[Key, str] = field(default_factory=dict)
    """The official name with its number, where the list numbers it."""

    def group(self, kind: str, key: str, own: str) -> str:
        """The key of the group that a name belongs to: by decision, else by the rules, which make its folded key."""
        if (kind, key) in self.same:
            return self.same[kind, key]
        return f"{_ALONE}{key}" if (kind, key, own) in self.apart else own

    def is_apart(self, kind: str, one: str, other: str) -> bool:
        """Whether somebody has decided that what these match keys name are two things."""
        return (kind, one, folded(other)) in self.apart or (kind, other, folded(one)) in self.apart


def load(expectations: Path = EXPECTATIONS, reference: Path | None = None) -> Known:
    """What the files of these folders say; a file that is not there says nothing.

    Raises `PipelineError` with file and line for a decision that cannot be followed.
    """
    path = expectations / ALIASES
    same, apart = _decisions(path) if path.is_file() else ({}, set())
    own = None if reference is None else reference / COMMON
    listed = own if own is not None and own.is_file() else expectations / _FACTS / COMMON
    return Known(same, frozenset(apart), _common(listed) if listed.is_file() else {})


def _decisions(path: Path) -> tuple[dict[Key, str], set[tuple[str, str, str]]]:
    same: dict[Key, str] = {}
    apart: set[tuple[str, str, str]] = set()
    for line, row in _rows(path, ALIAS_COLUMNS):
        kind, alias, name = row["kind"], match_key(row["alias"]), match_key(row["name"])
        if not alias or not name or alias == name or row["decision"] not in (SAME, DIFFERENT):
            raise PipelineError(f"{path}, line {line}: it has to name two names, and the decision {SAME} or {DIFFERENT}.")
        if not row["by"] or not row["reason"]:
            raise PipelineError(f"{path}, line {line}: a decision says by whom it is and why.")
        if row["decision"] == DIFFERENT:
            apart.add((kind, alias, folded(name)))
        elif same.setdefault((kind, alias), folded(name)) != folded(name):
            raise PipelineError(f"{path}, line {line}: {row['alias']} is the same as something else already.")
    _refuse_chains(path, same)
    return same, apart


def _refuse_chains(path: Path, same: Mapping[Key, str]) -> None:
    """An alias of an alias would make a chain, at whose ends nobody has looked together."""
    aliases = {(kind, folded(alias)): alias for kind, alias in same}
    for (kind, alias), name in same.items():
        if (kind, name) in aliases and name != folded(alias):
            raise PipelineError(f"{path}: {alias} is an alias of {aliases[kind, name]}, which is an alias itself.")


def _common(path: Path) -> dict[Key, str]:
    """Folded key to code and name, or to the name where the list numbers none."""
    return {
        (row["kind"], folded(match_key(row["name"]))): f"{row['code']} {row['name']}".strip()
        for _, row in _rows(path, COMMON_COLUMNS)
    }


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[int, dict[str, str]]]:
    """The rows with their lines. Raises `PipelineError` for a file that is not such a list."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            reader = csv.DictReader(stream)
            missing = [name for name in columns if name not in (reader.fieldnames or ())]
            if missing:
                wanted = ", ".join(columns)
                raise PipelineError(f"{path} has no column {', '.join(missing)}; its first line has to name {wanted}.")
            for row in reader:
                stated = {name: (row.get(name) or "").strip() for name in columns}
                if stated["kind"] not in _KINDS:
                    raise PipelineError(f"{path}, line {reader.line_num}: the kind is one of {', '.join(_KINDS)}.")
                yield reader.line_num, stated
    except UnicodeDecodeError as error:
        raise PipelineError(f"{path} is not UTF-8; save it as CSV in UTF-8.") from error
