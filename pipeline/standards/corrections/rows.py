"""The file of declared corrections: what a row may say, and every slip in it told with its line.

A correction is data and not code, so that a person who knows the standards can read, review and retire it.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

import regex

from pipeline.base.errors import PipelineError
from pipeline.schema import TABLES, Column, Kind, Table
from pipeline.standards.corrections import SHIPPED
from pipeline.standards.sections.versions import is_regular_code

COLUMNS = ("standard_id", "table", "key", "column", "action", "expect", "value", "reason", "status", "since")
ALIAS_COLUMN = "standard_code"
SEPARATOR = "/"
"""Between the parts of a key of several columns, as in `industry/1`."""

CORRECTABLE = (
    "standards", "standard_versions", "classifications", "duties", "tasks", "task_blocks", "outputs", "indicators",
    "competencies", "block_competencies", "notes",
)
# Facts of the reading, of the file and of another list, none of which the document can have wrong.
_READ = frozenset(
    ("sha256", "historical", "position", "page", "block", "row", "kind", "inherited", "developing_unit", "valid_until")
)
# What follows from another value: the parts of a standard's code, and a competency repeated in its blocks.
_FOLLOWING = {"standards": {ALIAS_COLUMN, "base_code", "version"}, "block_competencies": {"competency_code", "name"}}

Value = str | int | dt.date | None


class CorrectionError(PipelineError):
    """A correction that cannot be read, matches nothing, or whose error the source no longer shows."""


class Action(StrEnum):
    """What a correction does to its row."""

    SET = "set"
    DROP = "drop"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Correction:
    """A declared error of a source; `expect` is what the source shows today, `line` where the row stands in its file."""

    standard_id: str
    table: str
    key: str
    column: str
    action: Action
    expect: str
    value: Value
    reason: str
    active: bool
    line: int = 0

    @property
    def row(self) -> tuple[str, str, str]:
        """Which record is meant."""
        return self.standard_id, self.table, self.key

    @property
    def place(self) -> str:
        """The record and column inside the standard, as in `outputs O2.2.1 name`."""
        return " ".join(part for part in (self.table, self.key, self.column) if part)


def load(path: Path = SHIPPED) -> list[Correction]:
    """The corrections of a CSV file in its order; raises `CorrectionError` with every slip on a line of its own."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorrectionError(f"{path.name} is not UTF-8; save it as “CSV UTF-8”.") from error
    corrections: list[Correction] = []
    slips: list[str] = []
    for line, values in _rows(path.name, text):
        found = list(_slips(values))
        slips += [f"{path.name} line {line}: {slip}." for slip in found]
        if not found:
            corrections.append(_correction(values, line))
    slips += [f"{path.name} {slip}." for slip in _collisions(corrections)]
    if slips:
        raise CorrectionError("\n".join(slips))
    return corrections


