"""Lists in every writing that the reader knows, and what only looks like one."""

from __future__ import annotations

import pytest

from tests.build.outcome import Outcome, read, read_bytes
from tests.build.spec import Made
from tests.build.written import WRITERS

FORMS = ["neutral", *WRITERS]

STYLES = {
    "digits": ("1.", "2.", "3."),
    "digits and comma": ("1、", "2、", "3、"),
    "full width": ("１．", "２．", "３．"),
    "two digits": ("01.", "02.", "03."),
    "bracket": ("1)", "2)", "3)"),
    "brackets": ("（1）", "（2）", "（3）"),
    "ideographs": ("一、", "二、", "三、"),
    "ideographs in brackets": ("（一）", "（二）", "（三）"),
    "formal": ("壹、", "貳、", "參、"),
    "stems": ("甲、", "乙、", "丙、"),
    "rings": ("①", "②", "③"),
    "rings of their own": ("㈠", "㈡", "㈢"),
    "letters": ("A. ", "B. ", "C. "),
    "letters in brackets": ("(a)", "(b)", "(c)"),
    "roman": ("i. ", "ii. ", "iii. "),
    "roman signs": ("Ⅰ、", "Ⅱ、", "Ⅲ、"),
    "bullets": ("•", "•", "•"),
    "dashes": ("－", "－", "－"),
}
styles = pytest.mark.parametrize("marks", STYLES.values(), ids=STYLES)
"""The first three marks of a list, for the tests that have an argument `marks`."""
WORDS = [
    "3D繪圖。", "1.5公噸以上。", "5S為基本。", "4級以上。", "50%以上。", "1~3年。", "110年修訂。", "112.1.1修訂。", "一般行政。",
    "第一線。", "二維圖。", "二、三年經驗。", "-20°C以下。", "（一）至（三）均可。", "甲、乙級技術士。",
]
"""What begins with a number or with the word for one and is no item of a list."""


def read_as(kind: str, made: Made) -> Outcome:
    """Read a made-up standard in one of the `FORMS`."""
    return read(made) if kind == "neutral" else read_bytes(made, kind)


def row_with(cell: str, column: str) -> str:
    """The only row of a main table, in which one column is given."""
    cells = {"output": "O1.1.1甲物清單", "knowledge": "K01甲物概論", "skill": "S01挑選能力"} | {column: cell}
    return f"T1整理甲物 | T1.1挑選甲物 | {cells['output']} | P1.1.1挑選。 | 3 | {cells['knowledge']} | {cells['skill']}"
