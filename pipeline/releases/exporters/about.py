"""What is said about the dataset wherever a release describes itself, in English and Traditional Chinese."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pipeline.releases.settings import Settings

if TYPE_CHECKING:
    import pandas as pd

NAME = "taiwan-occupational-competency-standards"


@dataclass(frozen=True, slots=True)
class Bilingual:
    """The same statement in both languages."""

    en: str
    zh: str


TITLE = Bilingual("Taiwan's occupational competency standards", "臺灣職能基準")
SUMMARY = Bilingual(
    "Duties, tasks, outputs, behaviour indicators, knowledge, skills and attitudes of the published "
    "occupational competency standards (職能基準).",
    "公告之職能基準的主要職責、工作任務、工作產出、行為指標、職能級別，以及知識、技能、態度。",
)
DESCRIPTION = Bilingual(
    f"{SUMMARY.en} Codes are strings: leading zeros count.", f"{SUMMARY.zh}代碼一律為文字，開頭的 0 也算數。",
)
KEYWORDS = ("職能基準", "iCAP", "competency standards", "occupations", "Taiwan")
OWNER = "勞動部勞動力發展署"
OWNER_EN = "Workforce Development Agency, Ministry of Labor"
SOURCE_TITLE = "iCAP 職能發展應用平台"
SOURCE_URL = "https://icap.wda.gov.tw/"
NO_LICENCE = Bilingual(
    "No licence has been stated for this release. The documents say 「版權所有：勞動部勞動力發展署」; the open "
    "licence of the government's list of standards covers the list and not the documents' texts.",
    "本版本未載明授權。文件上載明「版權所有：勞動部勞動力發展署」；政府資料開放平臺上的職能基準清單雖採開放授權，涵蓋的是清單，不是文件全文。",
)
WARNINGS = (
    Bilingual(
        "Codes of knowledge, skills and attitudes belong to one standard: K01 of two standards are different things. "
        "Compare names, or join on standard_id as well.",
        "知識、技能、態度的代碼只在同一項職能基準內有效：兩項基準的 K01 是不同的東西。請比對名稱，或連同 standard_id 一起串接。",
    ),
    Bilingual(
        "Codes are text. A spreadsheet that opens a CSV file by double click may turn 0601 into 601; "
        "use the workbook, or import with all columns as text.",
        "代碼是文字。直接點兩下用試算表開啟 CSV，0601 可能變成 601；請改用活頁簿檔，或匯入時把所有欄位設為文字。",
    ),
    Bilingual(
        "An empty value means that the document does not print one. Nothing is guessed; misprints are kept as printed "
        "and listed in the table issues.",
        "空值表示文件沒有印。內容不猜測；印錯的字照原樣保留，並列在 issues 表。",
    ),
    Bilingual(
        "Several versions of one standard may be present; the highest version of a base_code is the one in force, "
        "unless it is marked as historical.",
        "同一項職能基準可能收錄多個版次；同一 base_code 以版次最大者為現行版本，標為歷史資料者除外。",
    ),
)


def licence_sentence(settings: Settings) -> Bilingual:
    """Under what the release may be used, or that nobody has said so."""
    if settings.licence is None:
        return NO_LICENCE
    stated = f"{settings.licence.title} ({settings.licence.name}), {settings.licence.url}"
    return Bilingual(f"Licence: {stated}", f"授權：{stated}")


def newest_update(frames: Mapping[str, pd.DataFrame]) -> dt.date | None:
    """The latest printed date of update of any standard: the date of the data, which no clock changes."""
    days: list[Any] = [day for day in frames["standards"]["updated_on"].tolist() if isinstance(day, dt.date)]
    return max(days, default=None)


def doi_address(settings: Settings) -> str | None:
    """Where the DOI of the dataset leads."""
    return settings.doi and f"https://doi.org/{settings.doi}"
