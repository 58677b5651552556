"""The gate and the report in the course of a run: judge what is staged, and write down what was found."""

from __future__ import annotations

import shutil
from pathlib import Path

from pipeline.base.clock import today
from pipeline.gate import report as quality_report
from pipeline.gate.criteria import Yardstick
from pipeline.gate.validate import Verdict, check
from pipeline.gate.validate.violations import write as write_violations
from pipeline.releases import release
from pipeline.releases.versions import latest

FAILURE = "last_failure"
"""Beside the releases: report and violations of the newest run that the gate stopped; gone once one passes."""

_UNREADABLE = frozenset({"readable", "columns", "type"})


def inspect(staging: Path, output: Path, yardstick: Yardstick) -> Verdict:
    """Judge the tables in `staging`, compared with the last release in `output`."""
    last = latest(output)
    before = last.counts if last else None
    return check(staging, yardstick.expectations, reference=yardstick.reference, before=before, today=today())


def report(staging: Path, output: Path, verdict: Verdict, yardstick: Yardstick) -> Path:
    """Write the report of a release that passed into it, of one that did not beside the releases; returns where.

    Tables that cannot be read have violations only.
    """
    place = staging if verdict.passed else output / FAILURE
    shutil.rmtree(output / FAILURE, ignore_errors=True)
    place.mkdir(parents=True, exist_ok=True)
    if any(outcome.rule in _UNREADABLE and not outcome.success for outcome in verdict.outcomes):
        write_violations(verdict.violations, place)
        return place
    last = latest(output)
    folder = output / last.name if last else None
    entries = yardstick.entries()
    context = quality_report.Context(yardstick.expectations, folder, entries, today())
    quality_report.write(staging, verdict, context, into=place)
    if verdict.passed:
        release.write_checksums(staging)
    return place
