"""Publication and version table: I-01 … I-11."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from pipeline.standards.assemble import assemble
from pipeline.standards.body import Body
from pipeline.standards.reading import Reading
from tests.build import VERSIONS, Made, Outcome, profile, read

irregularity = pytest.mark.irregularity

HEAD = VERSIONS.strip().splitlines()[0]


def with_versions(*rows: str, code: str = "ABC1234-001v2") -> Outcome:
    return read(Made(versions="\n".join([HEAD, *rows]), profile=profile(code)))


def reading(made: Made, path: str, sha: str) -> Reading:
    """A reading as of a file of its own."""
    found = read(made, path).reading
    standard = dataclasses.replace(found.tables.standards[0], sha256=sha * 64)
    body = Body.of(dataclasses.replace(found.tables, standards=[standard]))
    return dataclasses.replace(found, sha256=sha * 64, body=body)


@irregularity("I-01")
def test_i01_the_file_name_says_historical_and_the_page_does_not() -> None:
    withdrawn, current = (read(Made(), path).standard for path in ("old/《歷史資料》甲物整理員-職能基準.pdf", "甲物整理員.pdf"))
    assert (withdrawn.historical, withdrawn.status) == (True, "最新版本")
    assert (current.historical, current.status) == (False, "最新版本")


@irregularity("I-01")
def test_i01_of_two_files_of_one_standard_the_current_one_is_published() -> None:
    files = [reading(Made(), "《歷史資料》甲.pdf", "a"), reading(Made(), "甲.pdf", "b")]
    tables = assemble(files)
    assert {row.path: row.status for row in tables.documents} == {"《歷史資料》甲.pdf": "duplicate", "甲.pdf": "published"}
    assert [row.historical for row in tables.standards] == [False]


@irregularity("I-02")
def test_i02_no_code_is_null_and_the_id_is_made_of_the_name() -> None:
    made = Made(profile=profile(code=""))
    assert read(made).standard.standard_code is None
    assert "standard_code_missing" in read(made).issues
    other = Made(profile=profile(code="", name="乙物整理員"))
    ids = [row.standard_id for row in assemble([reading(made, "a.pdf", "a"), reading(other, "b.pdf", "b")]).standards]
    assert len(set(ids)) == 2 and all(identity.startswith("NC~") for identity in ids)


@irregularity("I-03")
def test_i03_a_first_edition_has_no_version_table() -> None:
    result = read(Made(versions=None, profile=profile("ABC1234-001v1")))
    assert (result.standard.version, result.standard.updated_on, result.standard.status) == (1, None, None)
    assert result.rows("standard_versions", "version") == []
    assert result.finding("versions_missing").severity == "info"


@irregularity("I-04")
@pytest.mark.parametrize("printed", ["ABC1234-001v1", "V2", ""])
def test_i04_a_wrong_version_cell_yields_to_the_code(printed: str) -> None:
    result = with_versions(
        "V2 | ABC1234-001v2 | 甲物整理員 | 最新版本 | 略 | 2025/06/15",
        f"{printed} | ABC1234-001v1 | 甲物整理員 | 歷史版本 | 略 | 2022/06/15",
    )
    assert result.rows("standard_versions", "version_code", "version") == [("ABC1234-001v2", 2), ("ABC1234-001v1", 1)]
    assert result.finding("version_cell_wrong").raw_value == (printed or None)


@irregularity("I-05")
def test_i05_history_rows_keep_their_old_name_and_code() -> None:
    result = with_versions(
        "V2 | ABC1234-001v2 | 甲物整理員 | 最近版本 | 略。 | 2025/06/15", "V1 | XYZ9876-005 | 丙物台管理員 | 歷史版本 | 略 |"
    )
    assert result.rows("standard_versions", "version_code", "version", "name", "status", "note", "updated_on")[1] == (
        "XYZ9876-005",
        1,
        "丙物台管理員",
        "歷史版本",
        "略",
        None,
    )
    assert result.standard.status == "最近版本"


@irregularity("I-05")
def test_i05_an_illogical_replacement_is_a_warning() -> None:
    row = "V1 | ABC1234-001v1 | 甲物整理員 | 歷史版本 | 已被《ABC1234-001v{}》取代 | 2022/01/17"
    newest = "V2 | ABC1234-001v2 | 甲物整理員 | 最新版本 | 略 | 2025/06/15"
    assert "replacement_illogical" not in with_versions(newest, row.format(2)).issues
    assert with_versions(newest, row.format(1)).finding("replacement_illogical").locator == "ABC1234-001v1"


@irregularity("I-05")
def test_i05_the_newest_row_may_be_another_version_than_the_profile_says() -> None:
    result = with_versions("V1 | ABC1234-001v1 | 甲物整理員 | 最新版本 | 略 | 2022/01/17", code="ABC1234-001v3")
    assert result.finding("newest_version_differs").raw_value == "ABC1234-001v1"
    assert (result.standard.version, result.standard.updated_on) == (3, None)


@irregularity("I-05")
def test_i05_a_version_row_without_code_does_not_take_the_name_for_one() -> None:
    result = with_versions("V1 |  | 甲物秘書長 | 最新版本 | 略 | 2022/01/17", code="ABC1234-001v1")
    assert result.rows("standard_versions", "version_code", "version", "name") == [(None, 1, "甲物秘書長")]
    assert "version_code_missing" in result.issues


@irregularity("I-06")
@pytest.mark.parametrize(
    ("printed", "date"),
    [
        ("2019/1/17", dt.date(2019, 1, 17)),
        ("2019/01/17", dt.date(2019, 1, 17)),
        ("2019-01-17", dt.date(2019, 1, 17)),
        ("108/1/17", dt.date(2019, 1, 17)),
        ("2019/⏎01/17", dt.date(2019, 1, 17)),
        ("２０１９/01/17", dt.date(2019, 1, 17)),
        ("2019年1月17日", dt.date(2019, 1, 17)),
        ("民國108年1月17日", dt.date(2019, 1, 17)),
        ("20190117", dt.date(2019, 1, 17)),
    ],
)
def test_i06_dates_in_every_form(printed: str, date: dt.date) -> None:
    result = with_versions(f"V2 | ABC1234-001v2 | 甲物整理員 | 最新版本 | 略 | {printed}")
    assert result.rows("standard_versions", "updated_on") == [date]
    assert result.standard.updated_on == date
    assert "２" in printed or not [found.code for found in result.reading.findings if found.is_doubt]


@irregularity("I-06")
def test_i06_an_unreadable_date_is_null_and_reported() -> None:
    result = with_versions("V2 | ABC1234-001v2 | 甲物整理員 | 最新版本 | 略 | 2019/13/45")
    assert (result.standard.updated_on, result.finding("date_unreadable").raw_value) == (None, "2019/13/45")


@irregularity("I-07", "I-100")
@pytest.mark.parametrize("footer", ["第{page}頁，總共3頁", "第 {page} 頁/共 9 頁", "第{page}頁，共2頁", "- {page} -"])
def test_i07_a_footer_between_two_pages_of_a_cut_item(footer: str) -> None:
    rows = """
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1依規格 | 3 | K01甲物概 | S01挑選能力
===
           |              |               | 挑選甲物。   |   | 論         |
