"""The whole pipeline as one function: a folder of documents becomes a release, or the reason why not."""

from __future__ import annotations

import json
import shutil
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline import PARSER_VERSION
from pipeline.errors import GateFailed, PipelineError
from pipeline.intake import Progress, readings, source_files
from pipeline.lock import exclusive
from pipeline.schema import SCHEMA_VERSION

if TYPE_CHECKING:
    from pipeline.sections.records import Tables
    from pipeline.validate import Verdict

LAST_RUN = "last_run.json"
"""Beside the releases: what the newest run did, whatever came of it."""
EXPECTATIONS = Path(__file__).resolve().parent.parent / "expectations"


@dataclass(slots=True)
class RunRecord:
    """What a run did; `outcome` is `released`, `unchanged` or `failed`."""

    input: str
    outcome: str = "failed"
    release: str | None = None
    documents: dict[str, int] = field(default_factory=dict)
    rows: dict[str, int] = field(default_factory=dict)
    issues: dict[str, int] = field(default_factory=dict)
    rejected: list[str] = field(default_factory=list)
    gate: dict[str, Any] = field(default_factory=dict)
    message: str | None = None
    seconds: float = 0.0

    def as_dict(self) -> dict[str, Any]:
        """The record as published in `run.json`; the input's place on this machine is nobody's business."""
        values = {name: getattr(self, name) for name in self.__slots__ if name not in ("input", "seconds")}
        return {"parser_version": PARSER_VERSION, "schema_version": SCHEMA_VERSION, **values}


def read_tables(folder: Path, engine: str, progress: Progress, files: Sequence[Path]) -> Tables:
    """Read every document of a folder into the tables of a release."""
    from pipeline.assemble import assemble

    return assemble(readings(folder, files, engine, progress))


def count(tables: Tables, record: RunRecord) -> None:
    """Fill the record's counts from the tables."""
    record.documents = dict(sorted(Counter(row.status for row in tables["documents"]).items()))
    record.rows = {name: len(rows) for name, rows in tables.items()}
    record.issues = dict(sorted(Counter(row.severity for row in tables["issues"]).items()))
    record.rejected = [row.reason for row in tables["documents"] if row.status == "rejected"]


def stage(tables: Tables, folder: Path, record: RunRecord) -> None:
    """Write the tables as they would be published into `folder`."""
    from pipeline import frames, release

    release.build(frames.build(tables), folder, record.as_dict())


def gate(folder: Path, record: RunRecord, expectations: Path = EXPECTATIONS) -> Verdict:
    """Validate the staged bytes; raises `GateFailed` with the sentences of the critical failures."""
    from pipeline.validate import check

    verdict = check(folder, expectations)
    record.gate = {
        "passed": verdict.passed, "evaluated": dict(verdict.evaluated), "failed": dict(verdict.failed),
        "warnings": verdict.sentences("warning"),
    }
    if not verdict.passed:
        raise GateFailed(f"The gate is closed, nothing was released:\n{verdict.message}")
    return verdict


def publish(staging: Path, output: Path, record: RunRecord) -> None:
    """Swap a validated folder in as the next release, unless the latest release holds the same tables."""
    from pipeline import release

    current = release.latest(output)
    if release.unchanged(release.identity(staging), output) and current is not None:
        record.outcome, record.release = "unchanged", current.name
        shutil.rmtree(staging)
        return
    record.outcome, record.release = "released", release.next_name(output, release.today())
    write_json(record.as_dict(), staging / release.RUN_RECORD)
    release.swap_in(staging, output, record.release)


def run(
    folder: Path, output: Path, *, engine: str = "pdfium", progress: Progress, files: Sequence[Path] | None = None
) -> RunRecord:
    """Documents in `folder` become a release in `output`; the record of the run is written whatever happens.

    Raises `PipelineError` with one sentence for the user: no documents, all rejected, the gate closed,
    another run at work. The last good release stays current then.
    """
    from pipeline import release

    began = time.monotonic()
    record = RunRecord(str(folder))
    with exclusive(output):
        try:
            tables = read_tables(folder, engine, progress, source_files(folder) if files is None else files)
            count(tables, record)
            if not tables["standards"]:
                reasons = "\n".join(record.rejected)
                raise PipelineError(f"No document could be read as a standard, nothing was released:\n{reasons}")
            staging = release.staging_folder(output)
            stage(tables, staging, record)
            gate(staging, record)
            publish(staging, output, record)
        except PipelineError as error:
            record.message = str(error)
            raise
        finally:
            record.seconds = time.monotonic() - began
            write_json(record.as_dict(), output / LAST_RUN)
    return record


def write_json(values: Mapping[str, Any], path: Path) -> None:
    """Replace a JSON file in one step."""
    temporary = path.with_name(f".{path.name}.new")
    temporary.write_text(json.dumps(values, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    temporary.replace(path)


def release_tables(tables: Path, output: Path) -> RunRecord:
    """Pass a folder of tables through the gate and publish a copy of it; raises `PipelineError`."""
    from pipeline import release

    began = time.monotonic()
    record = RunRecord(str(tables))
    with exclusive(output):
        staging = release.staging_folder(output)
        shutil.copytree(tables, staging, dirs_exist_ok=True)
        record.rows = release.counts(staging)
        gate(staging, record)
        publish(staging, output, record)
        record.seconds = time.monotonic() - began
        write_json(record.as_dict(), output / LAST_RUN)
    return record
