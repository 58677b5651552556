"""Characters and text layer: I-79 … I-86, and file names (field guide E.2)."""

from __future__ import annotations

import pytest

from pipeline.documents.text.normalise import clean, match_key
from pipeline.schema.tables import Tables
from pipeline.standards.parse import parse
from tests.build import HEADER, Made, profile, read, tasks
from tests.build.handmade import pdf_of_pictures

irregularity = pytest.mark.irregularity


def knowledge(name: str) -> str:
    (found,) = tasks(f"T1整理 | T1.1挑選 | | P1.1.1挑選。 | 3 | K01{name} | S01挑選能力").where("competencies", "name", kind="K")
    return str(found)


@irregularity("I-79")
@pytest.mark.parametrize(
    ("printed", "plain"), [("\uf9e4論", "理論"), ("\uf93f音", "錄音"), ("\ufa08為", "行為"), ("甲類\uf9d0", "甲類類")]
)
def test_i79_compatibility_ideographs_become_ordinary_ones(printed: str, plain: str) -> None:
    assert knowledge(printed) == plain
    assert "radicals_mapped" in read(Made(profile=profile(description=printed))).issues


@irregularity("I-80")
@pytest.mark.parametrize(("printed", "plain"), [("⾦⾏⼒⼈", "金行力人"), ("⻑期", "長期"), ("⼯具⽤品", "工具用品")])
def test_i80_radicals_become_ideographs(printed: str, plain: str) -> None:
    assert knowledge(printed) == plain


@irregularity("I-80")
def test_i80_headings_and_labels_in_radicals_are_found() -> None:
    printed, header = (text.replace("工", "⼯").replace("行", "⾏") for text in (profile(), HEADER))
    result = read(Made(profile=printed, header=header))
    assert result.standard.description == "負責甲物之整理及交付。" and result.classes("industry") == [("C1234", "甲業／乙業")]
    assert result.rows("tasks", "task_id") == ["T1.1"]


@irregularity("I-81")
@pytest.mark.parametrize(
    "text", ["，（）：；／", "25℃以下…", "①甲物Ⅱ型", "ＡＢ１２", "「甲」『乙』【丙】", "甲～乙﹝丙﹞", "㎡與㎏", "½杯"]
)
def test_i81_nothing_else_is_folded(text: str) -> None:
    assert knowledge(f"甲{text}乙") == f"甲{text}乙"


@irregularity("I-82")
@pytest.mark.parametrize("text", ["都巿管理", "甲─乙", "甲－乙", "甲-乙", "後台與平臺", "汙水", "𨎊印", "挑選甲物。。", "績看率"])
def test_i82_look_alikes_and_slips_stay_as_printed(text: str) -> None:
    assert knowledge(text) == text


@irregularity("I-82")
@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("都巿", "都市"),
        ("銀行─甲", "銀行－甲"),
        ("銀行-甲", "銀行－甲"),
        ("後台", "後臺"),
        ("汙水", "污水"),
        ("甲_乙", "甲／乙"),
        ("甲(乙)", "甲（乙）"),
        ("ＰＣ", "pc"),
        ("甲 乙", "甲乙"),
        ("⾦", "金"),
    ],
)
def test_i82_names_are_matched_by_a_folded_key(one: str, other: str) -> None:
    assert match_key(one) == match_key(other)


def test_e2_the_name_comes_from_the_page_and_never_from_the_file() -> None:
    result = read(Made(profile=profile(name="甲／乙整理員(丙)")), "甲_乙整理員（丙）-職能基準.pdf")
    assert result.standard.name == "甲／乙整理員(丙)"


@irregularity("I-83")
@pytest.mark.parametrize(
    ("printed", "name"), [("校 準", "校準"), ("甲端 資 安 防", "甲端資安防"), ("甲　物", "甲物"), ("甲 ， 乙", "甲，乙")]
)
def test_i83_letter_spacing_between_ideographs_is_closed(printed: str, name: str) -> None:
    assert knowledge(printed) == name
    assert tasks(f"T1整 理 | T1.1{printed} | | P1.1.1{printed} | 3 | K01甲 | S01乙").rows("tasks", "name") == [name]


@irregularity("I-84")
@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("資↵訊", "資訊"),
        ("資⏎訊", "資訊"),
        ("PC ↵Base", "PC Base"),
        ("machine↵learning", "machine learning"),
        ("Pro-↵tocol", "Protocol"),
        ("e-↵Learning", "e-Learning"),
        ("甲，↵乙", "甲，乙"),
        ("用PC↵操作", "用PC操作"),
        ("操作↵PC用", "操作PC用"),
        ("PC Base 甲", "PC Base 甲"),
        ("5G-↵4G", "5G-4G"),
    ],
)
def test_i84_line_wraps(printed: str, name: str) -> None:
    assert knowledge(f"甲{printed}") == f"甲{name}"


@irregularity("I-85")
@pytest.mark.parametrize("bullet", ["\uf09f", "\uf06c", "\uf06e", "\uf09e"])
def test_i85_private_use_bullets_never_stay_in_values(bullet: str) -> None:
    row = "T1整理 | T1.1挑選 | *O1.1.1清單 | * P1.1.1挑選。⏎*P1.1.2核對。 | 3 | *K01甲⏎*K02乙 | S01能力*".replace("*", bullet)
    result = read(Made(row, profile=profile(industry=f"{bullet}甲業／乙業"), notes=(f"{bullet}甲物另計。",)))
    assert result.rows("outputs", "output_code", "name") == [("O1.1.1", "清單")]
    assert result.rows("indicators", "indicator_code", "text") == [("P1.1.1", "挑選。"), ("P1.1.2", "核對。")]
    assert result.rows("competencies", "competency_id", "name")[:3] == [("K01", "甲"), ("K02", "乙"), ("S01", "能力")]
    assert result.classes("industry") == [("C1234", "甲業／乙業")]
    assert result.rows("notes", "text", "marker") == [("甲物另計。", "•")]
    assert "private_use_removed" in result.issues and result.reading.coverage == 1.0


@irregularity("I-86")
def test_i86_a_pdf_without_text_layer_is_rejected_with_the_remedy() -> None:
    reading = parse("scan.pdf", pdf_of_pictures())
    assert reading.rejected is not None and reading.tables == Tables()
    assert reading.rejected.startswith("scan.pdf ") and "text layer" in reading.rejected


def test_clean_text_is_what_the_other_cases_are_held_against() -> None:
    assert knowledge("甲物概論") == "甲物概論" == clean("甲物概論")
