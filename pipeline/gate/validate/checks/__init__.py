"""Rules across tables: pandas brings together what belongs together, an expectation judges it.

Great Expectations looks at one frame at a time. `checks_frame` therefore answers every check for every thing
that it asks about, and `expectations/rules/checks.json` says how severe a "no" is.
"""

from __future__ import annotations

import pandas as pd

from pipeline.gate.validate.checks import classes, consistency, content, history
from pipeline.gate.validate.checks.registry import CHECKS, Answer, Check, Frames
from pipeline.gate.validate.facts import Facts
from pipeline.gate.validate.outcome import Outcome, problem
from pipeline.schema.derive.suites import CHECKS as ASSET

COLUMNS = ("check", "table", "column", "key", "value", "holds", "message")


def _rows(check: Check, frames: Frames, facts: Facts) -> list[tuple[str | bool | None, ...]]:
    return [(check.name, check.table, check.column, *answer) for answer in check.ask(frames, facts)]


def checks_frame(frames: Frames, facts: Facts) -> tuple[pd.DataFrame, list[Outcome]]:
    """Every answer of every check that can be asked; a check that lacks a table or column as a failure."""
    rows, problems = [], []
    for check in CHECKS.values():
        if check.needs is not None and check.needs not in facts.lists:
            continue
        try:
            rows += _rows(check, frames, facts)
        except KeyError as error:
            problems.append(problem(ASSET, check.name, f"cannot be evaluated: {error.args[0]} is missing"))
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    types = dict.fromkeys(COLUMNS, "string") | {"holds": "boolean"}
    return frame.astype(types), problems


__all__ = ["CHECKS", "Answer", "Check", "checks_frame", "classes", "consistency", "content", "history"]
