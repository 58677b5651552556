"""What the gate found, and the sentences a person needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from pipeline.gate.validate.outcome import Outcome
from pipeline.gate.validate.tables import Tables
from pipeline.gate.validate.violations import Violation

SEVERITIES = ("critical", "warning", "info")
FIRST = 5
"""How many offending keys a sentence names."""
LONGEST = 40
"""How much of an offending value a sentence quotes."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's result: violations, how many expectations were evaluated and failed per severity, and each outcome.

    A rule all of whose violations are accepted in `expectations/known_issues.csv` has not failed. `tables` are the
    tables as the gate read them.
    """

    violations: tuple[Violation, ...]
    evaluated: Mapping[str, int]
    failed: Mapping[str, int]
    outcomes: tuple[Outcome, ...] = ()
    tables: Tables = field(default_factory=lambda: Tables({}), repr=False, compare=False)

    @property
    def passed(self) -> bool:
        """False if any critical expectation failed; warnings and infos are told, not enforced."""
        return self.failed["critical"] == 0

    def sentences(self, *severities: str) -> list[str]:
        """One sentence per broken rule and column, the critical ones first; only of `severities` if given."""
        open_ones = [item for item in self.violations if item.accepted is None]
        wanted = [item for item in open_ones if not severities or item.severity in severities]
        groups = groupby(sorted(wanted, key=_group), key=_group)
        return [_sentence(list(members)) for _, members in groups]

    @property
    def summary(self) -> str:
        """A sentence for each broken rule, then the numbers."""
        failed = ", ".join(f"{self.failed[severity]} of {number} {severity}" for severity, number in self.evaluated.items())
        return "\n".join([*self.sentences(), f"gate {'passed' if self.passed else 'closed'}; failed rules: {failed}"])

    @property
    def message(self) -> str:
        """Why the gate is closed: the critical sentences, one a line; empty if it is open."""
        return "\n".join(self.sentences("critical"))


def _group(item: Violation) -> tuple[int, str, str, str, str]:
    return SEVERITIES.index(item.severity), item.table, item.column or "", item.rule, item.meaning


def _visible(text: str) -> str:
    """Line breaks and invisible characters as escapes, so that a sentence stays one line and shows what is wrong."""
    return repr(text)[1:-1]


def _short(value: str) -> str:
    return value if len(value) <= LONGEST else f"{value[:LONGEST]}…"


def _sentence(members: list[Violation]) -> str:
    """`critical: tasks.task_id breaks rule pattern in 2 rows (first keys: …; first value: …): <meaning>`."""
    first = members[0]
    place = f"{first.table}.{first.column}" if first.column else first.table
    where = ""
    if first.key:
        keys = "; ".join(_visible(item.key) for item in members[:FIRST])
        value = "" if first.value is None else f", first value: {_short(first.value)!r}"
        where = f" in {len(members)} row{'s' if len(members) > 1 else ''} (first keys: {keys}{value})"
    return f"{first.severity}: {place} breaks rule {first.rule}{where}: {first.meaning}"
