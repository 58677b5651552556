"""What a run tells on the terminal."""

from __future__ import annotations

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
    """Documents by status, rejected and held ones with their reasons, rows per table, issues by severity."""
    total = sum(record.documents.values())
    statuses = ", ".join(f"{number} {status}" for status, number in record.documents.items())
    lines = [f"documents   {total} read: {statuses}"]
    lines += left_out(record)
    widest = max((len(name) for name in record.rows), default=0)
    lines += [f"rows        {name:<{widest}} {number:>8,}" for name, number in record.rows.items()]
    issues = ", ".join(f"{number} {severity}" for severity, number in record.issues.items()) or "none"
    return "\n".join([*lines, f"issues      {issues}"])


def summary(record: RunRecord, output: Path) -> str:
    """The closing summary of a run."""
    lines = [counts(record)] if record.rows else []
    if record.gate:
        evaluated, failed = record.gate["evaluated"], record.gate["failed"]
        numbers = ", ".join(f"{failed[severity]} of {evaluated[severity]} {severity}" for severity in evaluated)
        lines.append(f"gate        passed; failed rules: {numbers}")
        lines += [f"  {sentence}" for sentence in record.gate["warnings"][:_FIRST]]
    where = output / (record.release or "")
    if record.outcome == "unchanged":
        lines.append(f"release     unchanged: {where} holds the same tables")
    else:
        lines.append(f"release     {where}")
    lines += [f"remark      {remark}" for remark in record.remarks]
    return "\n".join([*lines, f"time        {record.seconds:.1f} s"])
