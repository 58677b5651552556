"""Sections of a document that the form does not have and that belong to no part of the standard (I-124)."""

from __future__ import annotations

import regex

from pipeline.documents.text.marks import without_marks
from pipeline.standards.sections.headings import words

_UNKNOWN_SECTION = regex.compile(
    r"(?:職能|學習|訓練)?(?:評量|評鑑|評估|考核|檢定|鑑定)(?:方式|方法|標準|項目|規範|基準|工具)(?:[與及和](?:方式|方法|標準|項目|比重|配分))?"
    r"|(?:建議)?(?:訓練|課程|教學|授課|研習)總?(?:時數|內容|大綱|規劃|資源|方式|方法|教材|設備|目標|對象|地圖)"
)


def is_unknown_section(text: str) -> bool:
    """The heading of a section that the form does not have, 評量方式 or 訓練時數; among notes these words may be one (I-124)."""
    return _UNKNOWN_SECTION.fullmatch(words(without_marks(text))) is not None