def _rows(name: str, text: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Each row with the line on which it begins; a quoted value may hold line breaks."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begins = 1
    try:
        for number, values in enumerate(reader):
            if number == 0 and tuple(values) != COLUMNS:
                raise CorrectionError(f"{name} line 1: the columns must be {', '.join(COLUMNS)}.")
            if number and values:
                if len(values) != len(COLUMNS):
                    count = f"{len(values)} values for {len(COLUMNS)} columns"
                    raise CorrectionError(f"{name} line {begins}: {count}; quote a value that holds a comma.")
                yield begins, {column: _tidy(value) for column, value in zip(COLUMNS, values, strict=True)}
            begins = reader.line_num + 1
    except csv.Error as error:
        raise CorrectionError(f"{name} line {begins}: not a CSV row ({error}).") from error
    if begins == 1:
        raise CorrectionError(f"{name} is empty; its first line must be {','.join(COLUMNS)}.")


def _tidy(value: str) -> str:
    """Line ends as in the tables, whatever the program that saved the file writes."""
    return value.replace("\r\n", "\n").replace("\r", "\n").strip()


def _slips(values: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with a row by itself."""
    for name in ("standard_id", "reason"):
        if not values[name]:
            yield f"{name} is blank"
    if values["status"] not in ("active", "retired"):
        yield f"status “{values['status']}” is neither active nor retired"
    if not _is_date(values["since"]):
        yield f"since “{values['since']}” is not a date such as 2026-01-31"
    if values["table"] not in CORRECTABLE:
        yield f"table “{values['table']}” cannot be corrected; use one of {', '.join(CORRECTABLE)}"
        return
    table = TABLES[values["table"]]
    parts = len(table.key) - 1
    if len([part for part in values["key"].split(SEPARATOR) if part]) != parts:
        yield f"key “{values['key']}” must be {SEPARATOR.join(table.key[1:]) or 'blank'}"
    if values["column"] not in table.column_names:
        yield f"column “{values['column']}” is not in table {table.name}"
    elif values["action"] not in [action.value for action in Action]:
        yield f"action “{values['action']}” is not one of {', '.join(Action)}"
    else:
        yield from _ACTIONS[Action(values["action"])](table, values)


def settable(table: Table, name: str) -> bool:
    """Whether a correction may set this column, whatever to."""
    read = name in table.key or name in _READ
    return not read and name not in _FOLLOWING.get(table.name, ())


def _set_slips(table: Table, values: Mapping[str, str]) -> Iterator[str]:
    name = values["column"]
    if name in table.key or name in _READ:
        yield f"column “{name}” is an id or a fact of the reading and cannot be set"
    elif table.name == "standards" and name in _FOLLOWING["standards"]:
        yield f"column “{name}” changes only by action alias on column {ALIAS_COLUMN}"
    elif name in _FOLLOWING.get(table.name, ()):
        yield f"column “{name}” follows the table competencies; correct it there"
    elif values["value"] == values["expect"]:
        yield "value is the same as expect"
    else:
        wrong = _wrong_value(table[name], values["value"])
        if wrong:
            yield wrong


def _drop_slips(table: Table, values: Mapping[str, str]) -> Iterator[str]:
    if table.name == "standards":
        yield "a whole standard cannot be dropped; take its file out of the input"
    if values["value"]:
        yield "action drop takes no value; expect guards the named column"


def _alias_slips(table: Table, values: Mapping[str, str]) -> Iterator[str]:
    if table.name != "standards" or values["column"] != ALIAS_COLUMN:
        yield f"action alias is only for table standards, column {ALIAS_COLUMN}"
    elif not is_regular_code(values["value"]):
        yield f"value “{values['value']}” is not a regular code such as IDC5294-001v3"
    elif values["value"] == values["expect"]:
        yield "value is the same as expect"


_ACTIONS = {Action.SET: _set_slips, Action.DROP: _drop_slips, Action.ALIAS: _alias_slips}


def _wrong_value(column: Column, text: str) -> str | None:
    """Why a value may not stand in a column, by the schema."""
    field = column.field
    if not text:
        return None if column.nullable else f"value is blank, but {column.name} is required"
    try:
        value = parse_value(field.kind, text)
    except ValueError:
        return f"value “{text}” is no {field.kind}"
    allowed = [name for name, _ in field.allowed]
    if allowed and text not in allowed:
        return f"value “{text}” is none of {', '.join(allowed)}"
    if field.pattern and not regex.fullmatch(field.pattern, text):
        return f"value “{text}” has not the shape of {field.label} ({field.pattern})"
    low, high = field.minimum, field.maximum
    if isinstance(value, int) and ((low is not None and value < low) or (high is not None and value > high)):
        return f"value “{text}” is out of bounds for {field.label}"
    return None


def parse_value(kind: Kind, text: str) -> Value:
    """A value from its form in the CSV tables; blank is null. Raises ValueError."""
    if not text:
        return None
    if kind is Kind.INTEGER:
        return int(text)
    if kind is Kind.DATE:
        return dt.date.fromisoformat(text)
    return text


def _is_date(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _correction(values: Mapping[str, str], line: int) -> Correction:
    column = TABLES[values["table"]][values["column"]]
    return Correction(
        values["standard_id"], values["table"], values["key"], values["column"], Action(values["action"]), values["expect"],
        parse_value(column.field.kind, values["value"]), values["reason"], values["status"] == "active", line,
    )


def _collisions(corrections: list[Correction]) -> Iterator[str]:
    """Two active rows for one value, or a value set in a row that another one drops."""
    seen: dict[tuple[str, ...], Correction] = {}
    for correction in corrections:
        if not correction.active:
            continue
        first = seen.setdefault((*correction.row, correction.column), correction)
        if first is not correction:
            yield f"lines {first.line} and {correction.line}: both correct {correction.standard_id} {correction.place}"
    drops = {correction.row: correction for correction in seen.values() if correction.action is Action.DROP}
    for correction in seen.values():
        drop = drops.get(correction.row, correction)
        if drop is not correction:
            yield f"lines {drop.line} and {correction.line}: one drops {correction.table} {correction.key}, the other changes it"
