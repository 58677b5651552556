"""Text that stands on other text in a cell: nobody can tell what belongs together."""

from __future__ import annotations

import pytest

from pipeline.documents.readers.pdf import read
from tests.documents.pdf_rulings import XS, YS, fill, strokes
from tests.documents.pdf_traps import Page, pdf

irregularity = pytest.mark.irregularity


@pytest.fixture(params=["pdfium", "pdfplumber"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@irregularity("I-106", "I-112")
@pytest.mark.parametrize(("drop", "is_sure"), [(6.0, False), (11.0, True)])
def test_text_that_stands_on_the_text_of_its_cell_is_a_doubt(drop: float, is_sure: bool, engine: str) -> None:
    """As what ran over the side of the cell above, or was stamped on it."""
    page = strokes(Page()).text(XS[0] + 5, YS[1] + 30, "丙丙丙").text(XS[0] + 15, YS[1] + 30 + drop, "丁丁")
    document = read(pdf(fill(page)), engine)
    assert ("rows_uncertain" in [code for code, _, _ in document.remarks]) is not is_sure
