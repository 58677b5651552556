"""Ways in which a reading may be wrong though the document is sound: what a fault of the program would leave.

Each changes the tables of a right reading in place and returns False where there is nothing to change.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from pipeline.schema.tables import Tables

Falsify = Callable[[Tables, Random], bool]


def copied(tables: Tables) -> Tables:
    """The same records in lists of their own."""
    other = Tables()
    for name, rows in tables.items():
        other.of(name).extend(rows)
    return other


def _lost(table: str) -> Falsify:
    def change(tables: Tables, rng: Random) -> bool:
        rows = tables.of(table)
        if len(rows) > 1:
            del rows[rng.randrange(len(rows))]
            return True
        return False

    return change


def _changed(table: str, column: str, change: Callable[[Any, Random], Any]) -> Falsify:
    def changed(tables: Tables, rng: Random) -> bool:
        rows = tables.of(table)
        places = [index for index, row in enumerate(rows) if getattr(row, column)]
        if not places:
            return False
        index = rng.choice(places)
        rows[index] = replace(rows[index], **{column: change(getattr(rows[index], column), rng)})
        return True

    return changed


def _other_level(level: int, rng: Random) -> int:
    return rng.choice([other for other in range(1, 7) if other != level])


def _character_lost(text: str, rng: Random) -> str:
    place = rng.randrange(len(text))
    return text[:place] + text[place + 1:]


def _cut(text: str, rng: Random) -> str:
    return text[: max(1, len(text) * 2 // 3)]


def _merged(table: str, column: str) -> Falsify:
    """Two rows that follow one another are one."""

    def merged(tables: Tables, rng: Random) -> bool:
        rows = tables.of(table)
        if len(rows) < 2:
            return False
        index = rng.randrange(len(rows) - 1)
        text = f"{getattr(rows[index], column) or ''}{getattr(rows[index + 1], column) or ''}"
        rows[index : index + 2] = [replace(rows[index], **{column: text})]
        return True

    return merged


def _elsewhere(tables: Tables, rng: Random) -> bool:
    """A competency stands in another block."""
    rows, blocks = tables.block_competencies, sorted({row.block for row in tables.block_competencies})
    if len(blocks) < 2:
        return False
    index = rng.randrange(len(rows))
    free = [
        block for block in blocks
        if not any(row.block == block and row.competency_id == rows[index].competency_id for row in rows)
    ]
    if not free:
        return False
    rows[index] = replace(rows[index], block=rng.choice(free))
    return True


def _swapped(tables: Tables, rng: Random) -> bool:
    """Two indicators have each other's text."""
    rows = tables.indicators
    if len(rows) < 2:
        return False
    one, two = rng.sample(range(len(rows)), 2)
    rows[one], rows[two] = replace(rows[one], text=rows[two].text), replace(rows[two], text=rows[one].text)
    return rows[one].text != rows[two].text


FALSIFIED: dict[str, Falsify] = {
    "indicator_lost": _lost("indicators"), "output_lost": _lost("outputs"), "note_lost": _lost("notes"),
    "version_lost": _lost("standard_versions"), "classification_lost": _lost("classifications"),
    "competency_lost": _lost("block_competencies"), "competency_elsewhere": _elsewhere,
    "level_changed": _changed("task_blocks", "level", _other_level),
    "indicators_swapped": _swapped, "indicators_merged": _merged("indicators", "text"), "notes_merged": _merged("notes", "text"),
    "character_lost": _changed("indicators", "text", _character_lost), "name_cut": _changed("competencies", "name", _cut),
}
"""By name; the witness was made to notice all of them."""
