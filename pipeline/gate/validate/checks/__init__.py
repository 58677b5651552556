"""Rules across tables: what belongs together is brought together here, an expectation judges it.

Great Expectations looks at one frame at a time. `checks_rows` therefore answers every check for every thing
that it asks about, and `expectations/rules/checks.json` says how severe a "no" is.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from pipeline.gate.validate.checks import classes, consistency, content, history
from pipeline.gate.validate.checks.registry import CHECKS, Answers, Broken, Check
from pipeline.gate.validate.columns import Column
from pipeline.gate.validate.facts import Facts
from pipeline.gate.validate.outcome import Outcome, problem
from pipeline.gate.validate.tables import Rows, Tables
from pipeline.schema.derive.suites import CHECKS as ASSET

COLUMNS = ("check", "table", "column", "key", "value", "holds", "message")
_TYPES = dict.fromkeys(COLUMNS, "string") | {"holds": "boolean"}

_Row = tuple[str | bool | None, ...]


def _rows(check: Check, answers: Answers) -> Iterator[tuple[_Row, int]]:
    """A row for each thing that is not in order, and one that stands for all the others; with how many each stands for."""
    about = (check.name, check.table, check.column)
    for broken in answers.broken:
        yield (*about, broken.key, broken.value, False, broken.message), 1
    if answers.asked > len(answers.broken):
        yield (*about, None, None, True, None), answers.asked - len(answers.broken)


def checks_rows(tables: Tables, facts: Facts) -> tuple[Rows, list[Outcome]]:
    """Every answer of every check that can be asked; a check that lacks a table or column as a failure."""
    rows: list[tuple[_Row, int]] = []
    problems = []
    for check in CHECKS.values():
        if check.needs is not None and check.needs not in facts.lists:
            continue
        try:
            rows += _rows(check, check.ask(tables, facts))
        except KeyError as error:
            problems.append(problem(ASSET, check.name, f"cannot be evaluated: {error.args[0]} is missing"))
    few = Rows.of(pd.DataFrame([row for row, _ in rows], columns=list(COLUMNS)).astype(_TYPES))
    times = np.array([count for _, count in rows], dtype=np.int64)
    columns = {name: Column(column.values, np.repeat(column.codes, times)) for name, column in few.columns.items()}
    return Rows(few.names, few.types, columns, int(times.sum())), problems


__all__ = ["CHECKS", "Answers", "Broken", "Check", "checks_rows", "classes", "consistency", "content", "history"]
