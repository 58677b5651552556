"""Each rule of the gate as the report tells it: what it says, what was measured, examples of what breaks it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.gate.report.words import RULES
from pipeline.gate.validate.checks import CHECKS
from pipeline.gate.validate.outcome import Outcome
from pipeline.gate.validate.verdict import SEVERITIES, Verdict
from pipeline.gate.validate.violations import Violation
from pipeline.schema.derive.suites import CHECKS as CHECKS_ASSET
from pipeline.schema.derive.suites import INTEGRITY, LAYOUT, MEASURES, TEXTS

EXAMPLES = 5
"""How many offending rows the report shows of a rule; all of them are in violations.csv."""

_MADE = frozenset({CHECKS_ASSET, INTEGRITY, LAYOUT, MEASURES, TEXTS})


def _place(outcome: Outcome) -> tuple[str, str | None]:
    """Table and column that a rule is about, in terms of the published tables."""
    if outcome.asset == CHECKS_ASSET and outcome.rule in CHECKS:
        return CHECKS[outcome.rule].table, CHECKS[outcome.rule].column
    return outcome.asset, None if outcome.asset in _MADE else outcome.column


def _status(outcome: Outcome, violations: Sequence[Violation]) -> str:
    if not outcome.success:
        return "accepted" if violations and all(one.accepted is not None for one in violations) else "failed"
    asked = outcome.checked != 0 or outcome.asset != CHECKS_ASSET or CHECKS[outcome.rule].needs is None
    return "passed" if asked else "not_run"


def _examples(violations: Sequence[Violation]) -> list[dict[str, Any]]:
    return [
        {"id": one.id, "table": one.table, "key": one.key, "value": one.value, "message": one.message}
        for one in violations[:EXAMPLES]
    ]


def _described(outcome: Outcome, violations: Sequence[Violation]) -> dict[str, Any]:
    table, column = _place(outcome)
    known = RULES.get(outcome.rule, ("", ""))
    return {
        "rule": outcome.rule, "table": table, "column": column, "severity": outcome.severity,
        "status": _status(outcome, violations), "written": bool(outcome.about.get("guide")),
        "reason_zh": outcome.about.get("reason_zh") or known[0],
        "reason": outcome.about.get("reason") or known[1] or outcome.message,
        "guide": outcome.about.get("guide"), "prior": outcome.about.get("prior"), "mostly": outcome.about.get("mostly"),
        "checked": outcome.checked, "failing": outcome.failing, "violations": len(violations),
        "examples": _examples(violations),
    }


def _complaints(violations: Sequence[Violation]) -> list[dict[str, Any]]:
    """What is told of the accepted anomalies themselves, which no expectation is about."""
    by_rule: dict[str, list[Violation]] = defaultdict(list)
    for one in violations:
        by_rule[one.rule].append(one)
    return [
        _described(Outcome(some[0].table, rule, some[0].severity, False, some[0].column, message=some[0].meaning), some)
        for rule, some in sorted(by_rule.items())
    ]


def rules(verdict: Verdict) -> list[dict[str, Any]]:
    """Every rule, the broken ones first, the severest first."""
    broken: dict[int, list[Violation]] = defaultdict(list)
    for one in verdict.violations:
        if one.outcome is not None:
            broken[one.outcome].append(one)
    listed = [_described(outcome, broken.get(number, [])) for number, outcome in enumerate(verdict.outcomes)]
    listed += _complaints([one for one in verdict.violations if one.outcome is None])
    order = {"failed": 0, "accepted": 1, "not_run": 3, "passed": 2}
    return sorted(listed, key=lambda one: (order[one["status"]], SEVERITIES.index(one["severity"]), one["table"], one["rule"]))


def summary(listed: Sequence[Mapping[str, Any]]) -> dict[str, dict[str, int]]:
    """How many rules passed, failed, were accepted or not run, by severity."""
    counted = {severity: {"passed": 0, "failed": 0, "accepted": 0, "not_run": 0} for severity in SEVERITIES}
    for one in listed:
        counted[one["severity"]][one["status"]] += 1
    return counted
