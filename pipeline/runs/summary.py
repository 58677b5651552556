"""What a run tells on the terminal."""

from __future__ import annotations

import shlex
from pathlib import Path

from pipeline.runs.record import RunRecord

_FIRST = 20
_FEW = 10
"""Documents that are told of one by one."""
LISTED = "documents.csv"


def left_out(record: RunRecord, where: str = LISTED) -> list[str]:
    """The first rejected and held documents with their reasons, and how many there are by reason; `where` all are listed."""
    lines = []
    for status, reasons in (("rejected", record.rejected), ("held", record.held)):
        lines += [f"  {status:<8}  {reason}" for reason in reasons[:_FEW]]
        if len(reasons) > _FEW:
            lines.append(f"  {status:<8}  … and {len(reasons) - _FEW} more; all are listed in {where}. By reason:")
            kinds = sorted(record.reasons.get(status, {}).items(), key=lambda kind: (-kind[1], kind[0]))
            lines += [f"  {number:>8}  {kind}" for kind, number in kinds[:_FIRST]]
            if len(kinds) > _FIRST:
                lines.append(f"  {sum(number for _, number in kinds[_FIRST:]):>8}  for {len(kinds) - _FIRST} other reasons")
    return lines


def counts(record: RunRecord) -> str:
    """Documents by status, rows per table, issues by severity; then rejected and held documents with their reasons."""
    return "\n".join([*_numbers(record), *left_out(record)])


def _numbers(record: RunRecord) -> list[str]:
    total = sum(record.documents.values())
    statuses = ", ".join(f"{number} {status}" for status, number in record.documents.items())
    widest = max((len(name) for name in record.rows), default=0)
    rows = [f"rows        {name:<{widest}} {number:>8,}" for name, number in record.rows.items()]
    issues = ", ".join(f"{number} {severity}" for severity, number in record.issues.items()) or "none"
    return [f"documents   {total} read: {statuses}", *rows, f"issues      {issues}"]


def summary(record: RunRecord, output: Path) -> str:
    """The closing summary of a run: the verdict, the numbers, what needs a look, and what to do next."""
    lines = [_verdict(record, output), *_gate(record)]
    lines += _numbers(record) if record.rows else []
    lines.append(f"time        {record.seconds:.1f} s")
    lines += left_out(record) if record.rows else []
    warnings = record.gate.get("warnings", [])
    lines += [f"  warning   {sentence}" for sentence in warnings[:_FIRST]]
    if len(warnings) > _FIRST:
        lines.append(f"  warning   … and {len(warnings) - _FIRST} more; the quality report has all")
    lines += [f"remark      {remark}" for remark in record.remarks]
    return "\n".join([*lines, _next(output)])


def _verdict(record: RunRecord, output: Path) -> str:
    where = output / (record.release or "")
    if record.outcome == "unchanged":
        return f"release     unchanged: {where} holds the same tables"
    return f"release     {where}"


def _gate(record: RunRecord) -> list[str]:
    if not record.gate:
        return []
    evaluated, failed = record.gate["evaluated"], record.gate["failed"]
    numbers = ", ".join(f"{failed[severity]} of {evaluated[severity]} {severity}" for severity in evaluated)
    return [f"gate        passed; failed rules: {numbers}"]


def _next(output: Path) -> str:
    """The command that goes on from here: to look at what came of it."""
    return f"next        icap-pipeline site {shlex.quote(str(output))} && icap-pipeline serve"
