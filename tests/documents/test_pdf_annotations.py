"""Form fields and remarks over a page are told: they are in no cell."""

from __future__ import annotations

import pytest

from pipeline.documents.readers.pdf import read
from tests.documents.pdf_traps import Page, pdf

irregularity = pytest.mark.irregularity


@irregularity("I-112")
@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        ("/Subtype/FreeText/Contents(K99 new)", ("typed_remark", 1, "FreeText: “K99 new”")),
        ("/Subtype/FreeText", ("typed_remark", 1, "FreeText")),
        ("/Subtype/StrikeOut/QuadPoints[50 320 150 320 50 300 150 300]", ("typed_remark", 1, "StrikeOut")),
        ("/Subtype/Text/Contents<FEFF5BE9>", ("comment_attached", 1, "Text: “審”")),
        ("/Subtype/Highlight/QuadPoints[50 320 150 320 50 300 150 300]", None),
        ("/Subtype/Link/Contents(see there)", None),
        ("/Subtype/FreeText/F 2/Contents(hidden)", None),
        ("/Subtype/Widget/FT/Tx/T(number)/V(SOP-2025)", ("form_field", 1, "Widget: “SOP-2025”")),
        ("/Subtype/Widget/FT/Tx/T(number)/V()", None),
    ],
)
@pytest.mark.parametrize("engine", ["pdfium", "pdfplumber"])
def test_what_lies_on_the_page_is_told(entries: str, expected: tuple[str, int, str] | None, engine: str) -> None:
    page = Page(annotations=[entries]).text(50, 100, "甲")
    document = read(pdf(page), engine)
    assert [line.text for line in document.lines()] == ["甲"]
    assert list(document.remarks) == ([expected] if expected else [])


@irregularity("I-112")
def test_the_value_of_a_field_may_stand_with_its_parent_and_a_box_be_checked() -> None:
    box = "/Subtype/Widget/FT/Btn/T(agreed)/V/Yes/AS/Yes/AP<</N<</Yes 3 0 R>>>>"
    page = Page(annotations=[box, "/Subtype/Widget/FT/Ch/T(level)/V(4)/Opt[(3)(4)]"]).text(50, 100, "甲")
    assert [detail for _, _, detail in read(pdf(page)).remarks] == ["Widget: “☑ agreed”", "Widget: “4”"]
