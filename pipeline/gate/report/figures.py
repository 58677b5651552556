"""Everything that the report says, as plain data: `report.json`, from which the page and the summary are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from pipeline.base.lists import read_rows
from pipeline.gate.report import rules
from pipeline.gate.report.calibration import calibration
from pipeline.gate.report.changes import changes
from pipeline.gate.validate import Verdict
from pipeline.gate.validate.columns import Column
from pipeline.gate.validate.tables import Tables
from pipeline.gate.validate.verdict import SEVERITIES
from pipeline.schema import SCHEMA_VERSION, TABLES
from pipeline.standards import PARSER_VERSION
from pipeline.standards.issue_catalogue import CATALOGUE
from pipeline.standards.near_duplicates import Proposal
from pipeline.standards.published_list import CoverageLine

Figures = dict[str, Any]

LEVELS = tuple(range(1, 7))
_LEVELLED = {"standards": "standards", "blocks": "task_blocks"}
SHOWN = 30
"""How many lines of a long list the report shows; the whole list is in a CSV file beside it."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What the report is about; `last` is the folder of the last release, `catalogue` the coverage if a list was given."""

    tables: Tables
    verdict: Verdict
    dataset: str
    expectations: Path
    last: Path | None = None
    catalogue: Sequence[CoverageLine] | None = None
    as_of: str | None = None
    near: Sequence[Proposal] = ()


def _counted(column: Column) -> dict[str, int]:
    """How often each value occurs, the most frequent first, nulls under an empty name."""
    numbers = np.bincount(column.codes, minlength=len(column.values)).tolist()
    counts = {"" if pd.isna(value) else str(value): number for value, number in zip(column.values, numbers, strict=True)}
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _levels(column: Column) -> dict[str, int]:
    counts = _counted(column)
    return {str(level): counts.get(str(level), 0) for level in LEVELS} | {"": counts.get("", 0)}


def _clusters(tables: Tables, expectations: Path) -> list[dict[str, Any]]:
    """Standards by the first letter of their first 職類別代碼."""
    names = {row["letter"]: row["name"] for row in read_rows(expectations / "facts" / "clusters.csv", ("letter", "name"))}
    classes = tables.frame("classifications", "scheme", "position", "code")
    first = classes[(classes["scheme"] == "job_category") & (classes["position"] == 1)]
    counts = Counter(code[0] for code in first["code"].dropna())
    clusters = [{"letter": letter, "name": names.get(letter, ""), "standards": counts[letter]} for letter in sorted(counts)]
    rest = tables["standards"].size - sum(counts.values())
    return [*clusters, {"letter": "", "name": "", "standards": rest}] if rest else clusters


def _issues(tables: Tables, accepted: int) -> dict[str, Any]:
    issues = tables.frame("issues", "code", "severity", "standard_id")
    counts = Counter(zip(issues["code"], issues["severity"], strict=True))
    standards = issues.groupby("code")["standard_id"].nunique().to_dict()
    by_code = []
    for (code, severity), number in counts.items():
        kind = CATALOGUE.get(code)
        meaning = (kind.meaning_zh, kind.meaning) if kind else ("", "")
        by_code.append({"code": code, "severity": severity, "number": number, "standards": int(standards.get(code, 0)),
                     "meaning_zh": meaning[0], "meaning": meaning[1]})
    by_code.sort(key=lambda one: (SEVERITIES.index(one["severity"]), -one["number"], one["code"]))
    return {"by_code": by_code, "by_severity": _counted(tables.column("issues", "severity")), "accepted": accepted}


def _documents(tables: Tables) -> list[dict[str, Any]]:
    """Every file with its coverage and how many issues of each severity it has."""
    issues = tables.frame("issues", "sha256", "severity")
    found = Counter(zip(issues["sha256"], issues["severity"], strict=True))
    documents = tables.frame("documents", "path", "format", "status", "coverage", "reason", "standard_id", "sha256")
    rows = documents.itertuples(index=False, name=None)
    return [
        {"path": path, "format": form, "status": status, "coverage": None if pd.isna(share) else float(share),
         "reason": None if pd.isna(reason) else reason, "standard_id": None if pd.isna(standard) else standard,
         "issues": {severity: found[sha, severity] for severity in SEVERITIES}}
        for path, form, status, share, reason, standard, sha in sorted(rows, key=lambda row: str(row[0]))
    ]


def _catalogue(lines: Sequence[CoverageLine], as_of: str | None) -> dict[str, Any]:
    counts = Counter(line.status for line in lines)
    validity = Counter(line.validity for line in lines if line.validity)
    shown = [line for line in lines if line.status != "matched" or line.validity in ("expired", "expiring")]
    listed = [
        {"status": line.status, "name": line.name, "standard_id": line.standard_id, "developing_unit": line.developing_unit,
         "valid_until": line.valid_until.isoformat() if line.valid_until else None, "validity": line.validity,
         "suggestion": line.suggestion, "score": line.score}
        for line in shown
    ]
    by_status, by_validity = dict(sorted(counts.items())), dict(sorted(validity.items()))
    return {"as_of": as_of, "by_status": by_status, "by_validity": by_validity, "lines": listed}


def _vocabulary(tables: Tables, near: Sequence[Proposal]) -> dict[str, Any]:
    terms = tables.frame("vocabulary", "kind", "standards")
    shared = {kind: int((terms["kind"].eq(kind) & (terms["standards"] > 1)).sum()) for kind in "KSA"}
    shown = [{"kind": one.kind, "name": one.name, "other_name": one.other_name, "standards": one.standards,
              "other_standards": one.other_standards, "score": one.score} for one in near[:SHOWN]]
    counts = {kind: int(terms["kind"].eq(kind).sum()) for kind in "KSA"}
    return {"terms": counts, "shared": shared, "near": len(near), "first": shown}


def _totals(tables: Tables) -> dict[str, int]:
    kinds = _counted(tables.column("competencies", "kind"))
    names = ("documents", "standards", "duties", "tasks", "outputs", "indicators")
    counts = {name: tables[name].size for name in names} | {kind: kinds.get(kind, 0) for kind in "KSA"}
    return counts | {"issues": tables["issues"].size}


def figures(inputs: Inputs) -> Figures:
    """The report's data: the same release, expectations and last release always give the same."""
    tables, verdict = inputs.tables, inputs.verdict
    judged = rules.rules(verdict)
    accepted = sum(one.accepted is not None for one in verdict.violations)
    documents = _documents(tables)
    return {
        "dataset": inputs.dataset, "schema_version": SCHEMA_VERSION, "parser_version": PARSER_VERSION, "passed": verdict.passed,
        "totals": _totals(tables), "rows": {name: tables[name].size for name in TABLES}, "changes": changes(tables, inputs.last),
        "rules": {"summary": rules.summary(judged), "all": judged}, "issues": _issues(tables, accepted),
        "levels": {name: _levels(tables.column(table, "level")) for name, table in _LEVELLED.items()},
        "clusters": _clusters(tables, inputs.expectations), "formats": _counted(tables.column("documents", "format")),
        "statuses": _counted(tables.column("documents", "status")), "documents": documents,
        "catalogue": None if inputs.catalogue is None else _catalogue(inputs.catalogue, inputs.as_of),
        "vocabulary": _vocabulary(tables, inputs.near),
        "readings": _counted(tables.column("standards", "reading")), "calibration": calibration(),
    }
