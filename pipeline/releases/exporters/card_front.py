"""The YAML at the top of the dataset card: what a hub of datasets reads, and `load_dataset` of a folder, too.

Each table is a configuration of its own, because `datasets` would otherwise take all files for parts of one table.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from pipeline.releases.exporters import about
from pipeline.releases.exporters.written import file_name
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES

FIRST = "standards"
"""The configuration that is shown first."""
_SIZES = ((1_000, "n<1K"), (10_000, "1K<n<10K"), (100_000, "10K<n<100K"), (1_000_000, "100K<n<1M"), (10_000_000, "1M<n<10M"))
_KNOWN_LICENCES = frozenset({"cc-by-4.0", "cc-by-sa-4.0", "cc0-1.0", "odbl", "odc-by", "pddl"})
"""The hub's own names; any other licence is given by name and address."""


def front(settings: Settings, counts: Mapping[str, int]) -> str:
    """The block with its rules; `counts` are rows by table."""
    return "".join(("---\n", *_lines(settings, counts), "---\n\n"))


def _lines(settings: Settings, counts: Mapping[str, int]) -> Iterator[str]:
    yield "language: [zh]\n"
    yield f"pretty_name: {about.TITLE.zh}\n"
    yield from _licence(settings)
    yield f"size_categories: [{_quoted(_size(sum(counts.values())))}]\n"
    yield "tags: [competency-standards, occupations, skills, taiwan]\n"
    yield "configs:\n"
    # A table without rows is none: `datasets` refuses to load nothing.
    for name in filter(counts.get, TABLES):
        yield f"- config_name: {name}\n"
        if name == FIRST:
            yield "  default: true\n"
        yield f"  data_files: [{{split: train, path: {file_name(name)}}}]\n"


def _licence(settings: Settings) -> Iterator[str]:
    if settings.licence is None:
        return
    name = settings.licence.name
    if name.lower() in _KNOWN_LICENCES:
        yield f"license: {name.lower()}\n"
        return
    yield f"license: other\nlicense_name: {_quoted(name)}\nlicense_link: {_quoted(settings.licence.url)}\n"


def _size(rows: int) -> str:
    return next((name for most, name in _SIZES if rows < most), "n>10M")


def _quoted(text: str) -> str:
    """YAML reads JSON's strings as they are."""
    return json.dumps(text, ensure_ascii=False)
