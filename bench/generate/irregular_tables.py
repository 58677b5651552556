"""Irregularities of the main table's structure (I-26 … I-48): merges, blanks, levels, several codes in a cell."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from random import Random

from bench.generate.standard import Block, Duty, Item, Row, Standard, Task
from bench.generate.words import Words

Change = Callable[[Standard, Random, Words], None]
_ALL = frozenset(("level", "knowledge", "skills"))


def no_duty_column(standard: Standard, rng: Random, words: Words) -> None:
    """Six columns."""
    standard.duty_column = False
    blank_duties(standard, rng, words)


def blank_duties(standard: Standard, rng: Random, words: Words) -> None:
    """A duty column with nothing in it."""
    for duty in standard.duties:
        duty.shown = False


def uncoded_duties(standard: Standard, rng: Random, words: Words) -> None:
    """The duty's name without its code; the tasks' codes still tell it."""
    for duty in standard.duties:
        duty.item.lead = ""


def _runs(standard: Standard, rng: Random, share: float) -> Iterator[list[Task]]:
    """Runs of two to four neighbouring single-block tasks of a duty; at least one run if there is any."""
    found = False
    for duty in standard.duties:
        index = 0
        while index + 1 < len(duty.tasks):
            size = min(rng.choice((2, 2, 3, 4)), len(duty.tasks) - index)
            run = duty.tasks[index : index + size]
            after = duty.tasks[index + size : index + size + 1]
            if (rng.random() < share or not found) and _free(run) and not any(task.blocks[0].joined for task in after):
                found = True
                yield run
                index += size
            else:
                index += 1


def _free(run: list[Task]) -> bool:
    return all(len(task.blocks) == 1 and not task.blocks[0].joined for task in run)


def merged_levels(standard: Standard, rng: Random, words: Words) -> None:
    """One level cell over several tasks, K and S of their own."""
    for run in _runs(standard, rng, 0.4):
        _join(run, frozenset(("level",)))


def merged_cells(standard: Standard, rng: Random, words: Words) -> None:
    """Level, K and S cells over several tasks; sometimes the skills stay apart."""
    for run in _runs(standard, rng, 0.4):
        _join(run, _ALL)


def partly_merged(standard: Standard, rng: Random, words: Words) -> None:
    """K or S, with or without the level, over several tasks."""
    columns = rng.choice((frozenset(("knowledge",)), frozenset(("skills",)), frozenset(("knowledge", "level"))))
    for run in _runs(standard, rng, 0.3):
        _join(run, columns)


def _join(run: list[Task], columns: frozenset[str]) -> None:
    first = run[0].blocks[0]
    for task in run[1:]:
        block = task.blocks[0]
        block.joined = columns
        if "level" in columns:
            block.level, block.level_text = first.level, ""
        if "knowledge" in columns:
            block.knowledge = first.knowledge
        if "skills" in columns:
            block.skills = first.skills


def stacked_levels(standard: Standard, rng: Random, words: Words) -> None:
    """Two levels in one cell that is merged over two tasks."""
    for run in _runs(standard, rng, 0.2):
        first, second = run[0].blocks[0], run[1].blocks[0]
        if first.joined or second.joined:
            continue
        first.level, second.level = 3, 4
        first.level_text, second.level_text = rng.choice(("34", "3\n4")), ""
        second.joined = frozenset(("level",))


def decorated_levels(standard: Standard, rng: Random, words: Words) -> None:
    """Levels with words beside the digit."""
    form = rng.choice(("{}級", "第{}級", "{}（初）", "{}（中階）"))
    for block in standard.blocks():
        if block.level and "level" not in block.joined and len(block.level_text) == 1:
            block.level_text = form.format(block.level)


def blank_levels(standard: Standard, rng: Random, words: Words) -> None:
    """Some level cells are truly blank."""
    candidates = [task.blocks[0] for task in standard.tasks() if len(task.blocks) == 1]
    candidates = [block for block in candidates if not block.joined and len(block.level_text) == 1]
    joined_below = {id(a) for a, b in zip(standard.blocks(), standard.blocks()[1:], strict=False) if b.joined}
    for block in candidates:
        if rng.random() < 0.3 and id(block) not in joined_below:
            block.level, block.level_text = None, ""


def no_levels(standard: Standard, rng: Random, words: Words) -> None:
    """No level anywhere."""
    for block in standard.blocks():
        block.level, block.level_text = None, ""


def blank_skills(standard: Standard, rng: Random, words: Words) -> None:
    """Some tasks have no skills (or no knowledge) printed."""
    joined_below = {id(a) for a, b in zip(standard.blocks(), standard.blocks()[1:], strict=False) if b.joined}
    for block in [task.blocks[0] for task in standard.tasks() if len(task.blocks) == 1]:
        if rng.random() < 0.25 and not block.joined and id(block) not in joined_below and block.level_text:
            setattr(block, rng.choice(("skills", "knowledge")), [])


def level_rows(standard: Standard, rng: Random, words: Words) -> None:
    """A task over several blocks, each with its level, K and S; sometimes K and S, or the level, are one cell."""
    for task in standard.tasks():
        block = task.blocks[0]
        enough = len(task.blocks) == 1 and sum(len(row.indicators) for row in block.rows) > 1 and block.level is not None
        if not enough or block.joined or len(task.items) > 1 or len(block.knowledge) < 2 or rng.random() < 0.5:
            continue
        rows = block.rows if len(block.rows) > 1 else _halves(block.rows[0])
        joined = rng.choice((frozenset[str](), frozenset(), frozenset(("knowledge", "skills")), frozenset(("level",))))
        later = Block(block.level, "", rows[1:], block.knowledge, block.skills, joined)
        if "level" not in joined:
            later.level = 3 if block.level != 3 else 4
            later.level_text = str(later.level)
        if "knowledge" not in joined:
            later.knowledge, later.skills = block.knowledge[1:], block.skills[1:] or block.skills
            block.knowledge, block.skills = block.knowledge[:1], block.skills[:1]
        block.rows = rows[:1]
        task.blocks.append(later)


def _halves(row: Row) -> list[Row]:
    return [Row(row.outputs, row.indicators[:1]), Row([], row.indicators[1:])]


def several_codes(standard: Standard, rng: Random, words: Words) -> None:
    """Neighbouring tasks in one cell, each with its name or only the last."""
    named = rng.random() < 0.6
    for duty in standard.duties:
        if len(duty.tasks) < 2 or any(task.blocks[0].joined or len(task.blocks) > 1 for task in duty.tasks[:2]):
            continue
        if any(block.joined for task in duty.tasks[2:3] for block in task.blocks):
            continue
        first, second = duty.tasks[:2]
        if not named:
            first.items[-1].name = ""
        rows = [Row([*a.outputs, *b.outputs], [*a.indicators, *b.indicators]) for a, b in
                [(_whole(first.blocks[0]), _whole(second.blocks[0]))]]
        duty.tasks[:2] = [Task([*first.items, *second.items],
                               [Block(first.blocks[0].level, first.blocks[0].level_text, rows, first.blocks[0].knowledge,
                                      first.blocks[0].skills)])]


def _whole(block: Block) -> Row:
    return Row([item for row in block.rows for item in row.outputs], [item for row in block.rows for item in row.indicators])


def duty_without_tasks(standard: Standard, rng: Random, words: Words) -> None:
    """A duty at the end with nothing beside it."""
    last = standard.duties[-1].item.code.strip("Tabc")
    standard.duties.append(Duty(Item(f"T{int(last) + 1}", words.duty()), []))


def repeated_code(standard: Standard, rng: Random, words: Words) -> None:
    """A task code printed twice under different names."""
    for duty in standard.duties:
        if len(duty.tasks) > 1 and all(len(task.items) == 1 for task in duty.tasks[-2:]):
            first, second = duty.tasks[-2].items[0], duty.tasks[-1].items[0]
            second.code, second.id = first.code, f"{first.code}#2"
            return


TABLE_CHANGES: dict[str, tuple[float, Change]] = {
    "I-44": (0.07, several_codes),
    "I-43L": (0.14, level_rows),
    "I-33": (0.08, merged_cells),
    "I-33:part": (0.05, partly_merged),
    "I-32": (0.06, merged_levels),
    "I-31": (0.04, stacked_levels),
    "I-32:blank": (0.05, blank_levels),
    "blank-skills": (0.05, blank_skills),
    "nolevel": (0.03, no_levels),
    "I-31:decor": (0.03, decorated_levels),
    "I-26": (0.04, no_duty_column),
    "I-39": (0.04, blank_duties),
    "I-39:code": (0.03, uncoded_duties),
    "I-46": (0.03, duty_without_tasks),
    "I-48": (0.03, repeated_code),
}
