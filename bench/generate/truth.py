"""The truth file of a standard: what a perfect reader recovers, in the form that the scoring script reads."""

from __future__ import annotations

from typing import Any

from bench.generate.standard import Block, Classes, Item, Standard, Task
from bench.generate.words import LEVEL_TEXTS

Json = dict[str, Any]
_LEVEL_TABLE = [text for row in (("級別", "能力內涵說明"), *LEVEL_TEXTS) for text in (*row, "".join(row))]


def truth(standard: Standard) -> Json:
    """The truth as a JSON object."""
    return {
        "code": standard.id,
        "name": standard.name,
        "name_kind": standard.name_kind,
        "versions": [
            {"version": row.version_text, "code": row.code, "name": row.name, "status": row.status, "note": row.note,
             "date": row.date}
            for row in standard.versions
        ],
        "categories": _classes(standard.categories),
        "occupations": _classes(standard.occupations),
        "industries": _classes(standard.industries),
        "description": standard.description,
        "level": standard.level,
        "duties": [
            {"code": duty.item.code, "name": duty.item.name if duty.shown else "", "tasks": [_task(task) for task in duty.tasks]}
            for duty in standard.duties
        ],
        "attitudes": [{"code": item.code, "name": item.name, "definition": item.definition} for item in standard.attitudes],
        "prerequisites": [line.text for line in standard.notes if line.section == "prerequisite"],
        "supplements": [line.text for line in standard.notes if line.section == "supplement"],
        "features": sorted(standard.features),
        **({"ignore_notes": _LEVEL_TABLE} if standard.notes_level_table else {}),
    }


def _classes(classes: Classes) -> list[Json]:
    return [{"name": name, "code": code} for name, code in classes.pairs]


def _task(task: Task) -> Json:
    codes = [{"code": item.code, "name": item.name, **({"id": item.id} if item.id else {})} for item in task.items]
    return {"codes": codes, "blocks": [_block(block) for block in task.blocks]}


def _block(block: Block) -> Json:
    columns = [("K", item) for item in block.knowledge] + [("S", item) for item in block.skills]
    return {
        "level": block.level,
        "rows": [
            {"outputs": [_named(item) for item in row.outputs], "indicators": [_texted(item) for item in row.indicators]}
            for row in block.rows
        ],
        "knowledge": [_named(item) for column, item in columns if _kind(item, column) == "K"],
        "skills": [_named(item) for column, item in columns if _kind(item, column) == "S"],
    }


def _kind(item: Item, column: str) -> str:
    """The code's letter decides, the column only for an uncoded item."""
    if not item.code:
        return column
    return "S" if item.code.startswith(("S", "NS")) else "K"


def _named(item: Item) -> Json:
    return {"code": item.code, "name": item.name}


def _texted(item: Item) -> Json:
    return {"code": item.code, "text": item.name}
