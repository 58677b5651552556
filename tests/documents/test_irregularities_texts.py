"""Texts and sheets as people have them: I-114 … I-118."""

from __future__ import annotations

import pytest

from pipeline.standards.compare_forms import differences
from pipeline.standards.parse import parse
from tests.build import Made, as_docx
from tests.build.texts import FORMS

irregularity = pytest.mark.irregularity

MADE = Made(tasks="""
T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單⏎O1.1.2甲物紀錄 | P1.1.1依規格挑選甲物。⏎P1.1.2記錄甲物之缺失。 | 3 | K01甲物概論⏎K02乙物概論 | S01挑選能力⏎S02紀錄能力
^ | T1.2清點甲物 | O1.2.1清點表 | P1.2.1清點甲物。 | 4 | K01甲物概論 | S03清點能力
T2交付甲物 | T2.1包裝甲物 | O2.1.1包裝單 | P2.1.1依規格包裝甲物。 | 4 | K03包裝概論 | S04包裝能力
""")


@irregularity("I-114", "I-115", "I-116", "I-118")
@pytest.mark.parametrize("name", FORMS)
def test_a_standard_says_the_same_in_every_form_of_text_and_sheet(name: str) -> None:
    reading = parse(name, FORMS[name](MADE))
    assert (reading.rejected, reading.held, reading.coverage) == (None, None, 1.0)
    assert [(found.locator, found.message) for found in differences(parse("made.docx", as_docx(MADE)), reading)] == []
    assert [found.code for found in reading.findings if found.is_doubt] == []
