"""What a check is: a question about the tables together, answered for each thing that it asks about.

A check says for each thing whether it `holds`; how severe a "no" is, is written in `expectations/rules/checks.json`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

import pandas as pd

from pipeline.gate.validate.facts import Facts

Frames = Mapping[str, pd.DataFrame]


class Answer(NamedTuple):
    """One thing that was asked about: its key in the table, the value in question, and the sentence if it does not hold."""

    key: str
    value: str | None
    holds: bool
    message: str


Ask = Callable[[Frames, Facts], Iterable[Answer]]


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


def grouped(frame: pd.DataFrame, key: str, column: str) -> dict[str, list[str]]:
    """The values of a column by key, in the order of the rows; nulls are left out."""
    some = frame[[key, column]].dropna()
    found: dict[str, list[str]] = {}
    for name, value in zip(some[key], some[column], strict=True):
        found.setdefault(name, []).append(value)
    return found
