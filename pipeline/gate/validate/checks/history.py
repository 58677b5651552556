"""The version history against itself and against the profile (I-05)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pandas as pd
import regex

from pipeline.gate.validate.checks.registry import Answer, Frames, check, grouped
from pipeline.gate.validate.facts import Facts

_REPLACED_BY = regex.compile(r"已被《(?P<code>[^》]+)》取代")


def _printed(code: str) -> str:
    """A code for comparing: no spaces, one case."""
    return "".join(code.split()).upper()


@check("replaced_by", "standard_versions", "note")
def replaced_by(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """A row that says what replaced it names the next newer row."""
    rows = frames["standard_versions"].sort_values(["standard_id", "position"])
    ordered = zip(rows["standard_id"], rows["position"], rows["version_code"], rows["note"], strict=True)
    for (owner, _, newer, _), (standard, position, _, note) in pairwise(ordered):
        match = None if pd.isna(note) else _REPLACED_BY.search(note)
        if match and owner == standard and not pd.isna(newer):
            said = f"The row says that {match['code']} replaced it, but the next newer row is {newer}."
            yield Answer(f"{standard} / {position}", note, _printed(match["code"]) == _printed(newer), said)


@check("newest_code", "standard_versions", "version_code")
def newest_code(frames: Frames, facts: Facts) -> Iterator[Answer]:
    """The first row of the history has the code of the profile."""
    rows = frames["standard_versions"]
    newest = grouped(rows[rows["position"] == 1], "standard_id", "version_code")
    standards = frames["standards"][["standard_id", "standard_code"]].dropna()
    for standard, code in zip(standards["standard_id"], standards["standard_code"], strict=True):
        if standard in newest:
            top = newest[standard][0]
            yield Answer(f"{standard} / 1", top, top == code, f"The newest row has the code {top}, the profile {code}.")
