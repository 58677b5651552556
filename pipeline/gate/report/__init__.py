"""The quality report of a release: for people as a page, for programs as JSON, for a pull request as Markdown.

`report.json` holds all that the others say, so a page can be drawn again from it. None of them holds a
clock or a place: the same release, judged by the same rules against the same last release, gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from pipeline.base.dialect import CANONICAL
from pipeline.base.errors import PipelineError
from pipeline.base.indented import indented
from pipeline.gate.report.figures import Inputs, figures
from pipeline.gate.report.markdown import summary
from pipeline.gate.report.page import page
from pipeline.gate.validate import Verdict, violations
from pipeline.gate.validate.tables import Rows, Tables, read_file
from pipeline.releases.exporters.csv import identity
from pipeline.releases.exporters.parquet import file_name
from pipeline.releases.folder import ReleaseFolder
from pipeline.standards import published_list
from pipeline.standards.near_duplicates import Proposal, near_duplicates

JSON, HTML, MARKDOWN = "report.json", "report.html", "report.md"
NEAR = "vocabulary_near_duplicates.csv"


@dataclass(frozen=True, slots=True)
class Context:
    """What a report compares a release with: the rules, the last release, the published list and the day."""

    expectations: Path
    last: Path | None = None
    entries: Sequence[published_list.ListedStandard] | None = None
    today: dt.date | None = None


def contents(release: ReleaseFolder, verdict: Verdict, context: Context) -> dict[str, bytes]:
    """The report on tables as the gate read them, with the violations and what only it proposes: the bytes of each file."""
    tables = verdict.tables
    near = near_duplicates(_records(tables["vocabulary"]))
    lines = _coverage(tables, context)
    as_of = context.today.isoformat() if context.today and lines is not None else None
    report = figures(Inputs(tables, verdict, identity(release), context.expectations, context.last, lines, as_of, near))
    files = {violations.FILE_NAME: violations.content(verdict.violations), NEAR: _near(near)}
    if lines is not None:
        files[published_list.FILE_NAME] = published_list.content(lines)
    return files | rendered(report)


def records(folder: Path, tables: Sequence[str]) -> dict[str, list[Any]]:
    """The rows of some tables of a release, with None for a null, as the records of the parser have it."""
    return {name: _records(read_file(folder / file_name(name))) for name in tables}


def _records(rows: Rows) -> list[Any]:
    return [SimpleNamespace(**dict(zip(rows.names, row, strict=True))) for row in rows.tuples(*rows.names)]


def _coverage(tables: Tables, context: Context) -> list[published_list.CoverageLine] | None:
    if context.entries is None:
        return None
    ours = published_list.our_standards(_records(tables["documents"]), _records(tables["standards"]))
    return published_list.coverage(context.entries, ours, context.today or dt.date.min)


def _near(near: Sequence[Proposal]) -> bytes:
    names = [field.name for field in fields(Proposal)]
    return CANONICAL.content(names, ([getattr(one, name) for name in names] for one in near))


def rendered(report: Mapping[str, Any]) -> dict[str, bytes]:
    """The report drawn from its figures: the bytes of each of its forms."""
    texts = {JSON: indented(report) + "\n", HTML: page(report), MARKDOWN: summary(report)}
    return {name: text.encode() for name, text in texts.items()}


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files into a folder that is no release."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / name).write_bytes(content)


def read(release: Path) -> dict[str, Any]:
    """The figures of a release's report. Raises `PipelineError` where it has none."""
    try:
        report = json.loads((release / JSON).read_text(encoding="utf-8"))
    except OSError as error:
        raise PipelineError(f"{release} has no {JSON}; make a release with `run` or `release` first.") from error
    except ValueError as error:
        raise PipelineError(f"{release / JSON} is damaged: {error}.") from error
    return dict(report)


__all__ = ["HTML", "JSON", "MARKDOWN", "NEAR", "Context", "contents", "read", "records", "rendered", "write"]
