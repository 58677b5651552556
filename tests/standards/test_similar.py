"""Standards that are near to each other, and the next step of an occupation."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.schema.conclusions import SimilarStandard
from pipeline.standards.ladder import Step, step_of
from pipeline.standards.similar import CROWD, NEAREST, Neighbours, summary
from tests.build import factory
from tests.build.concluded import with_similar

COFFEE, TEA, STEEL = "烘焙咖啡豆並調整沖煮參數", "烘焙茶葉並調整沖泡參數", "銲接鋼板與檢測銲道"


def one(code: str, text: str, name: str = "", level: int | None = 3, **said: Any) -> dict[str, Any]:
    """The summary of a standard with one task."""
    base = code.partition("v")[0]
    pairs = {text[n:n + 2]: 1 for n in range(len(text) - 1)}
    return {"id": code, "base": base, "name": name or text[:4], "level": level, "current": True, "pairs": pairs} | said


def rows(*standards: dict[str, Any], uses: tuple[tuple[str, str, str], ...] = ()) -> dict[str, list[SimilarStandard]]:
    neighbours = Neighbours()
    for standard in standards:
        neighbours.add(standard, uses)
    found: dict[str, list[SimilarStandard]] = {standard["id"]: [] for standard in standards}
    for row in neighbours.rows():
        found[row.standard_id].append(row)
    return found


def test_the_nearest_come_first_and_what_shares_nothing_is_left_out() -> None:
    found = rows(one("A1v1", COFFEE), one("B1v1", TEA), one("C1v1", STEEL), one("D1v1", COFFEE + STEEL))
    assert [row.other_id for row in found["A1v1"]] == ["D1v1", "B1v1"]
    assert found["A1v1"][0].score > found["A1v1"][1].score > 0
    assert [row.rank for row in found["A1v1"]] == [1, 2]
    assert "C1v1" not in {row.other_id for row in found["B1v1"]}


def test_other_versions_and_what_is_not_current_are_no_neighbours() -> None:
    found = rows(one("A1v1", COFFEE, current=False), one("A1v2", COFFEE), one("B1v1", COFFEE))
    assert [row.other_id for row in found["A1v2"]] == ["B1v1"]
    assert [row.other_id for row in found["B1v1"]] == ["A1v2"]
    assert [row.other_id for row in found["A1v1"]] == ["B1v1"], "an old version has neighbours, too"


def test_equal_scores_are_ordered_by_id_and_the_list_ends() -> None:
    found = rows(*(one(f"A{n}v1", COFFEE) for n in range(9)))
    assert [row.other_id for row in found["A4v1"]] == ["A0v1", "A1v1", "A2v1", "A3v1", "A5v1"]
    assert len(found["A4v1"]) == NEAREST


def test_what_nearly_all_have_tells_nothing() -> None:
    found = rows(*(one(f"A{n}v1", "共通的說法") for n in range(CROWD + 1)))
    assert not any(found.values())


def test_names_that_both_have_are_told_the_rarest_first() -> None:
    neighbours = Neighbours()
    neighbours.add(one("A1v1", COFFEE), [("S", "溝通能力", "溝通"), ("K", "咖啡學知識", "咖啡學"), ("A", "主動積極", "主動積極")])
    neighbours.add(one("B1v1", COFFEE), [("S", "溝通技巧", "溝通"), ("K", "咖啡學", "咖啡學"), ("A", "主動積極", "主動積極")])
    neighbours.add(one("C1v1", STEEL), [("S", "溝通", "溝通")])
    assert neighbours.rows()[0].shared_names == "咖啡學、溝通"


@pytest.mark.parametrize(("name", "level", "step"), [
    ("門市服務人員", 2, Step("門市服務", 2, 1.5)), ("初級門市服務人員", 2, Step("門市服務", 2, 1.0)),
    ("門市服務人員（高級）", None, Step("門市服務", 0, 3.0)), ("資深門市服務專員", 4, Step("門市服務", 4, 3.0)),
    ("銑床技術助理", 2, Step("銑床", 2, 1.0)), ("銑床技術人員", 3, Step("銑床", 3, 1.5)),
    ("中階主管", 5, Step("主管", 5, 2.0)), ("基層主管", 4, Step("主管", 4, 1.0)),
    ("照顧服務員第二級", 3, Step("照顧服務", 3, 1.5)), ("助理", 2, None), (None, 3, None),
])
def test_a_step_is_what_remains_of_a_name_with_its_level_and_rank(name: str | None, level: int | None, step: Step | None) -> None:
    assert step_of(name, level) == step


def relations(*standards: dict[str, Any]) -> dict[str, list[tuple[str, str]]]:
    return {code: [(row.other_id, row.relation) for row in found] for code, found in rows(*standards).items()}


def test_the_next_step_is_the_lowest_above_and_listed_even_if_nothing_is_alike() -> None:
    found = relations(
        one("A2v1", COFFEE, "吧檯人員", 2), one("A3v1", STEEL, "吧檯人員", 3), one("A5v1", COFFEE, "資深吧檯人員", 5),
        one("B3v1", TEA, "茶藝師", 3),
    )
    assert found["A2v1"] == [("A5v1", "same_occupation"), ("B3v1", "similar"), ("A3v1", "next_level")]
    assert found["A3v1"] == [("A5v1", "next_level")]
    assert found["B3v1"] == [("A2v1", "similar"), ("A5v1", "similar")]


def test_without_levels_words_of_rank_decide() -> None:
    found = relations(
        one("A1v1", COFFEE, "初級會計人員", None), one("A2v1", STEEL, "高級會計人員", None),
        one("A3v1", STEEL, "中級會計人員", None),
    )
    assert found["A1v1"] == [("A3v1", "next_level")]
    assert ("A2v1", "next_level") in found["A3v1"]


def test_a_name_that_goes_on_is_a_step_among_what_is_near() -> None:
    found = relations(
        one("A2v1", COFFEE, "門市服務人員", 2), one("A4v1", COFFEE, "門市服務管理人員", 4),
        one("B4v1", STEEL, "門市服務設計人員", 4),
    )
    assert found["A2v1"] == [("A4v1", "next_level")]


def test_a_summary_is_bounded_and_takes_names_and_texts() -> None:
    tables = factory.standard_tables()
    said = summary(tables)
    assert said["id"] == "IDC5294-001v3" and said["pairs"]["甲物"] > 1
    giant = factory.changed(tables, "tasks", 0, name="".join(chr(0x4E00 + n % 20_000) for n in range(200_000)))
    assert sum(summary(giant)["pairs"].values()) < 20_000


def test_the_table_follows_from_the_others() -> None:
    tables = factory.many_tables("IDC5294-001v3", "IDC5294-001v2", "AVA2651-002v1")
    assert with_similar(tables).similar_standards == tables.similar_standards
    assert [(row.standard_id, row.other_id) for row in tables.similar_standards] == [
        ("AVA2651-002v1", "IDC5294-001v2"), ("AVA2651-002v1", "IDC5294-001v3"),
        ("IDC5294-001v2", "AVA2651-002v1"), ("IDC5294-001v3", "AVA2651-002v1"),
    ]
