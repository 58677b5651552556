"""A row cut by the page whose task's name stands on the next page (I-109)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.standards.witness.printed_cells import PrintedCell


def name_below(row: Sequence[PrintedCell], named: Iterable[str]) -> None:
    """Put a page's last row, beside which no task is printed, beside the one named below where all P and O codes are its."""
    numbers = {code.text[1:].rpartition(".")[0] for cell in row for code in cell.codes if code.is_item}
    owners = {task for task in named if task[1:] in numbers}
    if owners and len(numbers) == 1:
        for cell in row:
            cell.tasks = owners