"""
    result = read(Made(rows, footer=footer))
    assert result.rows("indicators", "text") == ["依規格挑選甲物。"]
    assert result.where("competencies", "name", kind="K") == ["甲物概論"]
    assert result.reading.coverage == 1.0 and "text_unplaced" not in result.issues


@irregularity("I-07")
@pytest.mark.parametrize("footer", ["第1頁，總共3頁", "第1頁（共3頁）", "第1頁，總計3頁", "第１頁─共３頁"])
def test_i07_a_footer_inside_a_cell_is_cut_out(footer: str) -> None:
    result = read(Made(f"T1整理 | T1.1挑選 | | P1.1.1依規格⏎{footer}⏎挑選甲物。 | 3 | K01甲物{footer}概論 | S01挑選能力"))
    assert result.rows("indicators", "text") == ["依規格挑選甲物。"]
    assert result.where("competencies", "name", kind="K") == ["甲物概論"]


@irregularity("I-07")
def test_i07_a_footer_that_a_narrow_cell_wraps_is_cut_out() -> None:
    result = read(Made("T1整理 | T1.1挑選 | | P1.1.1挑選。 | 3 | K01甲物⏎第 3 頁，總↵共 9 頁 | S01挑選能力"))
    assert result.where("competencies", "name", kind="K") == ["甲物"]


@irregularity("I-07")
def test_i07_a_page_number_alone_on_a_line_of_a_cell() -> None:
    result = read(Made("T1整理 | T1.1挑選 | | P1.1.1見第2頁⏎第3頁⏎之規格。 | 3 | K01甲物 | S01挑選能力"))
    assert result.rows("indicators", "text") == ["見第2頁之規格。"] and result.reading.coverage == 1.0


@irregularity("I-05", "I-34")
def test_i05_a_name_merged_over_history_rows_is_the_name_of_each() -> None:
    rows = VERSIONS.replace("甲物管理員", "^").replace("已被《ABC1234-001v2》取代", "^")
    assert read(Made(versions=rows)).rows("standard_versions", "version_code", "name", "note") == [
        ("ABC1234-001v2", "甲物整理員", "略"), ("ABC1234-001v1", "甲物整理員", "略"),
    ]


@irregularity("I-07")
def test_i07_the_numbers_of_a_footer_are_no_level() -> None:
    result = read(Made("T1整理 | T1.1挑選 | | P1.1.1挑選。 | 3⏎第1頁，總共2頁 | K01甲物 | S01挑選"))
    assert (result.levels(), result.issues) == ({"T1.1": [3]}, [])


@irregularity("I-07")
def test_i07_footer_and_heading_again_between_two_lines_of_a_note() -> None:
    notes = ("其他補充說明：", "  • 甲物指乙物", "第2頁，總共3頁", "===", "說明與補充事項", "  ↵以外之物。", "  • 丙物另計。")
    assert read(Made(notes=notes)).rows("notes", "text") == ["甲物指乙物以外之物。", "丙物另計。"]


@irregularity("I-08")
def test_i08_one_code_on_two_documents_keeps_both() -> None:
    files = [reading(Made(), "a.pdf", "a"), reading(Made(profile=profile(name="丁物客服員")), "b.pdf", "b")]
    tables = assemble(files)
    ids = [row.standard_id for row in tables.standards]
    assert len(set(ids)) == 2 and all(identity.startswith("ABC1234-001v2~") for identity in ids)
    assert [issue.code for issue in tables.issues].count("same_code_other_name") == 2
    assert {row.status for row in tables.documents} == {"published"}


@irregularity("I-08")
def test_i08_the_same_standard_under_two_spellings_of_its_name_is_one() -> None:
    files = [reading(Made(), "a.pdf", "a"), reading(Made(profile=profile(name="甲物⏎整理員")), "b.pdf", "b")]
    assert [row.standard_id for row in assemble(files).standards] == ["ABC1234-001v2"]


@irregularity("I-09")
def test_i09_letters_of_the_code_differ_from_the_category() -> None:
    result = read(Made(profile=profile(category_code="XYZ")))
    assert result.finding("code_prefix_differs").severity == "warning"
    assert result.standard.standard_code == "ABC1234-001v2" and result.classes("job_category")[0][0] == "XYZ"


@irregularity("I-10")
@pytest.mark.parametrize(("digits", "told"), [("4321", True), ("1234", False), ("123", False)])
def test_i10_digits_of_the_code_differ_from_the_occupation(digits: str, told: bool) -> None:
    result = read(Made(profile=profile(occupation_code=digits)))
    assert ("code_digits_differ" in result.issues) is told
    assert result.classes("occupation")[0][0] == digits


@irregularity("I-11")
@pytest.mark.parametrize(
    ("printed", "code", "base", "version"),
    [
        ("ABCI223-001v2", "ABCI223-001v2", "ABCI223-001", 2),
        ("AABC1234-001v3", "AABC1234-001v3", "AABC1234-001", 3),
        ("ABC1234-001", "ABC1234-001", "ABC1234-001", None),
        ("ABC123-001", "ABC123-001", "ABC123-001", None),
    ],
)
def test_i11_code_typos_stay_as_printed(printed: str, code: str, base: str, version: int | None) -> None:
    result = read(Made(profile=profile(printed)))
    assert (result.standard.standard_code, result.standard.base_code, result.standard.version) == (code, base, version)
    assert result.finding("standard_code_irregular").raw_value == printed


@irregularity("I-11", "I-119")
@pytest.mark.parametrize("printed", ["abc1234-001V2", "ABC1234-001 v2", "ABC1234⏎-001v2", "ＡＢＣ1234－001v2"])
def test_i11_spaces_case_and_width_of_a_code_are_no_typos(printed: str) -> None:
    result = read(Made(profile=profile(printed)))
    assert result.standard.standard_code == "ABC1234-001v2" and "standard_code_irregular" not in result.issues
