"""What a check is: a question about the tables together, answered for each thing that it asks about.

A check says for how many things it `asked` and for which it does not hold; how severe that is, is written in
`expectations/rules/checks.json`. Most things are in order, so nothing is said of each that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

import pandas as pd

from pipeline.gate.validate.facts import Facts
from pipeline.gate.validate.tables import Tables


class Broken(NamedTuple):
    """One thing for which the check does not hold: its key in the table, the value in question, and the sentence."""

    key: str
    value: str | None
    message: str


class Answers(NamedTuple):
    """How many things were asked about, and those for which the check does not hold, in the order of their rows."""

    asked: int
    broken: Sequence[Broken]


Ask = Callable[[Tables, Facts], Answers]


class Check(NamedTuple):
    """A question about `table`.`column`; `needs` names the official list without which it is not asked."""

    name: str
    table: str
    column: str
    needs: str | None
    ask: Ask


CHECKS: dict[str, Check] = {}


def check(name: str, table: str, column: str, needs: str | None = None) -> Callable[[Ask], Ask]:
    """Register a function as the check `name`; names are unique."""

    def declare(ask: Ask) -> Ask:
        if name in CHECKS:
            raise ValueError(f"the check {name} exists already")
        CHECKS[name] = Check(name, table, column, needs, ask)
        return ask

    return declare


def answers(found: Iterable[tuple[str, str | None, bool, str]]) -> Answers:
    """Answers of a check that goes through its things one by one: key, value, whether it holds, the sentence if not.

    For tables of a few rows per standard only.
    """
    listed = list(found)
    return Answers(len(listed), [Broken(key, value, message) for key, value, holds, message in listed if not holds])


def grouped(frame: pd.DataFrame, key: str, column: str) -> dict[str, list[Any]]:
    """The values of a column by key, in the order of the rows; nulls are left out."""
    some = frame[[key, column]].dropna()
    found: dict[str, list[Any]] = {}
    for name, value in zip(some[key], some[column], strict=True):
        found.setdefault(name, []).append(value)
    return found
