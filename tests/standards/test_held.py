"""What is not whole, or not one standard, is held; the others are published, and the row says who stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import accumulate
from pathlib import Path

import pytest

from pipeline.documents.model import Document, Grid, Line, Paragraph
from pipeline.documents.readers import read as read_pdf
from pipeline.gate.single import judged
from pipeline.runs.cache.codec import decode, encode
from pipeline.schema.tables import Tables
from pipeline.standards.assemble import assemble
from pipeline.standards.parse import parse, parse_standards
from pipeline.standards.reading import Reading, each_named, named
from tests.build import VERSIONS, Made, as_docx, as_text, parsed, profile, read
from tests.build.markup import Printed, paragraph
from tests.build.neutral import document, document_of

ROW = "T1 整理甲物 | T1.1 挑選甲物 | O1.1.1 甲物清單 | P1.1.1 依規格挑選甲物。 | 3 | K01 甲物概論 | S01 挑選能力"
NO_SKILL = "T1 整理甲物 | T1.1 挑選甲物 | O1.1.1 甲物清單 | P1.1.1 依規格挑選甲物。 | 3 | K01 甲物概論 | "


def reading(rows: str = ROW, path: str = "made.docx", code: str = "ABC1234-001v2") -> Reading:
    return parse(path, as_docx(Made(rows, profile=profile(code=code), versions=VERSIONS.replace("ABC1234-001v2", code))))


def status(tables: Tables) -> dict[str, str]:
    return {row.path: row.status for row in tables.documents}


def test_a_whole_standard_is_not_held() -> None:
    assert reading().held is None


def test_a_current_standard_without_a_part_is_held_and_says_which() -> None:
    found = reading(NO_SKILL)
    assert found.held is not None and found.held.startswith("made.docx was read but is held back: ")
    assert "Missing: skills." in found.held


def test_a_historical_standard_may_lack_parts() -> None:
    assert reading(NO_SKILL, path="《歷史資料》made.docx").held is None


def test_neither_code_nor_name_is_no_identity() -> None:
    found = parse("made.docx", as_docx(Made(ROW, profile=profile(code="", name=""), versions="")))
    assert found.held is not None and "code of the regular form" in found.held


def glued(*standards: Made) -> Document:
    return document_of([block for made in standards for block in made.blocks()])


def other(rows: str = ROW) -> Made:
    return Made(
        rows, title="乙物管理員職能基準", versions=VERSIONS.replace("ABC1234", "XYZ1234"),
        profile=profile(code="XYZ1234-001v2", name="乙物管理員"),
    )


def in_one_table(document: Document) -> Document:
    """The same document with all its tables of one width as rows of one, as a converter leaves them."""
    grids = [block for block in document.body if isinstance(block, Grid)]
    starts = list(accumulate((grid.row_count for grid in grids), initial=0))
    cells = tuple(replace(cell, row=cell.row + start) for grid, start in zip(grids, starts, strict=False) for cell in grid.cells)
    return replace(document, body=(Grid(cells, starts[-1], max((grid.edges for grid in grids), key=len)),))


@pytest.mark.irregularity("I-120")
@pytest.mark.parametrize("shape", [lambda document: document, in_one_table], ids=["tables", "one table"])
def test_two_standards_in_a_file_are_read_each_by_itself(shape: Callable[[Document], Document]) -> None:
    found = parse_standards("0" * 64, 1, shape(glued(Made(ROW), other())))
    assert [(one.code, one.name) for one in each_named(found, "made.pdf")] == [
        ("ABC1234-001v2", "甲物整理員"), ("XYZ1234-001v2", "乙物管理員")
    ]
    alone = [parse_standards("0" * 64, 1, shape(document(made))) for made in (Made(ROW), other())]
    assert [one.tables for one in (found, *found.others)] == [one.tables for one in alone]
    assert [one.held for one in each_named(found, "made.pdf")] == [None, None]


@pytest.mark.irregularity("I-120")
def test_a_title_over_two_lines_goes_with_its_standard() -> None:
    title = (Printed("乙物之整理、管理、保存及"), Printed("交付人員職能基準", soft=True))
    blocks = [*Made(ROW).blocks(), replace(paragraph("", 1), lines=title), *replace(other(), title="").blocks()]
    first = parse_standards("0" * 64, 1, document_of(blocks))
    assert len(first.others) == 1
    assert first.tables.notes == parse_standards("0" * 64, 1, document(Made(ROW))).tables.notes


@pytest.mark.irregularity("I-120")
def test_a_profile_printed_again_is_no_second_standard() -> None:
    found = parse_standards("0" * 64, 1, glued(Made(ROW), Made(ROW, versions=None)))
    assert not found.others
    held = named(found, "made.pdf").held
    assert held is not None and "More than one standard" in held


@pytest.mark.irregularity("I-120")
def test_a_file_with_two_standards_is_one_document_and_held_as_a_whole() -> None:
    def release(rows: str) -> Tables:
        found = parse_standards("0" * 64, 1, glued(Made(ROW), other(rows)))
        return assemble(judged(each_named(decode(encode(found)), "made.pdf"), Path("expectations")))

    tables = release(ROW)
    assert [(row.standard_id, row.sha256) for row in tables.standards] == [
        ("ABC1234-001v2", "0" * 64), ("XYZ1234-001v2", "0" * 64)
    ]
    assert [(row.status, row.reason) for row in tables.documents] == [
        ("published", "Holds 2 standards: ABC1234-001v2 (published), XYZ1234-001v2 (published).")
    ]
    tables = release(NO_SKILL)
    assert not tables.standards
    assert [row.status for row in tables.documents] == ["held"]
    assert "Missing: skills." in (tables.documents[0].reason or "")


@pytest.mark.irregularity("I-103")
@pytest.mark.parametrize(("printed", "is_held"), [((1, 2, 3), False), ((4, 5, 6), False), ((1, 3, 4), True), ((1, 3, 2), True)])
def test_page_numbers_that_jump_hold_a_document(printed: tuple[int, ...], is_held: bool) -> None:
    """The total beside them is often wrong and counts for nothing."""
    feet = [paragraph(f"第{number}頁，總共9頁", page) for page, number in enumerate(printed, 1)]
    found = parsed(document_of([*Made(ROW).blocks(), *feet])).reading
    assert (found.held is not None and "page" in found.held) == is_held


@pytest.mark.irregularity("I-100", "I-103")
@pytest.mark.parametrize("written", ["P.{}", "{} of 4", "頁次：{}", "第{}頁"])
@pytest.mark.parametrize(("printed", "is_held"), [("123", False), ("132", True), ("三四五", False), ("一三四", True)])
def test_running_feet_tell_the_pages_in_any_writing(written: str, printed: str, is_held: bool) -> None:
    document = document_of(Made(ROW).blocks())
    places = [(number, page, (50.0, 750.0, 90.0, 760.0)) for page, number in enumerate(printed, 1)]
    feet = [Paragraph((Line(written.format(number), page=page, box=box),)) for number, page, box in places]
    found = parsed(replace(document, body=(*document.body, *feet))).reading
    assert (found.held is not None and "page" in found.held) == is_held
    assert "text_outside" not in [row.code for row in found.findings]


def test_blank_pages_between_others_are_no_jump() -> None:
    feet = [paragraph(f"第{number}頁，總共2頁", page) for number, page in ((1, 1), (2, 3))]
    assert parsed(document_of([*Made(ROW).blocks(), *feet])).reading.held is None


def test_a_held_document_stops_no_other_and_its_issues_are_told() -> None:
    tables = assemble([reading(NO_SKILL, "bad.docx", "XYZ1234-001v1"), reading(ROW, "good.docx")])
    assert status(tables) == {"bad.docx": "held", "good.docx": "published"}
    assert [row.standard_id for row in tables.standards] == ["ABC1234-001v2"]
    assert "part_missing" in [row.code for row in tables.issues if row.standard_id == "XYZ1234-001v1"]


def test_a_held_newer_version_leaves_the_older_one_current_and_says_so() -> None:
    tables = assemble([reading(NO_SKILL, "new.docx", "ABC1234-001v3"), reading(ROW, "old.docx", "ABC1234-001v2")])
    (reason,) = [row.reason for row in tables.documents if row.status == "held"]
    assert reason is not None and "ABC1234-001v2 stays published from old.docx." in reason
    assert [(row.standard_id, row.is_current) for row in tables.standards] == [("ABC1234-001v2", True)]


def test_a_person_lets_a_held_document_in_as_doubtful() -> None:
    bad = reading(NO_SKILL)
    tables = assemble([bad], {bad.sha256: "The skills are printed elsewhere."})
    assert [(row.status, row.reason) for row in tables.documents] == [
        ("published", "Let in by hand: The skills are printed elsewhere.")
    ]
    assert [row.reading for row in tables.standards] == ["doubtful"]


def test_only_the_newest_version_that_is_not_historical_is_current() -> None:
    readings = [reading(ROW, f"{mark}{n}.docx", f"ABC1234-001v{n}") for n, mark in ((1, ""), (2, ""), (3, "《歷史資料》"))]
    tables = assemble(readings)
    assert {row.standard_id[-2:]: row.is_current for row in tables.standards} == {"v1": False, "v2": True, "v3": False}


@pytest.mark.irregularity("I-119")
@pytest.mark.parametrize("hyphen", "\u2010\u2011\u2012\u2013\u2212\uff0d")
def test_i119_a_code_with_another_hyphen_is_the_same_standard(hyphen: str) -> None:
    other = reading(ROW, "other.docx", f"ABC1234{hyphen}001v2")
    tables = assemble([reading(ROW, "made.docx"), other])
    assert [row.standard_id for row in tables.standards] == ["ABC1234-001v2"]


def test_a_doubt_makes_a_standard_doubtful_and_a_slip_of_the_source_does_not() -> None:
    clean, slip = read(Made(ROW)).reading, read(Made(ROW, profile=profile(category_code="XYZ"))).reading
    blank = parse("made.txt", as_text(Made(ROW + "\nT2 核對乙物 | T2.1 核對乙物 |  | P2.1.1 核對數量。 |  |  | ")))
    assert "code_prefix_differs" in [found.code for found in slip.findings]
    assert "merge_unknown" in [found.code for found in blank.findings]
    assert [assemble([one]).standards[0].reading for one in (clean, slip, blank)] == ["clean", "clean", "doubtful"]


@pytest.mark.irregularity("I-102")
def test_a_page_that_is_only_a_picture_is_named() -> None:
    """A blank page between others, as printing on both sides leaves it, is none."""
    with_picture, blank = (read_pdf(two_pages(second)) for second in ("q 400 0 0 400 50 50 cm /I Do Q", ""))
    assert [(code, page) for code, page, _ in with_picture.remarks] == [("page_without_text", 2)]
    assert blank.remarks == ()


def two_pages(second: str) -> bytes:
    """A PDF whose first page holds a line of text, and whose second what is drawn."""
    image = "<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>"
    resources = "<< /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> /XObject << /I 7 0 R >> >>"
    page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 500 500] /Resources {resources} /Contents {{}} 0 R >>"
    first = "BT /F1 12 Tf 40 400 Td (some words) Tj ET"
    bodies = [
        "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R 4 0 R] /Count 2 >>", page.format(5), page.format(6),
        *(f"<< /Length {len(text)} >>\nstream\n{text}\nendstream" for text in (first, second)), f"{image}\nstream\n0\nendstream",
    ]
    objects = "".join(f"{number} 0 obj\n{body}\nendobj\n" for number, body in enumerate(bodies, 1))
    return f"%PDF-1.4\n{objects}trailer\n<< /Root 1 0 R /Size 8 >>\n%%EOF\n".encode()
