"""Formats agree: one standard says the same in PDF, DOCX, ODT and text."""

from __future__ import annotations

from collections import Counter
from itertools import combinations

import pytest

from pipeline.standards.assemble import assemble
from pipeline.standards.compare_forms import differences
from pipeline.standards.parse import parse
from pipeline.standards.reading import Reading
from tests.build import VERSIONS, WRITERS, Made, read, read_bytes
from tests.build.forms import SOURCE_ONLY, facts_of
from tests.conftest import RAW

SUFFIXES = ("pdf", "docx", "odt", "txt")
PAIRS = list(combinations(SUFFIXES, 2))
# How a list is drawn is the form's affair; the text dump has typed its bullets.
DRAWN = (*SOURCE_ONLY, "marker", "depth")

RICH = """
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單⏎O1.1.2 3D草圖 | P1.1.1挑選，並記。⏎P1.1.2回報缺料。 | 3 | K01甲物⏎K02 5S概念 | S01挑選
^ | ^ | O1.1.3甲物清冊 | P1.1.3造冊。 | ^ | ^ | ^
^ | T1.2⏎T1.3清潔、保養甲物 | | P1.2.1完成清潔。 | 4 | K03清潔方法【註1】 | S02清潔 SS01耐心
^ | T1.4核對甲物 | 甲物紀錄 | P1.4.1核對數量。 | ^ | ^ | ^
T2a交付乙物 | T2a.1裝箱 | O2a.1.1箱單 | P2a.1.1裝箱（含SOP）。⏎P2a.1.2點交。 | 3 | K01甲物 | S01挑選
"""


@pytest.fixture(scope="module")
def sample() -> dict[str, Reading]:
    paths = {suffix: RAW / f"IDC5294-001v3.{suffix}" for suffix in SUFFIXES}
    return {suffix: parse(path.name, path.read_bytes()) for suffix, path in paths.items()}


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_sample_gives_equal_tables(one: str, other: str, sample: dict[str, Reading]) -> None:
    ours, theirs = facts_of(sample[one], DRAWN), facts_of(sample[other], DRAWN)
    for table in ours:
        assert ours[table] == theirs[table], table


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_the_pipeline_finds_no_difference_either(one: str, other: str, sample: dict[str, Reading]) -> None:
    assert list(differences(sample[one], sample[other])) == []


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_sample_has_its_known_numbers(suffix: str, sample: dict[str, Reading]) -> None:
    tables = sample[suffix].tables
    kinds = Counter(row.kind for row in tables.competencies)
    assert {name: len(rows) for name, rows in tables.items() if rows} == {
        "standards": 1,
        "standard_versions": 3,
        "classifications": 3,
        "duties": 2,
        "tasks": 5,
        "task_blocks": 5,
        "outputs": 8,
        "indicators": 18,
        "competencies": 48,
        "block_competencies": 56,
        "notes": 2,
        "requirements": 56,
        "printed_rows": 7,
    }
    assert kinds == {"K": 18, "S": 23, "A": 7}
    assert Counter(row.kind for row in tables.requirements) == {"K": 27, "S": 29}
    assert [row.level for row in tables.task_blocks] == [4, 4, 4, 4, 3]
    assert [row.section for row in tables.notes] == ["prerequisite", "supplement"]
    assert "績看率" in tables.notes[1].text and tables.standards[0].name == "數位平臺營運企劃人員"


def test_of_the_four_files_the_docx_is_published_and_the_others_are_duplicates(sample: dict[str, Reading]) -> None:
    tables = assemble(sample.values())
    assert {row.format: row.status for row in tables.documents} == {
        "docx": "published",
        "odt": "duplicate",
        "pdf": "duplicate",
        "text": "duplicate",
    }
    assert tables.issues == [] and len(tables.standards) == 1


@pytest.mark.parametrize("kind", WRITERS)
def test_a_made_up_standard_says_the_same_in_every_form(kind: str) -> None:
    made = Made(RICH)
    expected, found = facts_of(read(made).reading), facts_of(read_bytes(made, kind).reading)
    for table in expected:
        ignored = ("inherited",) if kind == "text" and table == "block_competencies" else ()
        strip = [[{k: v for k, v in row.items() if k not in ignored} for row in rows[table]] for rows in (expected, found)]
        assert strip[0] == strip[1], table


def test_a_form_that_says_something_else_is_told_cell_by_cell() -> None:
    ours = read_bytes(Made(RICH), "docx").reading
    theirs = read_bytes(Made(RICH.replace("回報缺料", "回報溢料")), "odt").reading
    (finding,) = differences(ours, theirs)
    assert (finding.code, finding.locator, finding.raw_value) == (
        "forms_differ",
        "indicators P1.1.2 text",
        "P1.1.2回報溢料。"[6:],
    )


ONE_VERSION = VERSIONS.replace(VERSIONS.strip().split("\n")[1] + "\n", "")
LINES = ["其他補充說明：", "  • 甲物另行公告。", "  • 乙物依相關規定辦理。"]
PLANTED: dict[str, tuple[Made, Made, list[tuple[str, str | None]]]] = {
    "the newest version lacks": (Made(RICH), Made(RICH, versions=ONE_VERSION), [("standard_versions ABC1234-001v2", None)]),
    "another level": (Made(RICH), Made(RICH.replace("| 4 |", "| 5 |", 1)), [
        (f"task_blocks {task} level", "5") for task in ("T1.2", "T1.3", "T1.4")
    ]),
    "a competency beside another task": (
        Made(RICH), Made(RICH.replace("⏎K02 5S概念", "", 1).replace("K03清潔方法", "K02 5S概念⏎K03清潔方法")),
        [("block_competencies T1.2, T1.3, T1.4", None), ("block_competencies T1.1", None)],
    ),
    "a task less": (Made(RICH), Made("\n".join(RICH.rstrip().split("\n")[:-1])), [
        ("duties T2a", None),
    ]),
    "the first note lacks": (Made(RICH, notes=LINES), Made(RICH, notes=[LINES[0], LINES[2]]), [("notes 甲物另行公告。", None)]),
    "notes cut otherwise": (
        Made(RICH, notes=LINES), Made(RICH, notes=[LINES[0], "  • 甲物另行公告。乙物依相關規定辦理。"]),
        [("notes 甲物另行公告。", None)],
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_difference_is_told_once_and_where_it_is(name: str) -> None:
    ours, theirs, expected = PLANTED[name]
    found = differences(read_bytes(ours, "docx").reading, read_bytes(theirs, "odt").reading)
    assert [(one.locator, one.raw_value) for one in found] == expected

