"""Marks behind the names of knowledge and skills: to which of the tasks beside their cell they belong (field guide N, I-128)."""

from __future__ import annotations

import regex

from pipeline.documents.findings import IssueLog
from pipeline.standards.codes.patterns import foldable
from pipeline.standards.section import Section
from pipeline.standards.sections.draft import MainTable, PrintedItem

_TASK = r"T\s?[0-9]{1,2}[a-z]?(?:\.[0-9]{1,2}){1,3}"
_MARK = regex.compile(rf"[【\[]\s*(?P<tasks>{_TASK}(?:\s*[、,，;；/／]\s*{_TASK})*)\s*[】\]]\s*$")
_CODE = regex.compile(_TASK)


def read_task_marks(table: MainTable, log: IssueLog) -> None:
    """Take the mark off each name and link the item to the tasks that it names.

    A mark that names none of the tasks beside the cell is told and links nothing.
    """
    tasks: dict[int, set[str]] = {}
    items: dict[int, tuple[int, PrintedItem]] = {}
    for block in table.blocks:
        codes = {task.printed.code_text for task in block.tasks if task.printed.code_text}
        for cell in block.cells:
            tasks.setdefault(id(cell), set()).update(codes)
            items |= {id(printed): (id(cell), printed) for printed in cell.items}
    for cell_id, printed in items.values():
        match = _MARK.search(foldable(printed.raw)) if printed.raw.rstrip()[-1:] in ("】", "]") else None
        if match is None:
            continue
        log.add("task_mark", Section.TASKS, locator=printed.code_text, raw=printed.name, page=printed.page)
        named = frozenset("".join(code.split()) for code in _CODE.findall(match["tasks"]))
        printed.raw = printed.raw[: match.start()].rstrip()
        printed.tasks = named & tasks[cell_id]
