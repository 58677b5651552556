"""Duties and tasks: which are open in a row (field guide I-26, I-39 … I-46, I-48)."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.documents.text.normalise import clean
from pipeline.standards.codes import Code, Piece
from pipeline.standards.sections.context import Context, Pieces, uncoded_lead
from pipeline.standards.sections.draft import BlockItem, DutyDraft, PrintedItem, TaskDraft, same_text
from pipeline.standards.sections.headings import Column
from pipeline.standards.sections.rows import LogicalRow

_BESIDE = (Column.OUTPUT, Column.INDICATOR, Column.LEVEL, Column.KNOWLEDGE, Column.SKILL)


@dataclass(slots=True)
class GroupReader:
    """Carries the open duty and the open tasks from row to row."""

    context: Context
    duty: DutyDraft | None = None
    tasks: list[TaskDraft] = field(default_factory=list)

    def read(self, row: LogicalRow, pieces: Pieces) -> bool:
        """Open what the row names; true if its tasks are others than before."""
        # A task code in the duty column is a task all the same: the letter and its segments decide.
        moved = [piece for piece in pieces[Column.DUTY] if piece.code and len(piece.code.segments) > 1]
        raised = [piece for piece in pieces[Column.TASK] if self._is_duty(piece)]
        before = self.duty
        for piece in [*pieces[Column.DUTY], *raised]:
            if piece.code is None:
                self._uncoded_duty(row, piece)
            elif piece not in moved:
                self._coded_duty(row, piece)
        same_row = self.duty is before and self._is_cut(row, pieces)
        named = moved + [piece for piece in pieces[Column.TASK] if piece not in raised]
        return self._read_tasks(row, named, new_duty=self.duty is not before, same_row=same_row)

    def _is_duty(self, piece: Piece) -> bool:
        """Whether a piece of the tasks' column is a duty above its tasks: its code has one segment, theirs have more (I-26)."""
        return piece.code is not None and len(piece.code.segments) == 1 and self.context.splitter.shape.segments_of("T") > 1

    def _is_cut(self, row: LogicalRow, pieces: Pieces) -> bool:
        """Whether a page break cut the row: an indicator's tail tells, for indicators are never merged over rows (I-41).

        So does the tail of an output before another with a code (I-130); one alone may be an output that has none (I-63).
        """
        blocks = self.context.table.blocks
        if not row.seam or not blocks:
            return False
        indicators, outputs = pieces[Column.INDICATOR], pieces[Column.OUTPUT]
        if uncoded_lead(indicators):
            return _ends_coded(blocks[-1].indicators)
        return uncoded_lead(outputs) and outputs[-1].code is not None and _ends_coded(blocks[-1].outputs)

    # duties ---------------------------------------------------------------------------------------

    def _coded_duty(self, row: LogicalRow, piece: Piece) -> None:
        """A new duty, or one printed again at the top of a page."""
        printed = PrintedItem(piece.code, piece.text, row[Column.DUTY].page)
        for duty in self.context.table.duties:
            known = duty.printed if duty.printed and duty.printed.code_text == printed.code_text else None
            if known and (same_text(known.name, printed.name) or not printed.name):
                self.duty = duty
                return
        self._add_duty(str(piece.code), printed)

    def _uncoded_duty(self, row: LogicalRow, piece: Piece) -> None:
        """A tail after a seam (I-40), or a duty printed without its code (I-39)."""
        code = self._first_task_code(row)
        goes_on = code is None or (self.duty is not None and _duty_id(code) == self.duty.id)
        if row.seam and goes_on and self.duty is not None and self.duty.printed is not None:
            self.duty.printed.extend(piece.text)
            return
        self.context.note("duty_without_code", raw=clean(piece.text), page=row.page)
        self._add_duty(_duty_id(code), PrintedItem(None, piece.text, row[Column.DUTY].page))

    def _add_duty(self, identity: str | None, printed: PrintedItem | None) -> DutyDraft:
        """Open a duty; `identity` is None where neither it nor its task has a code."""
        duties = self.context.table.duties
        if identity is None:
            identity = f"T#{sum(duty.id.startswith('T#') for duty in duties) + 1}"
        taken = sum(_base(duty.id) == identity for duty in duties)
        if taken and printed:
            self.context.note("code_reused", at=identity, raw=printed.name, page=printed.page)
        self.duty = DutyDraft(f"{identity}#{taken + 1}" if taken else identity, printed)
        duties.append(self.duty)
        return self.duty

    def _duty_of(self, row: LogicalRow, code: Code | None) -> DutyDraft:
        """The duty of a new task: the row's own cell or merge, else the task code's first segment (I-26, I-39)."""
        named, slot = _duty_id(code), row[Column.DUTY]
        if self.duty is not None:
            self._name_after_task(self.duty, named)
            agrees = named is None or _plain(named) == _plain(_base(self.duty.id))
            if not agrees and (slot.filled or slot.merged_from_above(row)):
                self.context.note("task_code_of_other_duty", at=str(code), raw=self.duty.id, page=row.page)
                return self.duty
            if agrees:
                return self.duty
        known = next((duty for duty in self.context.table.duties if named and _plain(duty.id) == _plain(named)), None)
        if known is None:
            self.context.note("duty_missing", at=str(code) if code else None, page=row.page)
            known = self._add_duty(named, None)
        self.duty = known
        return known

    def _name_after_task(self, duty: DutyDraft, named: str | None) -> None:
        """A duty that was printed without its code above its tasks has the id that the first of them tells (I-39, I-122)."""
        table = self.context.table
        free = named is not None and all(other.id != named for other in table.duties)
        if named is not None and free and duty.id.startswith("T#") and all(task.duty is not duty for task in table.tasks):
            duty.id = named

    # tasks ----------------------------------------------------------------------------------------

    def _first_task_code(self, row: LogicalRow) -> Code | None:
        slot = row[Column.TASK]
        return self.context.splitter.leading_code(slot.text) if slot.filled else None

    def _read_tasks(self, row: LogicalRow, pieces: list[Piece], *, new_duty: bool, same_row: bool) -> bool:
        """Open the tasks that the row names (I-44); a leading uncoded text after a seam is a tail (I-41)."""
        named: list[TaskDraft] = []
        tail = uncoded_lead(pieces) and row.seam and bool(self.tasks) and not new_duty
        goes_on = tail or (same_row and bool(pieces) and bool(self.tasks))
        for piece in pieces:
            if tail and piece is pieces[0]:
                self.tasks[-1].printed.extend(piece.text)
            else:
                named.append(self._task(row, piece))
        named = list(dict.fromkeys(named))
        if goes_on:
            # One cell over the page: the tasks in its lower part share the row with the ones before (I-44).
            self.tasks += [task for task in named if task not in self.tasks]
            return False
        if not named and new_duty and any(row[column].filled for column in _BESIDE):
            # A duty without task: what stands beside it is nobody's, least of all the task's before (I-46).
            self.tasks = []
            return True
        if not named or named == self.tasks:
            return False
        self.tasks = named
        return True

    def _task(self, row: LogicalRow, piece: Piece) -> TaskDraft:
        """The task of a piece: the same code and name again is the same task, another name a new one (I-48)."""
        printed = PrintedItem(piece.code, piece.text, row[Column.TASK].page or row.page)
        namesakes = [task for task in self.context.table.tasks if task.printed.code_text == printed.code_text]
        for task in namesakes:
            if printed.code and (same_text(task.printed.name, printed.name) or (row.seam and not printed.name)):
                return task
        if printed.code is None:
            self.context.note("task_without_code", raw=printed.name, page=printed.page)
        elif namesakes:
            self.context.note("code_reused", at=printed.code_text, raw=printed.name, page=printed.page)
        ordinal = len(namesakes) + 1
        identity = printed.code_text if printed.code_text and ordinal == 1 else f"{printed.code_text or 'T'}#{ordinal}"
        task = TaskDraft(identity, printed, self._duty_of(row, printed.code))
        self.context.table.tasks.append(task)
        return task


def _ends_coded(items: list[BlockItem]) -> bool:
    """Whether the last of the items has a code, so that text without one can go on with it."""
    return bool(items) and items[-1].printed.code is not None


def _duty_id(code: Code | None) -> str | None:
    return f"T{code.segments[0]}" if code else None


def _plain(identity: str) -> str:
    """An id without zeros before its number: T01 is the duty of T1.02 (I-55)."""
    return f"T{identity[1:].lstrip('0')}" if identity.startswith("T0") else identity


def _base(identity: str) -> str:
    """An id without the ordinal of a reused code; `T#1` stays."""
    return identity if identity.startswith("T#") else identity.split("#")[0]
