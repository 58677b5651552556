"""Declared errors of the sources, put right after assembly: judgement comes late and leaves a trace.

Each correction guards what it replaces. Where the source no longer shows the expected value, the run
fails with a sentence instead of overwriting what the publisher has put right. Every applied correction
becomes an issue `corrected` that keeps the printed value.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from pipeline.schema import TABLES
from pipeline.schema.conclusions import Issue
from pipeline.schema.declaration import Record
from pipeline.schema.records import Competency, Standard
from pipeline.schema.tables import Tables
from pipeline.standards.corrections.rows import CORRECTABLE, SEPARATOR, Action, Correction, CorrectionError, Value
from pipeline.standards.issues import finding, issue_row
from pipeline.standards.publication import Publication, PublishedStandard
from pipeline.standards.requirements import requirements_of
from pipeline.standards.section import Section, section_of
from pipeline.standards.sections.versions import split_code
from pipeline.standards.wide import with_derived

ISSUE_CODE = "corrected"

R = TypeVar("R", bound=Record)


class Effect(StrEnum):
    """What became of a correction in a run."""

    APPLIED = "applied"
    SKIPPED = "skipped"
    RETIRED = "retired"


@dataclass(frozen=True, slots=True)
class CorrectionReport:
    """A correction with its fate, told in a sentence."""

    correction: Correction
    effect: Effect
    message: str


def apply(tables: Tables, corrections: Iterable[Correction]) -> tuple[Tables, list[CorrectionReport]]:
    """The tables with every active correction applied, and what became of each; `tables` stay as they are.

    A correction for a standard that is not in the input is skipped. Raises `CorrectionError` with a sentence
    for each row that matches nothing, whose expected value is not what the source shows, or that leaves a
    row of another table without its parent.
    """
    standards = {standard.standard_id: standard for standard in tables.standards}
    reports = [_report(correction, standards) for correction in corrections]
    active = [report.correction for report in reports if report.effect is Effect.APPLIED]
    if not active:
        return tables, reports
    work = _Work(tables.copy(), standards, {correction.standard_id for correction in active})
    return work.corrected(active), reports


def correct(publication: Publication, corrections: Iterable[Correction]) -> tuple[Publication, list[CorrectionReport]]:
    """The same for what is published, standard by standard; only the rows of the standards concerned are opened."""
    rows = {row.standard_id: row for row in publication.rows()}
    reports = [_report(correction, rows) for correction in corrections]
    wanted: dict[str, list[Correction]] = defaultdict(list)
    for report in reports:
        if report.effect is Effect.APPLIED:
            wanted[report.correction.standard_id].append(report.correction)
    standards, issues, failures = [], list(publication.issues), []
    for one in publication.standards:
        try:
            corrected = _corrected(one.tables(), wanted[one.standard.standard_id]) if one.standard.standard_id in wanted else None
        except CorrectionError as error:
            failures.append(str(error))
            continue
        standards.append(one if corrected is None else _published(one, corrected, wanted[one.standard.standard_id]))
        issues += [] if corrected is None else corrected.issues
    if failures:
        raise CorrectionError("\n".join(failures))
    return dataclasses.replace(publication, standards=standards, issues=issues), reports


def _corrected(tables: Tables, corrections: Sequence[Correction]) -> Tables:
    """The rows of one standard with its corrections, and the issues that tell of these."""
    standards = {row.standard_id: row for row in tables.standards}
    return _Work(tables, standards, set(standards)).corrected(corrections)


def _published(one: PublishedStandard, corrected: Tables, corrections: Sequence[Correction]) -> PublishedStandard:
    (standard,) = corrected.standards
    identity = None if one.identity is None else f"{one.identity} {corrections!r}"
    return PublishedStandard(standard, lambda: _corrected(one.tables(), corrections), identity)


def counts(reports: Sequence[CorrectionReport]) -> dict[str, int]:
    """How many corrections met each fate, for the run record."""
    return {effect.value: sum(report.effect is effect for report in reports) for effect in Effect}


def _report(correction: Correction, standards: Mapping[str, Standard]) -> CorrectionReport:
    place = f"{correction.standard_id} {correction.place}"
    if not correction.active:
        return CorrectionReport(correction, Effect.RETIRED, f"{place}: retired.")
    if correction.standard_id not in standards:
        return CorrectionReport(correction, Effect.SKIPPED, f"{place}: skipped, the standard is not in this input.")
    return CorrectionReport(correction, Effect.APPLIED, f"{place}: {_change(correction)}.")


def _change(correction: Correction) -> str:
    if correction.action is Action.DROP:
        return "the row is left out"
    return f"read as “{text_of(correction.value)}”" if correction.value is not None else "read as blank"


def text_of(value: Value) -> str:
    """A value in its form in the CSV tables; null is blank."""
    return "" if value is None else str(value)


def _value(record: Record, column: str) -> Value:
    value: Value = getattr(record, column)
    return value


@dataclass(slots=True)
class _Work:
    """The tables while corrections are applied; only the rows of the standards concerned are touched."""

    tables: Tables
    standards: dict[str, Standard]
    concerned: set[str]

    def corrected(self, corrections: Sequence[Correction]) -> Tables:
        dangling = self._dangling()
        failures: list[str] = []
        issues: list[Issue] = []
        by_table: dict[str, list[Correction]] = defaultdict(list)
        for correction in corrections:
            by_table[correction.table].append(correction)
        for table, rows in by_table.items():
            self._apply(table, rows, failures, issues)
        failures += sorted(self._dangling() - dangling)
        if failures:
            raise CorrectionError("\n".join(failures))
        self._follow()
        self.tables.issues += issues
        return self.tables

    def _apply(self, table: str, corrections: Sequence[Correction], failures: list[str], issues: list[Issue]) -> None:
        records = self.tables.of(table)
        places = {_row_of(table, record): index for index, record in enumerate(records) if self._is_concerned(record)}
        changed: list[Record | None] = list(records)
        for correction in corrections:
            index = places.get(correction.row)
            failure = _guard(correction, None if index is None else records[index])
            if failure is not None or index is None:
                failures.append(f"corrections line {correction.line}, {correction.standard_id} {correction.place}: {failure}.")
                continue
            issues.append(self._trace(correction, records[index]))
            changed[index] = _changed(changed[index], correction)
        records[:] = [record for record in changed if record is not None]

    def _trace(self, correction: Correction, record: Record) -> Issue:
        """The issue that keeps the printed value."""
        printed, sha256 = _value(record, correction.column), self.standards[correction.standard_id].sha256
        is_attitude = isinstance(record, Competency) and record.kind == "A"
        section = Section.ATTITUDES if is_attitude else section_of(correction.table)
        detail = f"{_change(correction)[0].upper()}{_change(correction)[1:]}: {correction.reason}"
        found = finding(
            ISSUE_CODE, section, locator=correction.place, raw=text_of(printed), page=getattr(record, "page", None), detail=detail
        )
        return issue_row(found, sha256, correction.standard_id, 1)

    def _follow(self) -> None:
        """Let the copies of competencies in their blocks, the flat view and what is derived say what the tables now say."""
        tables = self.tables
        competencies = {(row.standard_id, row.competency_id): row for row in self._own(tables.competencies)}
        tables.block_competencies = [
            dataclasses.replace(row, name=competency.name, competency_code=competency.competency_code)
            if (competency := competencies.get((row.standard_id, row.competency_id))) else row
            for row in tables.block_competencies
        ]
        own = Tables(
            standards=self._own(tables.standards), classifications=self._own(tables.classifications),
            duties=self._own(tables.duties), tasks=self._own(tables.tasks), task_blocks=self._own(tables.task_blocks),
            block_competencies=self._own(tables.block_competencies),
        )
        others = [row for row in tables.requirements if not self._is_concerned(row)]
        tables.requirements = others + requirements_of(own)
        if tables.vocabulary:
            self.tables = with_derived(tables)

    def _own(self, records: Iterable[R]) -> list[R]:
        """The records of the standards that are corrected."""
        return [record for record in records if self._is_concerned(record)]

    def _is_concerned(self, record: Record) -> bool:
        return _value(record, "standard_id") in self.concerned

    def _dangling(self) -> set[str]:
        """Rows whose parent is missing, each in a sentence; tables that follow are not looked at."""
        sentences: set[str] = set()
        for table in map(TABLES.__getitem__, CORRECTABLE):
            for reference in table.references:
                if reference.parent not in CORRECTABLE or reference.parent == "standards":
                    continue
                theirs, ours = (self._own(self.tables.of(name)) for name in (reference.parent, table.name))
                parents = {tuple(_value(row, name) for name in reference.parent_columns) for row in theirs}
                for row in ours:
                    value = tuple(_value(row, name) for name in reference.columns)
                    if None not in value and value not in parents:
                        owner, _, key = _row_of(table.name, row)
                        sentences.add(
                            f"corrections of {owner}: {table.name} {key} would name {value[-1]}, which is not in "
                            f"{reference.parent}; correct {table.name} {key} as well."
                        )
        return sentences


def _row_of(table: str, record: Record) -> tuple[str, str, str]:
    """The record as a correction names it."""
    first, *rest = (text_of(_value(record, name)) for name in TABLES[table].key)
    return first, table, SEPARATOR.join(rest)


def _guard(correction: Correction, record: Record | None) -> str | None:
    """Why the correction may not be applied, and what to do."""
    if record is None:
        return "the source shows no such row; put its key right, or set status to retired if the publisher took it out"
    printed = text_of(_value(record, correction.column))
    if printed == correction.expect:
        return None
    if correction.action is not Action.DROP and printed == text_of(correction.value):
        return "the source now shows the corrected value itself; set status to retired"
    return (
        f"the source shows “{printed}” where “{correction.expect}” was expected; look at the source, then renew expect "
        "or set status to retired"
    )


def _changed(record: Record | None, correction: Correction) -> Record | None:
    """The record with its value, None for a dropped one; the id stays what the source prints, so that joins hold."""
    if correction.action is Action.DROP or record is None:
        return None
    if correction.action is Action.SET:
        return dataclasses.replace(record, **{correction.column: correction.value})
    code = text_of(correction.value)
    base, version = split_code(code)
    return dataclasses.replace(record, standard_code=code, base_code=base, version=version)
