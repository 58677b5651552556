"""Critical rules about single values, asked of each document before assembly: what breaks one costs itself and no other.

The gate asks the same rules again of everything that is to be published. There a breach would close it for all;
here the document is held, with the rule and the value, and the others go on.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import regex

from pipeline.base.errors import PipelineError
from pipeline.gate.as_printed import AS_PRINTED
from pipeline.schema import TABLES
from pipeline.schema.tables import TABLES_OF_A_STANDARD, Tables
from pipeline.schema.texts import free_text
from pipeline.standards.issues import finding
from pipeline.standards.reading import Reading, held
from pipeline.standards.section import section_of

RULES = Path("rules") / "texts.json"
_UNWANTED = "expect_column_values_to_not_match_regex"


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern that no cleaned text may hold."""

    name: str
    pattern: regex.Pattern[str]
    reason: str


def load(expectations: Path) -> list[Rule]:
    """The critical rules about every text. Raises `PipelineError` where the file cannot be used."""
    path = expectations / RULES
    try:
        rules = json.loads(path.read_text(encoding="utf-8"))["expectations"]
        return [
            Rule(rule["meta"]["rule"], regex.compile(rule["kwargs"]["regex"]), rule["meta"]["reason"])
            for rule in rules
            if rule["severity"] == "critical" and rule["type"] == _UNWANTED and "row_condition" not in rule["kwargs"]
        ]
    except (OSError, ValueError, KeyError, regex.error) as error:
        raise PipelineError(f"{path} cannot be used: {error}; restore it.") from error


def judged(readings: Iterable[Reading], expectations: Path) -> Iterator[Reading]:
    """The readings as they are, but those that break a rule held, with a finding for the first breach of each rule."""
    rules = load(expectations)
    for reading in readings:
        breaches = [] if reading.rejected else list(_breaches(reading.body.printed(), rules))
        found = [
            finding("rule_broken", section_of(table), locator=f"{table}.{column}", raw=text, detail=f"{rule.name}: {rule.reason}")
            for rule, table, column, text in breaches
        ]
        yield held(replace(reading, findings=(*reading.findings, *found))) if found else reading


def _breaches(tables: Tables, rules: Iterable[Rule]) -> Iterator[tuple[Rule, str, str, str]]:
    values = list(_values(tables))
    whole = "\n".join(value for _, _, value in values)
    for rule in rules:
        # Nearly every document obeys nearly every rule, and one search over all texts is cheaper than one over each.
        if rule.pattern.search(whole):
            broken = next((place for place in values if rule.pattern.search(place[2])), None)
            if broken is not None:
                yield rule, *broken


def _values(tables: Tables) -> Iterator[tuple[str, str, str]]:
    """Table, column and text of everything that the rules are about."""
    for table in TABLES_OF_A_STANDARD:
        # The flat view repeats what the other tables hold.
        if table in AS_PRINTED or table == "requirements":
            continue
        columns = [name for name in free_text(TABLES[table]) if f"{table}.{name}" not in AS_PRINTED]
        for row in tables.of(table):
            for column in columns:
                value = getattr(row, column)
                if value:
                    yield table, column, value
