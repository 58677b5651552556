"""The checked-in files that a program writes: what follows from the schema, the pages of issue codes and of forms."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.places import ROOT
from pipeline.releases.exporters.page import PAGE, forms_page
from pipeline.schema.derive import generated as derived
from pipeline.schema.derive import history
from pipeline.standards.issue_page import issue_page


def generated(root: Path = ROOT) -> dict[str, str]:
    """Every generated file: its path in the repository and its text. The history of the schema goes on from what it says."""
    versions = history.history_text(_current(root / history.PATH))
    return derived.generated() | {"docs/issues.md": issue_page(), PAGE: forms_page(), history.PATH: versions}


def out_of_date(root: Path = ROOT) -> list[str]:
    """The generated files below `root` that are missing or say something else."""
    return [path for path, text in generated(root).items() if _current(root / path) != text]


def _current(path: Path) -> str | None:
    return path.read_text(encoding="utf-8") if path.exists() else None


def write_generated(root: Path = ROOT) -> list[str]:
    """Write every generated file that is out of date; returns their paths."""
    stale, texts = out_of_date(root), generated(root)
    for path in stale:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(texts[path], encoding="utf-8", newline="\n")
    return stale
