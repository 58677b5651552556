"""Codes alone, the list behind the main table that names them, and cells that say that there is nothing (I-59, I-63)."""

from __future__ import annotations

import pytest

from tests.build import Made, Outcome, Table, parsed, table, tasks
from tests.build.neutral import document_of

irregularity = pytest.mark.irregularity


def row(output: str = "O1.1.1甲物清單", knowledge: str = "K01甲物概論", skill: str = "S01挑選能力") -> str:
    return f"T1整理甲物 | T1.1挑選甲物 | {output} | P1.1.1挑選甲物。 | 3 | {knowledge} | {skill}"


def knowledge_of(result: Outcome) -> list[tuple[str, str | None]]:
    return [(row.competency_id, row.name) for row in result.reading.tables.competencies if row.kind == "K"]


@irregularity("I-59")
def test_i59_a_code_alone_has_no_name_although_another_row_names_it() -> None:
    rows = row(knowledge="K01甲物概論") + "\n^ | T1.2核對甲物 | | P1.2.1核對。 | 3 | K01 | S02協調能力"
    result = tasks(rows)
    assert knowledge_of(result) == [("K01", "甲物概論"), ("K01#2", None)] and "code_without_name" in result.issues


@irregularity("I-59")
@pytest.mark.parametrize(("knowledge", "found"), [
    ("K01、K02、K03", ["K01", "K02", "K03"]), ("K01-K03", ["K01", "K02", "K03"]), ("K01~03", ["K01", "K02", "K03"]),
    ("K03", ["K03"]),
])
def test_i59_codes_alone_with_a_list_of_their_names_behind(knowledge: str, found: list[str]) -> None:
    made = Made(row(knowledge=knowledge, skill="S01"), attitude_heading="", attitudes=())
    blocks = made.blocks()
    place = max(index for index, block in enumerate(blocks) if isinstance(block, Table)) + 1
    heads = "職能內涵（K=knowledge 知識） | 職能內涵（S=skills 技能）"
    legend = table(f"{heads}\nK01甲物概論⏎K02乙物概論⏎K03丙物概論 | S01挑選能力", blocks[place - 1].page)
    result = parsed(document_of([*blocks[:place], legend, *blocks[place:]]))
    assert result.required("T1.1", "K") == found and result.required("T1.1", "S") == ["S01"]
    assert sorted(knowledge_of(result)) == [("K01", "甲物概論"), ("K02", "乙物概論"), ("K03", "丙物概論")]
    assert result.reading.coverage == 1.0


@irregularity("I-63")
@pytest.mark.parametrize("printed", ["無", "N/A", "－", "無。"])
def test_i63_a_cell_that_says_none_holds_no_output(printed: str) -> None:
    result = tasks(row(output=printed))
    assert result.rows("outputs", "name") == [] and result.finding("form_prompt").raw_value == printed
    assert result.reading.coverage == 1.0
