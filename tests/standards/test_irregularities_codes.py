"""Codes and items: I-50 … I-65."""

from __future__ import annotations

import pytest

from tests.build import WRITERS, Made, Outcome, read, read_bytes, tasks

irregularity = pytest.mark.irregularity


def row(
    task: str = "T1.1挑選甲物",
    output: str = "O1.1.1甲物清單",
    indicator: str = "P1.1.1挑選甲物。",
    knowledge: str = "K01甲物概論",
    skill: str = "S01挑選能力",
    duty: str = "T1整理甲物",
) -> str:
    return f"{duty} | {task} | {output} | {indicator} | 3 | {knowledge} | {skill}"


def outputs(*cells: str) -> list[tuple[str | None, str | None]]:
    rows = [
        row(output=cell) if n == 1 else f"^ | T1.{n}核對 | {cell} | | 3 | K01甲物概論 | S01挑選能力"
        for n, cell in enumerate(cells, 1)
    ]
    return tasks("\n".join(rows)).rows("outputs", "output_code", "name")


def named(result: Outcome, kind: str) -> list[tuple[str, str | None]]:
    return [(row.competency_id, row.name) for row in result.reading.tables.competencies if row.kind == kind]


@irregularity("I-50")
@pytest.mark.parametrize("wrap", ["⏎", "↵", " "])
def test_i50_a_code_broken_by_a_line(wrap: str) -> None:
    result = tasks(row(task=f"T1.{wrap}1挑選甲物", output=f"O1.{wrap}1.1甲物清單", indicator=f"P1.1.{wrap}1挑選甲物。"))
    assert result.rows("tasks", "task_id", "name") == [("T1.1", "挑選甲物")]
    assert result.rows("outputs", "output_code", "name") == [("O1.1.1", "甲物清單")]
    assert result.rows("indicators", "indicator_code", "text") == [("P1.1.1", "挑選甲物。")]


@irregularity("I-50", "I-51")
@pytest.mark.parametrize(
    "printed", [row(task="T1.⏎1挑選"), row(indicator="P 1.1.1挑選。"), row(output="O1.⏎1.1清單"), row(output="O.1.1.1清單")]
)
def test_i50_a_broken_code_is_reported(printed: str) -> None:
    assert tasks(printed).finding("code_repaired").severity == "info"


@irregularity("I-51")
@pytest.mark.parametrize("printed", ["P 1.1.1", "P.1.1.1", "P1.1.1.", "P1.1.1 ", "Ｐ1.1.1", "P１.１.１"])
def test_i51_a_space_or_dot_in_a_code(printed: str) -> None:
    result = tasks(row(indicator=f"{printed}挑選甲物。⏎P1.1.2核對。"))
    assert result.rows("indicators", "indicator_code", "text") == [("P1.1.1", "挑選甲物。"), ("P1.1.2", "核對。")]


@irregularity("I-51")
def test_i51_a_dot_behind_a_duty_code_and_a_space_inside_an_output_code() -> None:
    result = tasks(row(duty="T1.整理甲物", output="O.1.1.1甲物清單"))
    assert result.rows("duties", "duty_id", "name") == [("T1", "整理甲物")]
    assert result.rows("outputs", "output_code", "name") == [("O1.1.1", "甲物清單")]


@irregularity("I-52")
@pytest.mark.parametrize("printed", ["01.1.1", "Ｏ1.1.1", "０1.1.1"])
def test_i52_a_zero_or_full_width_letter_for_o(printed: str) -> None:
    result = tasks(row(output=f"{printed}甲物清單⏎O1.1.2甲物紀錄"))
    assert result.rows("outputs", "output_code", "name") == [("O1.1.1", "甲物清單"), ("O1.1.2", "甲物紀錄")]
    assert result.finding("code_repaired").raw_value == printed


@irregularity("I-52")
def test_i52_a_zero_is_no_letter_outside_the_outputs() -> None:
    result = tasks(row(indicator="P1.1.1挑選甲物。⏎02.1.1版規格照舊。"))
    assert result.rows("indicators", "indicator_code") == ["P1.1.1"] and result.rows("outputs", "output_code") == ["O1.1.1"]


