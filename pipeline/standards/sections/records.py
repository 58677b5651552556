"""From drafts to the published records of one standard, with ids, positions and references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from pipeline.documents.findings import IssueLog, Section
from pipeline.documents.text.normalise import fold
from pipeline.schema.records import (
    BlockCompetency,
    Classification,
    Competency,
    Duty,
    Indicator,
    Note,
    Output,
    Requirement,
    Standard,
    StandardVersion,
    Task,
    TaskBlock,
)
from pipeline.standards.sections.attitudes import AttitudeDraft
from pipeline.standards.sections.draft import BlockDraft, Entry, ItemDraft, MainTable, Pool
from pipeline.standards.sections.notes import NoteDraft
from pipeline.standards.sections.profile import ProfileDraft
from pipeline.standards.sections.versions import VersionDraft, split_code

Tables = dict[str, list[Any]]
"""Table name → records, as in `schema.TABLES`."""


@dataclass(slots=True)
class Ids:
    """Hands out item ids: the printed code, `#n` for the n-th different item under it (I-48, I-60)."""

    letter: str
    _names: dict[str, list[str]] = field(default_factory=dict)
    _uncoded: int = 0

    def next(self, code: str | None, name: str | None) -> tuple[str, bool]:
        """The id of an item, and whether the same code and text had it before."""
        if code is None:
            self._uncoded += 1
            return f"{self.letter}#{self._uncoded}", False
        names = self._names.setdefault(code, [])
        folded = fold(name or "")
        known = folded in names
        if not known:
            names.append(folded)
        ordinal = names.index(folded) + 1
        return code if ordinal == 1 else f"{code}#{ordinal}", known


def standard_records(
    standard_id: str, profile: ProfileDraft, versions: Sequence[VersionDraft], historical: bool, sha256: str
) -> Tables:
    """`standards`, `standard_versions` and `classifications`."""
    base, version = split_code(profile.code)
    current = next((row for row in versions if row.code == profile.code), None)
    standard = Standard(
        standard_id=standard_id, standard_code=profile.code, base_code=base, version=version, name=profile.name,
        name_kind=profile.name_kind, description=profile.description, level=profile.level,
        level_printed=profile.level_printed, status=current.status if current else None,
        updated_on=current.updated_on if current else None, historical=historical, sha256=sha256,
    )
    rows = [
        StandardVersion(standard_id, position, row.code, row.version, row.name, row.status, row.note, row.updated_on)
        for position, row in enumerate(versions, 1)
    ]
    return {"standards": [standard], "standard_versions": rows, "classifications": _classifications(standard_id, profile)}


def _classifications(standard_id: str, profile: ProfileDraft) -> list[Classification]:
    positions: dict[str, int] = {}
    rows = []
    for draft in profile.classes:
        positions[draft.scheme] = positions.get(draft.scheme, 0) + 1
        rows.append(Classification(standard_id, draft.scheme, positions[draft.scheme], draft.code, draft.name))
    return rows


def note_records(standard_id: str, notes: Sequence[NoteDraft]) -> list[Note]:
    """`notes`."""
    return [
        Note(standard_id, position, note.section, note.text, note.depth, note.marker) for position, note in enumerate(notes, 1)
    ]


def task_records(standard_id: str, table: MainTable, attitudes: Sequence[AttitudeDraft], log: IssueLog) -> Tables:
    """Every table that the main table and the attitudes fill."""
    return _TaskRecords(standard_id, log).build(table, attitudes)


@dataclass(slots=True)
class _TaskRecords:
    standard_id: str
    log: IssueLog
    tables: Tables = field(default_factory=dict)
    _competency_ids: dict[str, Ids] = field(default_factory=lambda: {kind: Ids(kind) for kind in "KSA"})
    _uncoded: dict[tuple[str, str], str] = field(default_factory=dict)

    def build(self, table: MainTable, attitudes: Sequence[AttitudeDraft]) -> Tables:
        names = ("duties", "tasks", "task_blocks", "outputs", "indicators", "competencies", "block_competencies", "requirements")
        self.tables = {name: [] for name in names}
        self._duties_and_tasks(table)
        self._items(table, "outputs")
        self._items(table, "indicators")
        for number, block in enumerate(table.blocks, 1):
            self._block(number, block)
        for attitude in attitudes:
            self._attitude(attitude)
        self._requirements(table)
        return self.tables

    def _duties_and_tasks(self, table: MainTable) -> None:
        for position, duty in enumerate(table.duties, 1):
            entry = duty.entry
            self.tables["duties"].append(
                Duty(self.standard_id, duty.id, position, entry.code_text if entry else None, entry.name if entry else None,
                     entry.page if entry else None)
            )
            if not any(task.duty is duty for task in table.tasks):
                self.log.add("duty_without_tasks", Section.TASKS, locator=duty.id, raw=entry.name if entry else None)
        for position, task in enumerate(table.tasks, 1):
            self.tables["tasks"].append(
                Task(self.standard_id, task.id, position, task.entry.code_text, task.duty.id, task.entry.name, task.entry.page)
            )

    # outputs and indicators -----------------------------------------------------------------------

    def _items(self, table: MainTable, name: str) -> None:
        ids = Ids("O" if name == "outputs" else "P")
        record = Output if name == "outputs" else Indicator
        for number, block in enumerate(table.blocks, 1):
            for item in block.outputs if name == "outputs" else block.indicators:
                entry = item.entry
                identity, known = ids.next(entry.code_text, entry.name)
                if known:
                    self.log.add("item_repeated", Section.TASKS, locator=identity, raw=entry.name, page=entry.page)
                    continue
                if "#" in identity and entry.code:
                    self.log.add("code_reused", Section.TASKS, locator=identity, raw=entry.name, page=entry.page)
                if entry.name is None:
                    self.log.add("code_without_name", Section.TASKS, locator=identity, page=entry.page)
                position = len(self.tables[name]) + 1
                self.tables[name].append(
                    record(self.standard_id, identity, position, entry.code_text, entry.name,
                           self._task_of(block, item), number, item.row, entry.page)
                )

    def _task_of(self, block: BlockDraft, item: ItemDraft) -> str | None:
        """The row decides the task (I-62); the code only where the row has several (I-44)."""
        code = item.entry.code
        if len(block.tasks) == 1:
            task = block.tasks[0]
            foreign = code and task.entry.code and len(code.segments) > len(task.entry.code.segments)
            if foreign and code and task.entry.code and code.parent != task.entry.code.segments:
                self.log.add("code_of_other_task", Section.TASKS, locator=str(code), raw=task.id, page=item.entry.page)
            return task.id
        named = [task.id for task in block.tasks if code and task.entry.code and task.entry.code.segments == code.parent]
        return named[0] if named else None

    # competencies ---------------------------------------------------------------------------------

    def _block(self, number: int, block: BlockDraft) -> None:
        if block.level is None:
            locator = block.tasks[0].id if block.tasks else None
            self.log.add("level_missing", Section.TASKS, locator=locator)
        for task in block.tasks:
            self.tables["task_blocks"].append(TaskBlock(self.standard_id, task.id, number, block.level))
        seen: set[str] = set()
        for pool in block.pools:
            for entry in pool.entries:
                identity, kind = self._competency(pool, entry)
                if identity in seen:
                    if not block.is_inherited(pool):
                        self.log.add("item_repeated", Section.TASKS, locator=identity, raw=entry.name, page=entry.page)
                    continue
                seen.add(identity)
                self.tables["block_competencies"].append(
                    BlockCompetency(self.standard_id, number, identity, len(seen), kind, entry.code_text, entry.name,
                                    block.is_inherited(pool), entry.page)
                )

    def _competency(self, pool: Pool, entry: Entry) -> tuple[str, str]:
        kind = pool.kind_of(entry)
        if entry.code is None:
            key = (kind, fold(entry.name or ""))
            if key not in self._uncoded:
                self._uncoded[key] = self._add_competency(kind, None, entry.name, None)
            return self._uncoded[key], kind
        identity, known = self._competency_ids[kind].next(entry.code_text, entry.name)
        if not known:
            self._append(identity, kind, entry.code_text, entry.name, None, entry.page)
        return identity, kind

    def _add_competency(self, kind: str, code: str | None, name: str | None, definition: str | None) -> str:
        identity, known = self._competency_ids[kind].next(code, name)
        if known:
            self.log.add("item_repeated", Section.ATTITUDES, locator=identity, raw=name)
        else:
            self._append(identity, kind, code, name, definition, None)
        return identity

    def _append(
        self, identity: str, kind: str, code: str | None, name: str | None, definition: str | None, page: int | None
    ) -> None:
        section = Section.ATTITUDES if kind == "A" else Section.TASKS
        if "#" in identity and code:
            self.log.add("code_reused", section, locator=identity, raw=name, page=page)
        if name is None and kind != "A":
            self.log.add("code_without_name", section, locator=identity, page=page)
        position = len(self.tables["competencies"]) + 1
        self.tables["competencies"].append(Competency(self.standard_id, identity, position, kind, code, name, definition))

    def _attitude(self, attitude: AttitudeDraft) -> None:
        self._add_competency("A", str(attitude.code) if attitude.code else None, attitude.name, attitude.definition)

    # the flat view --------------------------------------------------------------------------------

    def _requirements(self, table: MainTable) -> None:
        """Task × competency; of several blocks that require it, the first gives the level."""
        by_block: dict[int, list[BlockCompetency]] = {}
        for row in self.tables["block_competencies"]:
            by_block.setdefault(row.block, []).append(row)
        seen: set[tuple[str, str]] = set()
        for number, block in enumerate(table.blocks, 1):
            for task in block.tasks:
                duty, name = task.duty.entry.name if task.duty.entry else None, task.entry.name
                for row in by_block.get(number, []):
                    if (task.id, row.competency_id) in seen:
                        continue
                    seen.add((task.id, row.competency_id))
                    self.tables["requirements"].append(
                        Requirement(self.standard_id, task.id, row.competency_id, None, duty, name, block.level,
                                    row.kind, row.name)
                    )
