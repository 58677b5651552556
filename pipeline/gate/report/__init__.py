"""The quality report of a release: for people as a page, for programs as JSON, for a pull request as Markdown.

`report.json` holds all that the others say, so a page can be drawn again from it. None of them holds a
clock or a place: the same release, judged by the same rules against the same last release, gives the same bytes.
"""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq

from pipeline.base.errors import PipelineError
from pipeline.gate.report.figures import Inputs, figures
from pipeline.gate.report.markdown import summary
from pipeline.gate.report.page import page
from pipeline.gate.validate import Verdict
from pipeline.gate.validate.violations import write as write_violations
from pipeline.releases.exporters.csv import identity
from pipeline.releases.exporters.parquet import file_name
from pipeline.schema import TABLES
from pipeline.schema.derive import to_pandas
from pipeline.standards import published_list
from pipeline.standards.vocabulary import Proposal, near_duplicates

JSON, HTML, MARKDOWN = "report.json", "report.html", "report.md"
NEAR = "vocabulary_near_duplicates.csv"


@dataclass(frozen=True, slots=True)
class Context:
    """What a report compares a release with: the rules, the last release, the published list and the day."""

    expectations: Path
    last: Path | None = None
    entries: Sequence[published_list.ListedStandard] | None = None
    today: dt.date | None = None


def write(folder: Path, verdict: Verdict, context: Context, *, into: Path | None = None) -> None:
    """Write the report on a folder of tables, the violations and what only it proposes into it, or into another folder."""
    place = into or folder
    place.mkdir(parents=True, exist_ok=True)
    frames = {name: to_pandas(pq.read_table(folder / file_name(name))) for name in TABLES}
    near = near_duplicates(_records(frames["vocabulary"]))
    lines = _coverage(frames, context)
    as_of = context.today.isoformat() if context.today and lines is not None else None
    told = figures(Inputs(frames, verdict, identity(folder), context.expectations, context.last, lines, as_of, near))
    write_violations(verdict.violations, place)
    _write_near(near, place / NEAR)
    if lines is not None:
        published_list.write(lines, place / published_list.FILE_NAME)
    render(told, place)


def records(folder: Path, tables: Sequence[str]) -> dict[str, list[Any]]:
    """The rows of some tables of a release, with None for a null, as the records of the parser have it."""
    return {name: _records(to_pandas(pq.read_table(folder / file_name(name)))) for name in tables}


def _records(frame: pd.DataFrame) -> list[Any]:
    return list(frame.astype(object).where(frame.notna(), None).itertuples(index=False))


def _coverage(frames: Mapping[str, Any], context: Context) -> list[published_list.CoverageLine] | None:
    if context.entries is None:
        return None
    ours = published_list.our_standards(_records(frames["documents"]), _records(frames["standards"]))
    return published_list.coverage(context.entries, ours, context.today or dt.date.min)


def _write_near(near: Sequence[Proposal], path: Path) -> None:
    names = [field.name for field in fields(Proposal)]
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\r\n")
        writer.writerow(names)
        writer.writerows([getattr(one, name) for name in names] for one in near)


def render(told: Mapping[str, Any], folder: Path) -> None:
    """Draw the report from its figures into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {JSON: json.dumps(told, ensure_ascii=False, indent=1) + "\n", HTML: page(told), MARKDOWN: summary(told)}
    for name, content in texts.items():
        (folder / name).write_text(content, encoding="utf-8", newline="\n")


def read(release: Path) -> dict[str, Any]:
    """The figures of a release's report. Raises `PipelineError` where it has none."""
    try:
        told = json.loads((release / JSON).read_text(encoding="utf-8"))
    except OSError as error:
        raise PipelineError(f"{release} has no {JSON}; make a release with `run` or `release` first.") from error
    except ValueError as error:
        raise PipelineError(f"{release / JSON} is damaged: {error}.") from error
    return dict(told)


__all__ = ["HTML", "JSON", "MARKDOWN", "NEAR", "Context", "read", "records", "render", "write"]
