"""The version history against itself and against the profile (I-05)."""

from __future__ import annotations

import pandas as pd
import regex

from pipeline.gate.validate.checks.registry import Answers, answers, check, grouped
from pipeline.gate.validate.facts import Facts
from pipeline.gate.validate.tables import Tables

_REPLACED_BY = regex.compile(r"已被《(?P<code>[^》]+)》取代")


def _printed(code: str) -> str:
    """A code for comparing: no spaces, one case."""
    return "".join(code.split()).upper()


@check("replaced_by", "standard_versions", "note")
def replaced_by(tables: Tables, facts: Facts) -> Answers:
    """A row that says what replaced it names the next newer row."""
    rows = tables.frame("standard_versions", "standard_id", "position", "version_code", "note")
    rows = rows.sort_values(["standard_id", "position"])
    newer = rows[["standard_id", "version_code"]].shift().set_axis(["owner", "newer"], axis=1)
    some = pd.concat([rows, newer], axis=1).dropna(subset=["note", "newer"])
    some = some[some["owner"] == some["standard_id"]]
    told = some[["standard_id", "position", "note", "newer"]].itertuples(index=False, name=None)
    return answers(
        (f"{standard} / {position}", note, _printed(match["code"]) == _printed(code),
         f"The row says that {match['code']} replaced it, but the next newer row is {code}.")
        for standard, position, note, code in told for match in [_REPLACED_BY.search(note)] if match
    )


@check("newest_code", "standard_versions", "version_code")
def newest_code(tables: Tables, facts: Facts) -> Answers:
    """The first row of the history has the code of the profile."""
    rows = tables.frame("standard_versions", "standard_id", "position", "version_code")
    newest = grouped(rows[rows["position"] == 1], "standard_id", "version_code")
    standards = tables.frame("standards", "standard_id", "standard_code").dropna()
    return answers(
        (f"{standard} / 1", newest[standard][0], newest[standard][0] == code,
         f"The newest row has the code {newest[standard][0]}, the profile {code}.")
        for standard, code in zip(standards["standard_id"], standards["standard_code"], strict=True) if standard in newest
    )
