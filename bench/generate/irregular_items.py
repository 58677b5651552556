"""Irregularities of codes and items (I-50 … I-64)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from bench.generate.standard import Item, Standard
from bench.generate.words import DIGIT_LEADS, Words

Change = Callable[[Standard, Random, Words], None]


def outputs(standard: Standard) -> Iterator[Item]:
    """All outputs."""
    return (item for block in standard.blocks() for row in block.rows for item in row.outputs)


def indicators(standard: Standard) -> Iterator[Item]:
    """All indicators."""
    return (item for block in standard.blocks() for row in block.rows for item in row.indicators)


def segmented(standard: Standard) -> list[Item]:
    """Tasks, outputs and indicators."""
    return [*(item for task in standard.tasks() for item in task.items), *outputs(standard), *indicators(standard)]


def competencies(standard: Standard) -> list[Item]:
    """Every printed K and S once; cells that are merged share their items."""
    unique = {id(item): item for block in standard.blocks() for item in (*block.knowledge, *block.skills)}
    return list(unique.values())


def _rename(standard: Standard, code: str, name: str) -> None:
    for item in competencies(standard):
        if item.code == code:
            item.name = name


def digit_names(standard: Standard, rng: Random, words: Words) -> None:
    """Names that begin with a digit; whether a space parts them from the code the layout decides."""
    for item in segmented(standard):
        if rng.random() < 0.25 and item.name:
            item.name = rng.choice(DIGIT_LEADS) + item.name
    for code in sorted({item.code for item in competencies(standard)}):
        if rng.random() < 0.2:
            _rename(standard, code, rng.choice(DIGIT_LEADS) + (words.knowledge() if "K" in code else words.skill()))


def footnote_marks(standard: Standard, rng: Random, words: Words) -> None:
    """`【註1】` behind names, sometimes broken by a line."""
    form = rng.choice(("【註{}】", "【註{}】", "【註 {}】", "[註{}]"))
    codes = sorted({item.code for item in competencies(standard)})
    for number, code in enumerate(rng.sample(codes, min(4, len(codes))), 1):
        for item in competencies(standard):
            if item.code == code:
                item.name += form.format(number)
                if rng.random() < 0.15:
                    item.text = item.name.replace("註", "註\n")


def uncoded_outputs(standard: Standard, rng: Random, words: Words) -> None:
    """An output as a bare name, one in its cell."""
    for block in standard.blocks():
        for row in block.rows:
            if rng.random() < 0.4:
                row.outputs = row.outputs[:1]
                for item in row.outputs:
                    item.code, item.name = "", words.output().split("（")[0]


def several_uncoded(standard: Standard, rng: Random, words: Words) -> None:
    """Several outputs as bare, short names, a line each."""
    for block in standard.blocks():
        for row in block.rows:
            if row.outputs and rng.random() < 0.5:
                name = words.pick(("工單", "紀錄", "清單", "圖樣"))
                row.outputs = [Item("", f"{name}甲式"), Item("", f"{name}{words.pick(('乙', '丙'))}式本")]


def broken_codes(standard: Standard, rng: Random, words: Words) -> None:
    """A line break after a dot of the code."""
    for item in segmented(standard):
        if rng.random() < 0.15 and item.code.count(".") and item.lead is None:
            head, tail = item.code.split(".", 1) if rng.random() < 0.5 else item.code.rsplit(".", 1)
            item.lead = f"{head}.\n{tail}"


def spaced_codes(standard: Standard, rng: Random, words: Words) -> None:
    """A space or a dot behind the letter, or a dot behind the code."""
    form = rng.choice((" ", ".", "tail"))
    for item in segmented(standard):
        if rng.random() < 0.4 and item.code and item.lead is None:
            letter = item.code[0]
            dotted = form == "tail" and letter == "T"
            item.lead = f"{item.code}." if dotted else letter + form.replace("tail", " ") + item.code[1:]
            if form == "tail" and letter == "T" and item.name[:1].isdigit():
                item.gap = " "


def zero_for_o(standard: Standard, rng: Random, words: Words) -> None:
    """A zero or a full-width letter for O."""
    form = rng.choice(("0", "0", "Ｏ"))
    for item in outputs(standard):
        if item.code and item.lead is None and rng.random() < 0.5:
            item.lead = form + item.code[1:]


def full_width(standard: Standard, rng: Random, words: Words) -> None:
    """Full-width letters, sometimes digits too."""
    digits = rng.random() < 0.4
    for item in [*segmented(standard), *competencies(standard)]:
        if rng.random() < 0.2 and item.code and item.lead is None:
            item.lead = "".join(chr(ord(ch) + 0xFEE0) if ch.isalpha() or (digits and ch.isdigit()) else ch for ch in item.code)


def wrong_column(standard: Standard, rng: Random, words: Words) -> None:
    """A K item at the end of the skills column, an S item among the knowledge."""
    blocks = [block for block in standard.blocks() if not block.joined and block.level_text and len(block.knowledge) > 1]
    for block in rng.sample(blocks, min(2, len(blocks))):
        if any(other.knowledge is block.knowledge and other is not block for other in standard.blocks()):
            continue
        block.skills = [*block.skills, block.knowledge[-1]]
        block.knowledge = block.knowledge[:-1]


def damaged_codes(standard: Standard, rng: Random, words: Words) -> None:
    """A code of one digit, and one without a name."""
    pool = competencies(standard)
    bare = rng.choice(pool).code
    _rename(standard, bare, "")
    cut = rng.choice(pool).code
    if cut != bare:
        for item in competencies(standard):
            if item.code == cut:
                item.code, item.gap = cut[:2], ""


def two_names(standard: Standard, rng: Random, words: Words) -> None:
    """One code with two names, one name with two codes, the same words as K and as S."""
    pool = competencies(standard)
    for code in sorted({item.code for item in pool if item.name}):
        same = [item for item in pool if item.code == code]
        if len(same) > 1:
            same[-1].name = words.knowledge()
            break
    codes = sorted({item.code for item in pool if item.code.startswith("K") and item.name})
    if len(codes) > 3:
        _rename(standard, codes[-1], next(item.name for item in pool if item.code == codes[1]))


def shuffled(standard: Standard, rng: Random, words: Words) -> None:
    """Items in no order."""
    done: set[int] = set()
    for block in standard.blocks():
        for items in (block.knowledge, block.skills):
            if id(items) not in done:
                done.add(id(items))
                rng.shuffle(items)


def foreign_codes(standard: Standard, rng: Random, words: Words) -> None:
    """An output or indicator whose code names another task than its row."""
    tasks = standard.tasks()
    for task, other in zip(tasks, tasks[2:], strict=False):
        if rng.random() < 0.3 and len(task.items) == 1:
            for row in task.blocks[0].rows[:1]:
                for item in row.indicators[-1:]:
                    item.code = f"P{other.items[0].code[1:]}.{rng.randint(1, 3)}"


def gaps(standard: Standard, rng: Random, words: Words) -> None:
    """A space between code and name in some items, as a space or an ideographic one."""
    space = rng.choice((" ", " ", "\u3000"))
    for item in [*segmented(standard), *competencies(standard), *(duty.item for duty in standard.duties)]:
        if rng.random() < 0.3:
            item.gap = space


def spaced_letters(standard: Standard, rng: Random, words: Words) -> None:
    """Letter-spaced print of some names."""
    for item in [*segmented(standard), *competencies(standard)]:
        if item.code and rng.random() < 0.15:
            item.text = re.sub(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])", " ", item.text or item.name)


def footers_in_cells(standard: Standard, rng: Random, words: Words) -> None:
    """Footers that a conversion left between two items of a cell."""
    for block in standard.blocks():
        for items in (block.knowledge, block.skills):
            if len(items) > 1 and rng.random() < 0.15 and not block.joined:
                items[0].text = f"{items[0].text or items[0].name}\n第{rng.randint(1, 9)}頁，總共9頁"


ITEM_CHANGES: dict[str, tuple[float, Change]] = {
    "I-53": (0.1, digit_names),
    "I-60": (0.05, two_names),
    "I-63": (0.06, uncoded_outputs),
    "I-63:several": (0.03, several_uncoded),
    "I-62": (0.04, foreign_codes),
    "I-58": (0.05, wrong_column),
    "I-59": (0.03, damaged_codes),
    "I-61": (0.1, shuffled),
    "I-64": (0.13, footnote_marks),
    "sep-mixed": (0.25, gaps),
    "I-52": (0.04, zero_for_o),
    "I-51": (0.06, spaced_codes),
    "I-50": (0.07, broken_codes),
    "full-width": (0.03, full_width),
    "I-83": (0.05, spaced_letters),
    "I-07:cell": (0.03, footers_in_cells),
}