@irregularity("I-53")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
def test_i53_item_name_begins_with_a_digit(kind: str) -> None:
    made = Made(
        row(
            output="O1.1.1甲物清單⏎O1.1.2 3D草圖⏎O1.1.33D模型⏎O1.1.4 5S表",
            knowledge="K01甲物概論⏎K025S概念⏎K03 3C甲物",
            skill="S012D繪圖",
        )
    )
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    assert result.rows("outputs", "output_code", "name") == [
        ("O1.1.1", "甲物清單"),
        ("O1.1.2", "3D草圖"),
        ("O1.1.3", "3D模型"),
        ("O1.1.4", "5S表"),
    ]
    assert named(result, "K") == [("K01", "甲物概論"), ("K02", "5S概念"), ("K03", "3C甲物")]
    assert named(result, "S") == [("S01", "2D繪圖")]


@irregularity("I-53")
def test_i53_a_glued_digit_name_at_the_first_item_of_a_task() -> None:
    assert outputs("O1.1.13D草圖", "O1.2.16S表", "O1.3.1甲物") == [("O1.1.1", "3D草圖"), ("O1.2.1", "6S表"), ("O1.3.1", "甲物")]


@irregularity("I-53")
def test_i53_a_two_digit_item_is_real_where_the_sequence_says_so() -> None:
    cell = "⏎".join(f"P1.1.{n}挑選第{n}項。" for n in range(1, 24))
    codes = tasks(row(indicator=cell)).rows("indicators", "indicator_code")
    assert codes == [f"P1.1.{n}" for n in range(1, 24)]


@irregularity("I-54")
def test_i54_codes_of_two_segments() -> None:
    result = tasks(row(output="O1.1甲物清單⏎O1.2 3D草圖", indicator="P1.1挑選甲物。⏎P1.2核對3次。"))
    assert result.rows("outputs", "output_code", "name") == [("O1.1", "甲物清單"), ("O1.2", "3D草圖")]
    assert result.rows("indicators", "indicator_code", "text", "task_id") == [
        ("P1.1", "挑選甲物。", "T1.1"),
        ("P1.2", "核對3次。", "T1.1"),
    ]


@irregularity("I-54")
def test_i54_codes_of_four_segments() -> None:
    rows = f"""
T1整理甲物 | T1.1.1挑選甲物 | O1.1.1.1甲物清單 | P1.1.1.1挑選甲物。⏎P1.1.1.2核對。 | 3 | K01甲物概論 | S01挑選能力
^ | T1.1.2清點甲物 | O1.1.2.1 {"3D"}草圖 | P1.1.2.1清點。 | 3 | K01甲物概論 | S01挑選能力
"""
    result = tasks(rows)
    assert result.rows("tasks", "task_id", "name") == [("T1.1.1", "挑選甲物"), ("T1.1.2", "清點甲物")]
    assert result.rows("outputs", "output_code", "name") == [("O1.1.1.1", "甲物清單"), ("O1.1.2.1", "3D草圖")]
    assert result.rows("indicators", "indicator_code") == ["P1.1.1.1", "P1.1.1.2", "P1.1.2.1"]
    assert result.rows("duties", "duty_id", "name") == [("T1", "整理甲物")] and result.issues == []


@irregularity("I-55")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
def test_i55_lettered_duties(kind: str) -> None:
    made = Made(
        row()
        + "\n"
        + row("T2a.1裝箱", "O2a.1.1箱單", "P2a.1.1裝箱。⏎P2.1.2點交。", duty="T2a交付乙物")
        + "\n"
        + row("T2b.1寄送", "O2b.1.1寄單", "P2b.1.1寄送。", duty="T2b寄送乙物")
    )
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    assert result.rows("duties", "duty_id", "name") == [("T1", "整理甲物"), ("T2a", "交付乙物"), ("T2b", "寄送乙物")]
    assert result.rows("tasks", "task_id", "duty_id", "name")[1:] == [("T2a.1", "T2a", "裝箱"), ("T2b.1", "T2b", "寄送")]
    assert result.rows("outputs", "output_code") == ["O1.1.1", "O2a.1.1", "O2b.1.1"]
    assert result.rows("indicators", "indicator_code", "task_id")[1:3] == [("P2a.1.1", "T2a.1"), ("P2.1.2", "T2a.1")]


@irregularity("I-56")
def test_i56_three_digit_codes_by_the_documents_own_pattern() -> None:
    made = Made(row(knowledge="K001甲物⏎K301乙物⏎K3022D概念", skill="S001挑選⏎S301溝通"), attitudes=("A301主動積極：先做。",))
    result = read(made)
    assert named(result, "K") == [("K001", "甲物"), ("K301", "乙物"), ("K302", "2D概念")]
    assert named(result, "S") == [("S001", "挑選"), ("S301", "溝通")] and named(result, "A") == [("A301", "主動積極")]


