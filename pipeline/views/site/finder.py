"""What the search narrows by, as one script: trees of classes, what notes ask of newcomers, words that mean the same.

`data/finder.js` has for each scheme the classes that a standard here is filed under and those above them, the English of
job categories, and for each standard, in the order of `data/standards.js`, the numbers of its classes, what its notes ask,
and whether it is in force.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.base.lists import read_rows
from pipeline.base.places import EXPECTATIONS
from pipeline.standards.entry_conditions import entry_conditions
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.english import WORDS
from pipeline.views.site.html import json_text
from pipeline.views.site.shelf import Row

SCHEMES = (("cluster", "job_category"), ("occupation", "occupation"), ("industry", "industry"))
"""Names of the lists on the page, and the schemes of the tables."""
UNNAMED = -1
"""Stands where the notes name no schooling or no years."""


class _Tree:
    """The classes of a scheme that are in use; a node is its code, its name and the number of the node above it."""

    def __init__(self, classes: list[Row]) -> None:
        self._classes = {row["code"]: row for row in classes}
        self._used: dict[str, set[str]] = {}
        self._printed: dict[str, None] = {}

    def add(self, own: str, rows: list[Row], links: dict[int, str]) -> None:
        """File a standard: under the class that a printed one means, or under its printed name where it means none."""
        for row in rows:
            code = links.get(row["position"])
            if code in self._classes:
                self._used.setdefault(str(code), set()).add(own)
            elif row["name"] or row["code"]:
                self._printed.setdefault(row["name"] or row["code"])
                self._used.setdefault(f"\n{row['name'] or row['code']}", set()).add(own)

    def _path(self, code: str) -> tuple[str, ...]:
        """The codes from the top of the tree down to a class; none for a printed name."""
        path: list[str] = []
        at: str | None = code
        while at is not None and at in self._classes and at not in path:
            path.insert(0, at)
            at = self._classes[at]["parent_code"]
        return tuple(path)

    def nodes(self) -> tuple[list[list[Any]], dict[str, list[int]]]:
        """The nodes, each after the one above it, and the numbers of each standard's own."""
        paths = {path[: end + 1] for path in map(self._path, self._used) for end in range(len(path))}
        order = sorted(paths)
        numbers = {path[-1]: number for number, path in enumerate(order)}
        nodes: list[list[Any]] = [
            [path[-1], self._classes[path[-1]]["name"] or path[-1], numbers[path[-2]] if path[1:] else UNNAMED] for path in order
        ]
        for name in sorted(self._printed):
            numbers[f"\n{name}"] = len(nodes)
            nodes.append(["", name, UNNAMED])
        filed: dict[str, list[int]] = {}
        for code, standards in self._used.items():
            for own in standards:
                filed.setdefault(own, []).append(numbers[code])
        return nodes, filed


def finder_script(catalogue: Catalogue) -> str:
    """The script's text."""
    ids = list(catalogue.by_id)
    trees = {name: _tree(catalogue, scheme).nodes() for name, scheme in SCHEMES}
    value: dict[str, Any] = {
        "trees": {name: nodes for name, (nodes, _) in trees.items()},
        "english": {name: WORDS[name] for _, name, _ in trees["cluster"][0] if name in WORDS},
        "filed": [[sorted(filed.get(own, ())) for _, filed in trees.values()] for own in ids],
        "entry": [list(_entry(catalogue, own)) for own in ids],
        "current": [int(bool(catalogue.by_id[own]["is_current"])) for own in ids],
        "synonyms": [list(pair) for pair in _synonyms()],
    }
    return f"self.icapFinder={json_text(value)};\n"


def _tree(catalogue: Catalogue, scheme: str) -> _Tree:
    tree = _Tree([row for row in catalogue.shelf.all_rows("classes") if row["scheme"] == scheme])
    for own in catalogue.by_id:
        rows = [row for row in catalogue.rows("classifications", own) if row["scheme"] == scheme]
        links = {row["position"]: row["class_code"] for row in catalogue.rows("class_links", own) if row["scheme"] == scheme}
        tree.add(own, rows, links)
    return tree


def _entry(catalogue: Catalogue, own: str) -> Iterator[float]:
    """Schooling, years, certificates."""
    asked = entry_conditions(row["text"] for row in catalogue.rows("notes", own) if row["section"] == "prerequisite")
    yield UNNAMED if asked.schooling is None else int(asked.schooling)
    yield UNNAMED if asked.years is None else asked.years
    yield int(asked.certificates)


def _synonyms() -> Iterator[tuple[str, str]]:
    """The reviewed list of words that mean the same."""
    for row in read_rows(EXPECTATIONS / "facts" / "synonyms.csv", ("term", "same_as", "reason")):
        yield row["term"], row["same_as"]
