"""What a check is: a question about the tables together, answered for each thing that it asks about.

A check says for how many things it `asked` and for which it does not hold; how severe that is, is written in
`expectations/rules/checks.json`. Most things are in order, so nothing is said of each that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

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


def grouped(rows: Iterable[tuple[Any, Any]]) -> dict[Any, list[Any]]:
    """The values of pairs by key, in the order of the rows; a pair with None in it is left out."""
    found: dict[Any, list[Any]] = {}
    for key, value in rows:
        if key is not None and value is not None:
            found.setdefault(key, []).append(value)
    return found


def key(*values: Any) -> str:
    """What names a row: the values of its key joined, as `integrity.joined` joins them."""
    return " / ".join("<NA>" if value is None else str(value) for value in values)