@irregularity("I-56")
def test_i56_numbering_runs_on_past_99() -> None:
    cell = "⏎".join(f"K{n:02}第{n}號甲物" for n in range(1, 103))
    result = tasks(row(knowledge=cell))
    assert [code for code, _ in named(result, "K")] == [f"K{n:02}" for n in range(1, 103)]
    assert named(result, "K")[-1] == ("K102", "第102號甲物")


@irregularity("I-57")
@pytest.mark.parametrize("separator", ["⏎", " ", ""])
def test_i57_two_letter_prefixes_are_part_of_the_code(separator: str) -> None:
    result = tasks(
        row(knowledge=separator.join(("K01甲物概論", "NK02新乙物")), skill=separator.join(("S01挑選", "SS01溝通", "NS02新操作")))
    )
    assert named(result, "K") == [("K01", "甲物概論"), ("NK02", "新乙物")]
    assert named(result, "S") == [("S01", "挑選"), ("SS01", "溝通"), ("NS02", "新操作")]


@irregularity("I-58")
def test_i58_the_letter_wins_over_the_column() -> None:
    result = tasks(row(knowledge="K01甲物概論⏎S02溝通能力", skill="S01挑選能力⏎K02乙物概論"))
    assert named(result, "K") == [("K01", "甲物概論"), ("K02", "乙物概論")]
    assert named(result, "S") == [("S02", "溝通能力"), ("S01", "挑選能力")]
    assert result.issues.count("letter_in_wrong_column") == 2 and result.required("T1.1", "K") == ["K01", "K02"]


@irregularity("I-59")
@pytest.mark.parametrize(("damaged", "identity"), [("K0", "K0"), ("K6", "K6")])
def test_i59_a_damaged_code_stays_as_printed(damaged: str, identity: str) -> None:
    result = tasks(row(knowledge=f"K01甲物概論⏎{damaged}乙物概論⏎K03丙物"))
    assert named(result, "K") == [("K01", "甲物概論"), (identity, "乙物概論"), ("K03", "丙物")]


@irregularity("I-59")
def test_i59_a_code_without_name_and_a_name_without_code() -> None:
    result = tasks(row(knowledge="K01⏎K02甲物概論", skill="挑選能力⏎S02溝通能力", output="O1.1.1"))
    assert result.rows("competencies", "competency_id", "competency_code", "name")[:4] == [
        ("K01", "K01", None),
        ("K02", "K02", "甲物概論"),
        ("S#1", None, "挑選能力"),
        ("S02", "S02", "溝通能力"),
    ]
    assert result.rows("outputs", "output_code", "name") == [("O1.1.1", None)]
    assert result.issues.count("code_without_name") == 2 and "item_without_code" in result.issues


@irregularity("I-59", "I-63")
def test_i59_i63_a_code_alone_on_a_line_takes_the_name_below() -> None:
    result = tasks(row(output="O1.1.1⏎甲物清單⏎O1.1.2⏎甲物紀錄", knowledge="K01⏎甲物概論"))
    assert result.rows("outputs", "output_code", "name") == [("O1.1.1", "甲物清單"), ("O1.1.2", "甲物紀錄")]
    assert named(result, "K") == [("K01", "甲物概論")]


@irregularity("I-55")
def test_i55_a_zero_before_the_number_of_a_duty_names_no_other_one() -> None:
    rows = f"{row(duty='T01整理', task='T1.01挑選')}\n | T1.02核對 | | P1.2.1核對。 | 3 | K01甲物概論 | S01挑選能力"
    result = tasks(rows)
    assert result.rows("duties", "duty_id") == ["T01"] and "duty_missing" not in result.issues


@irregularity("I-60")
def test_i60_one_code_with_two_names_and_one_name_with_two_codes() -> None:
    rows = (
        row(skill="S01挑選能力⏎S02溝通能力") + "\n^ | T1.2核對甲物 | | P1.2.1核對。 | 3 | K02甲物概論 | S01協調能力⏎S02溝通能力"
    )
    result = tasks(rows)
    assert named(result, "S") == [("S01", "挑選能力"), ("S02", "溝通能力"), ("S01#2", "協調能力")]
    assert named(result, "K") == [("K01", "甲物概論"), ("K02", "甲物概論")]
    assert result.required("T1.2", "S") == ["S01#2", "S02"] and result.finding("code_reused").locator == "S01#2"


