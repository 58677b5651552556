"""The gate and the report in the course of a run: judge what is staged, and write down what was found."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.base.clock import today
from pipeline.gate import report as quality_report
from pipeline.gate.criteria import Criteria
from pipeline.gate.validate import Verdict, check, violations
from pipeline.releases.folder import need_tables
from pipeline.releases.staging import Staging
from pipeline.releases.versions import releases

FAILURE = "last_failure"
"""Beside the releases: report and violations of the newest run that the gate stopped; gone once one passes."""

_UNREADABLE = frozenset({"readable", "columns", "type"})


def validate(tables: Path) -> Verdict:
    """Judge a folder of tables by itself. Raises `PipelineError` where there are none."""
    need_tables(tables)
    criteria = Criteria()
    return check(tables, criteria.expectations, reference=criteria.reference)


def inspect(staging: Staging, output: Path, criteria: Criteria, last: Path | None) -> Verdict:
    """Judge the staged tables, compared with the release of `output` in the folder `last`."""
    before = next((info.counts for info in releases(output) if last is not None and info.name == last.name), None)
    return check(staging.path, criteria.expectations, reference=criteria.reference, before=before, today=today())


def report(staging: Staging, output: Path, verdict: Verdict, criteria: Criteria, last: Path | None) -> Path:
    """Write the report of a release that passed into it, of one that did not beside the releases; returns where.

    `last` is the release that it is compared with.
    """
    files = _report_files(staging, verdict, criteria, last)
    shutil.rmtree(output / FAILURE, ignore_errors=True)
    if verdict.passed:
        staging.add(files)
        return staging.path
    quality_report.write(files, output / FAILURE)
    return output / FAILURE


def _report_files(staging: Staging, verdict: Verdict, criteria: Criteria, last: Path | None) -> dict[str, bytes]:
    """Of tables that cannot be read there are violations only."""
    if any(outcome.rule in _UNREADABLE and not outcome.success for outcome in verdict.outcomes):
        return {violations.FILE_NAME: violations.content(verdict.violations)}
    context = quality_report.Context(criteria.expectations, last, criteria.entries(), today())
    return quality_report.contents(staging, verdict, context)
