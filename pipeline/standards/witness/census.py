"""Codes: every one that is printed in the main table is in the tables, at the task that it stands beside."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from pipeline.schema.tables import Tables
from pipeline.standards.witness.doubt import Doubt, some
from pipeline.standards.witness.printed import Printed
from pipeline.standards.witness.printed_cells import Code, PrintedCell


class Held:
    """The codes that the tables hold, and at which tasks (by printed code) they hold them."""

    def __init__(self, tables: Tables) -> None:
        self.tasks_of_block: dict[int, set[str]] = defaultdict(set)
        names = {row.task_id: row.task_code for row in tables.tasks}
        for row in tables.task_blocks:
            self.tasks_of_block[row.block].add(names.get(row.task_id) or row.task_id)
        self.codes: set[str] = {
            code for rows, column in (
                (tables.duties, "duty_code"), (tables.tasks, "task_code"), (tables.outputs, "output_code"),
                (tables.indicators, "indicator_code"), (tables.competencies, "competency_code"),
            ) for row in rows if (code := getattr(row, column))
        }
        self._folded = {code.upper(): code for code in self.codes}
        self._named: dict[str, str | None] = {}

    def named(self, printed: str) -> str | None:
        """The held code that a printed one is; a name that begins with a digit may have been taken for its end (I-53)."""
        if printed not in self._named:
            self._named[printed] = self._find(printed)
        return self._named[printed]

    def _find(self, printed: str) -> str | None:
        for end in range(len(printed), printed.rfind(".") + 1, -1):
            if (code := self._folded.get(printed[:end].upper().rstrip("."))) is not None:
                return code
        return None


def census(seen: Printed, held: Held) -> Iterator[Doubt]:
    """Codes of the main table that are in no table: those that lead a line, and those of items wherever they stand (I-60)."""
    unread: dict[str, int | None] = {}
    for cell in seen.cells:
        for code in cell.codes:
            # A zero for the letter is too weak a sign within a sentence.
            tells = code.leads or (code.is_item and cell.text[code.start] not in "0０")
            if tells and held.named(code.text) is None:
                unread.setdefault(code.text, cell.page)
    if unread:
        page = next(iter(unread.values()))
        yield Doubt("code_not_read", raw=some(list(unread)), page=page, detail=f"{len(unread)} codes.")


def places(seen: Printed, held: Held) -> dict[str, set[str]]:
    """The tasks beside which each held code is printed."""
    beside: dict[str, set[str]] = defaultdict(set)
    for cell in seen.cells:
        tasks = {name for task in cell.tasks if (name := held.named(task)) is not None}
        for place, code in enumerate(cell.codes):
            name = _of_item(code, held)
            if name is not None:
                marked = {task for task in _marks_behind(cell, place) if task in tasks}
                beside[name] |= marked or tasks
    return beside


def _marks_behind(cell: PrintedCell, place: int) -> Iterator[str]:
    """The tasks that a mark `【T1.1】` behind an item names: the task codes before the next item (I-128)."""
    for code in cell.codes[place + 1 :]:
        if not code.is_task or cell.text[: code.start].rstrip()[-1:] not in ("【", "[", "、", "，", ",", "/", "／"):
            return
        yield code.text


def _of_item(code: Code, held: Held) -> str | None:
    return None if code.text[0] == "T" else held.named(code.text)


def elsewhere(seen: Printed, tables: Tables, held: Held) -> Iterator[Doubt]:
    """Items that the tables hold at a task beside which they are not printed, or do not hold where they are (I-62)."""
    beside = places(seen, held)
    coded = [(row.output_code, row.block, row.page) for row in tables.outputs]
    coded += [(row.indicator_code, row.block, row.page) for row in tables.indicators]
    for code, block, page in coded:
        tasks = held.tasks_of_block[block or 0]
        if code and beside.get(code) and not tasks & beside[code]:
            yield _elsewhere(code, page, tasks, beside[code])
    yield from _competencies_elsewhere(tables, held, beside)


def _competencies_elsewhere(tables: Tables, held: Held, beside: dict[str, set[str]]) -> Iterator[Doubt]:
    at: dict[str, set[str]] = defaultdict(set)
    pages: dict[str, int | None] = {}
    for row in tables.block_competencies:
        code = row.competency_code
        if code is None:
            continue
        tasks = held.tasks_of_block[row.block]
        at[code] |= tasks
        pages.setdefault(code, row.page)
        if beside.get(code) and not row.inherited and not tasks & beside[code]:
            yield _elsewhere(code, row.page, tasks, beside[code])
    required = {row.competency_code for row in tables.competencies if row.kind != "A"}
    for code, tasks in beside.items():
        if code in required and tasks - at[code]:
            yield _elsewhere(code, pages.get(code), at[code], tasks)


def _elsewhere(code: str, page: int | None, ours: set[str], theirs: set[str]) -> Doubt:
    detail = f"Held at {some(sorted(ours))}, printed beside {some(sorted(theirs))}."
    return Doubt("item_elsewhere", locator=code, page=page, detail=detail)
