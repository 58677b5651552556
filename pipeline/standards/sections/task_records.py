"""From the main table and the attitudes to published records, with ids, positions and references."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.documents.findings import IssueLog
from pipeline.documents.text.normalise import fold
from pipeline.schema.records import BlockCompetency, Competency, Duty, Indicator, Output, Task, TaskBlock
from pipeline.schema.tables import Tables
from pipeline.standards.codes import Code, kind_of
from pipeline.standards.section import Section
from pipeline.standards.sections.attitudes import AttitudeDraft
from pipeline.standards.sections.draft import BlockDraft, BlockItem, CompetencyCell, MainTable, PrintedItem
from pipeline.standards.sections.records import NO_ID


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


Legend = Sequence[tuple[Code, str]]
"""Knowledge and skills that a list behind the main table names."""


def add_task_records(
    tables: Tables, table: MainTable, attitudes: Sequence[AttitudeDraft], legend: Legend, log: IssueLog
) -> None:
    """Fill every table of one standard that the main table, a legend of it and the attitudes fill."""
    _TaskRecords(tables, log).add(table, attitudes, legend)


def names_of(legend: Legend) -> dict[str, set[str]]:
    """The names that a legend gives each code of knowledge and skills."""
    names: dict[str, set[str]] = {}
    for code, name in legend:
        names.setdefault(str(code), set()).add(name)
    return names


@dataclass(slots=True)
class _TaskRecords:
    tables: Tables
    log: IssueLog
    _competency_ids: dict[str, Ids] = field(default_factory=lambda: {kind: Ids(kind) for kind in "KSA"})
    _uncoded: dict[tuple[str, str], str] = field(default_factory=dict)
    _names: dict[str, set[str]] = field(default_factory=dict)
    _bare: set[str] = field(default_factory=set)

    def add(self, table: MainTable, attitudes: Sequence[AttitudeDraft], legend: Legend) -> None:
        self._names = names_of(legend)
        self._duties_and_tasks(table)
        self._outputs(table)
        self._indicators(table)
        for number, block in enumerate(table.blocks, 1):
            self._block(number, block)
        self.tables.printed_rows += table.printed
        for code, name in legend:
            kind = kind_of(code.letter)
            identity, known = self._competency_ids[kind].next(str(code), name)
            if not known:
                self._append(identity, kind, str(code), name, None, None)
        for attitude in attitudes:
            self._attitude(attitude)

    def _duties_and_tasks(self, table: MainTable) -> None:
        for position, duty in enumerate(table.duties, 1):
            printed = duty.printed
            name = printed.name if printed else None
            self.tables.duties.append(
                Duty(
                    standard_id=NO_ID, duty_id=duty.id, position=position, duty_code=printed.code_text if printed else None,
                    name=name, page=printed.page if printed else None,
                )
            )
            if not any(task.duty is duty for task in table.tasks):
                self.log.add("duty_without_tasks", Section.TASKS, locator=duty.id, raw=name)
        for position, task in enumerate(table.tasks, 1):
            self.tables.tasks.append(
                Task(
                    standard_id=NO_ID, task_id=task.id, position=position, task_code=task.printed.code_text,
                    duty_id=task.duty.id, name=task.printed.name, page=task.printed.page,
                )
            )

    # outputs and indicators -----------------------------------------------------------------------

    def _outputs(self, table: MainTable) -> None:
        ids = Ids("O")
        for number, block in enumerate(table.blocks, 1):
            for item in block.outputs:
                printed, identity = item.printed, self._item_id(ids, item.printed)
                if identity is not None:
                    self.tables.outputs.append(
                        Output(
                            standard_id=NO_ID, output_id=identity, position=len(self.tables.outputs) + 1,
                            output_code=printed.code_text, name=printed.name, task_id=self._task_of(block, item), block=number,
                            row=item.row, page=printed.page,
                        )
                    )

    def _indicators(self, table: MainTable) -> None:
        ids = Ids("P")
        for number, block in enumerate(table.blocks, 1):
            for item in block.indicators:
                printed, identity = item.printed, self._item_id(ids, item.printed)
                if identity is not None:
                    self.tables.indicators.append(
                        Indicator(
                            standard_id=NO_ID, indicator_id=identity, position=len(self.tables.indicators) + 1,
                            indicator_code=printed.code_text, text=printed.name, task_id=self._task_of(block, item), block=number,
                            row=item.row, page=printed.page,
                        )
                    )

    def _item_id(self, ids: Ids, printed: PrintedItem) -> str | None:
        """The id of an output or indicator; None for one that is printed again."""
        identity, known = ids.next(printed.code_text, printed.name)
        if known:
            self.log.add("item_repeated", Section.TASKS, locator=identity, raw=printed.name, page=printed.page)
            return None
        if "#" in identity and printed.code:
            self.log.add("code_reused", Section.TASKS, locator=identity, raw=printed.name, page=printed.page)
        if printed.name is None:
            self.log.add("code_without_name", Section.TASKS, locator=identity, page=printed.page)
        return identity

    def _task_of(self, block: BlockDraft, item: BlockItem) -> str | None:
        """The row decides the task (I-62); the code only where the row has several (I-44)."""
        code = item.printed.code
        if len(block.tasks) == 1:
            task = block.tasks[0]
            foreign = code and task.printed.code and len(code.segments) > len(task.printed.code.segments)
            if foreign and code and task.printed.code and code.parent != task.printed.code.segments:
                self.log.add("code_of_other_task", Section.TASKS, locator=str(code), raw=task.id, page=item.printed.page)
            return task.id
        named = [task.id for task in block.tasks if code and task.printed.code and task.printed.code.segments == code.parent]
        return named[0] if named else None

    # competencies ---------------------------------------------------------------------------------

    def _block(self, number: int, block: BlockDraft) -> None:
        if block.level is None:
            locator = block.tasks[0].id if block.tasks else None
            self.log.add("level_missing", Section.TASKS, locator=locator)
        for task in block.tasks:
            self.tables.task_blocks.append(TaskBlock(standard_id=NO_ID, task_id=task.id, block=number, level=block.level))
        seen: set[str] = set()
        for cell in block.cells:
            inherited = block.is_inherited(cell)
            for printed in block.items_of(cell):
                identity, kind, name = self._competency(cell, printed)
                if identity in seen:
                    if not inherited:
                        self.log.add("item_repeated", Section.TASKS, locator=identity, raw=printed.name, page=printed.page)
                    continue
                seen.add(identity)
                self.tables.block_competencies.append(
                    BlockCompetency(
                        standard_id=NO_ID, block=number, competency_id=identity, position=len(seen), kind=kind,
                        competency_code=printed.code_text, name=name, inherited=inherited, page=printed.page,
                    )
                )

    def _competency(self, cell: CompetencyCell, printed: PrintedItem) -> tuple[str, str, str | None]:
        """The id, kind and name of an item; a code alone has the name that a list behind the main table gives it (I-59)."""
        kind = cell.kind_of(printed)
        if printed.code is None:
            key = (kind, fold(printed.name or ""))
            if key not in self._uncoded:
                self._uncoded[key] = self._add_competency(kind, None, printed.name, None)
            return self._uncoded[key], kind, printed.name
        name = printed.name or self._name_in_legend(printed)
        identity, known = self._competency_ids[kind].next(printed.code_text, name)
        if not known:
            self._append(identity, kind, printed.code_text, name, None, printed.page)
        return identity, kind, name

    def _name_in_legend(self, printed: PrintedItem) -> str | None:
        """The name that a list behind the main table gives a code, if it is one; told once per code."""
        code = printed.code_text or ""
        names = self._names.get(code, set())
        if len(names) != 1:
            return None
        if code not in self._bare:
            self._bare.add(code)
            self.log.add("code_without_name", Section.TASKS, locator=code, page=printed.page)
        return next(iter(names))

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
        self.tables.competencies.append(
            Competency(
                standard_id=NO_ID, competency_id=identity, position=len(self.tables.competencies) + 1, kind=kind,
                competency_code=code, name=name, definition=definition,
            )
        )

    def _attitude(self, attitude: AttitudeDraft) -> None:
        self._add_competency("A", str(attitude.code) if attitude.code else None, attitude.name, attitude.definition)