@irregularity("I-61")
def test_i61_order_and_gaps_stay_as_printed() -> None:
    result = tasks(row(knowledge="K14甲物⏎K09乙物⏎K03丙物"))
    assert result.where("block_competencies", "competency_id", kind="K") == ["K14", "K09", "K03"] and result.issues == []


@irregularity("I-62")
def test_i62_the_row_decides_and_the_code_is_reported() -> None:
    result = tasks(row(output="O2.2.1甲物清單", indicator="P5.1.1挑選甲物。"))
    assert result.rows("outputs", "output_code", "task_id") == [("O2.2.1", "T1.1")]
    assert result.rows("indicators", "indicator_code", "task_id") == [("P5.1.1", "T1.1")]
    assert result.issues.count("code_of_other_task") == 2


@irregularity("I-63")
@pytest.mark.parametrize("kind", ["neutral", *WRITERS])
def test_i63_outputs_none_uncoded_and_several(kind: str) -> None:
    made = Made(row(output="甲物清單、乙物清單⏎甲物紀錄") + "\n^ | T1.2核對 | | P1.2.1核對。 | 3 | K01甲物概論 | S01挑選能力")
    result = read(made) if kind == "neutral" else read_bytes(made, kind)
    assert result.rows("outputs", "output_id", "output_code", "name", "task_id") == [
        ("O#1", None, "甲物清單、乙物清單", "T1.1"),
        ("O#2", None, "甲物紀錄", "T1.1"),
    ]


@irregularity("I-63")
def test_i63_no_code_anywhere_in_the_main_table() -> None:
    result = tasks("整理甲物 | 挑選甲物 | 甲物清單 | 依規格挑選。 | 3 | 甲物概論⏎乙物概論 | 挑選能力")
    assert result.rows("duties", "duty_code", "name") == [(None, "整理甲物")]
    assert result.rows("tasks", "task_code", "name") == [(None, "挑選甲物")]
    assert result.rows("outputs", "output_id", "name") == [("O#1", "甲物清單")] and result.rows("indicators", "text") == [
        "依規格挑選。"
    ]
    assert named(result, "K") == [("K#1", "甲物概論"), ("K#2", "乙物概論")] and named(result, "S") == [("S#1", "挑選能力")]
    assert result.levels() == {"T#1": [3]} and result.reading.coverage == 1.0


@irregularity("I-64", "I-77")
@pytest.mark.parametrize("mark", ["【註1】", "【註⏎1】", "【註 1】", "[註1]", "【註】"])
def test_i64_footnote_marks_stay_in_names(mark: str) -> None:
    result = tasks(row(task=f"T1.1挑選甲物{mark}", knowledge=f"K01某工具{mark}⏎K02乙物"))
    printed = mark.replace("⏎", "").replace("註 1", "註1")
    names = [(name or "").replace("註 1", "註1") for _, name in named(result, "K")]
    assert names == [f"某工具{printed}", "乙物"]
    assert result.rows("tasks", "name")[0].replace("註 1", "註1") == f"挑選甲物{printed}"


@irregularity("I-65")
@pytest.mark.parametrize("word", ["SOP", "KPI", "POS系統", "SPC2法", "OP3", "ISO9001", "USB3.0", "S2B", "T-1甲", "3P1檢核"])
def test_i65_latin_letters_do_not_cut_a_name(word: str) -> None:
    result = tasks(
        row(
            output=f"O1.1.1甲物{word}表",
            indicator=f"P1.1.1依{word}挑選。",
            knowledge=f"K01甲物{word}概論⏎K02{word}",
            skill=f"S01操作{word}",
        )
    )
    assert result.rows("outputs", "name") == [f"甲物{word}表"] and result.rows("indicators", "text") == [f"依{word}挑選。"]
    assert named(result, "K") == [("K01", f"甲物{word}概論"), ("K02", word)] and named(result, "S") == [("S01", f"操作{word}")]


@irregularity("I-65")
def test_i65_a_code_quoted_in_an_attitude_or_indicator_does_not_cut_it() -> None:
    result = read(Made(row(indicator="P1.1.1依T1.1之規格及P3圖挑選。"), attitudes=("A01主動積極：見A4紙及SOP。",)))
    assert result.rows("indicators", "text") == ["依T1.1之規格及P3圖挑選。"]
    assert result.where("competencies", "definition", kind="A") == ["見A4紙及SOP。"]
