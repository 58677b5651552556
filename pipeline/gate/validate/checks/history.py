"""The version history against itself and against the profile (I-05)."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import regex

from pipeline.gate.validate.checks.registry import Answers, answers, check, grouped, key
from pipeline.gate.validate.facts import Facts
from pipeline.gate.validate.tables import Tables

_REPLACED_BY = regex.compile(r"已被《(?P<code>[^》]+)》取代")


def _printed(code: str) -> str:
    """A code for comparing: no spaces, one case."""
    return "".join(code.split()).upper()


def _in_order(row: tuple[Any, ...]) -> tuple[tuple[bool, Any], ...]:
    """For sorting by standard and position, what lacks one of them last."""
    return tuple((value is None, value) for value in row[:2])


@check("replaced_by", "standard_versions", "note")
def replaced_by(tables: Tables, facts: Facts) -> Answers:
    """A row that says what replaced it names the next newer row."""
    rows = sorted(tables.tuples("standard_versions", "standard_id", "position", "version_code", "note"), key=_in_order)
    told = [
        (standard, position, note, newer) for (owner, _, newer, _), (standard, position, _, note) in pairwise(rows)
        if owner == standard is not None and note is not None and newer is not None
    ]
    return answers(
        (key(standard, position), note, _printed(match["code"]) == _printed(code),
         f"The row says that {match['code']} replaced it, but the next newer row is {code}.")
        for standard, position, note, code in told for match in [_REPLACED_BY.search(note)] if match
    )


@check("newest_code", "standard_versions", "version_code")
def newest_code(tables: Tables, facts: Facts) -> Answers:
    """The first row of the history has the code of the profile."""
    rows = tables.tuples("standard_versions", "standard_id", "position", "version_code")
    newest = grouped((standard, code) for standard, position, code in rows if position == 1)
    return answers(
        (f"{standard} / 1", newest[standard][0], newest[standard][0] == code,
         f"The newest row has the code {newest[standard][0]}, the profile {code}.")
        for standard, code in tables.tuples("standards", "standard_id", "standard_code")
        if standard in newest and code is not None
    )
