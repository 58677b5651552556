"""A made-up standard: every part has a default, so that a test states only what is irregular about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.build.markup import PAGE, Block, pages_of, paragraph, table

VERSIONS = """
版本 | 職能基準代碼 | 職能基準名稱 | 狀態 | 更新說明 | 發展更新日期
V2 | ABC1234-001v2 | 甲物整理員 | 最新版本 | 略 | 2025/06/15
V1 | ABC1234-001v1 | 甲物管理員 | 歷史版本 | 已被《ABC1234-001v2》取代 | 2022/01/17
"""
HEADER = "主要職責 | 工作任務 | 工作產出 | 行為指標 | 職能⏎級別 | 職能內涵⏎（K=knowledge 知識） | 職能內涵⏎（S=skills 技能）"
TASKS = "T1整理甲物 | T1.1挑選甲物 | O1.1.1甲物清單 | P1.1.1依規格挑選甲物。 | 3 | K01甲物概論 | S01挑選能力"
ATTITUDES = ("A01主動積極：先做再問。", "A02謹慎細心：先看再做。")
NOTES = (
    "建議擔任此職類／職業之學歷／經歷／或能力條件：",
    "  • 高中職以上畢業。",
    "其他補充說明：",
    "  • 甲物指乙物以外之物。",
)
ATTITUDE_ROW = "職能內涵（A=attitude 態度） | < | < | < | < | < | <"
NOTES_ROW = "說明與補充事項 | < | < | < | < | < | <"


def profile(
    code: str = "ABC1234-001v2",
    name: str = "甲物整理員",
    *,
    as_category: str = "",
    category: str = "甲領域／乙類別",
    category_code: str = "ABC",
    occupation: str = "甲物人員",
    occupation_code: str = "1234",
    industry: str = "甲業／乙業",
    industry_code: str = "C1234",
    description: str = "負責甲物之整理及交付。",
    level: str = "3",
) -> str:
    """The profile table in notation; `as_category` fills the 職類 row."""
    return f"""
職能基準代碼 | < | {code} | < | < | <
職能基準名稱⏎（擇一填寫） | < | 職類 | {as_category} | < | <
^ | ^ | 職業 | {name} | < | <
所屬⏎類別 | 職類別 | {category} | < | 職類別代碼 | {category_code}
^ | 職業別 | {occupation} | < | 職業別代碼 | {occupation_code}
^ | 行業別 | {industry} | < | 行業別代碼 | {industry_code}
工作描述 | < | {description} | < | < | <
基準級別 | < | {level} | < | < | <
"""


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up standard in notation.

    `header` is printed above the first page of the main table, and above the following ones where
    `repeat_header` says so; it may have several rows. `footer` is printed at the foot of every page of
    the main table. `attitudes` and `notes` are lines of text, `===` among them begins the next page.
    """

    tasks: str = TASKS
    title: str = "甲物整理員職能基準"
    versions: str | None = VERSIONS
    profile: str | None = field(default_factory=profile)
    header: str = HEADER
    repeat_header: bool = True
    footer: str = ""
    attitude_heading: str = "職能內涵（A=attitude 態度）"
    attitudes: Sequence[str] = ATTITUDES
    notes_heading: str = "說明與補充事項"
    notes: Sequence[str] = NOTES
    widths: tuple[float, ...] = ()

    def blocks(self) -> list[Block]:
        """Everything in reading order with its page."""
        blocks: list[Block] = [paragraph(self.title, 1)] if self.title else []
        blocks += [table(part) for part in (self.versions, self.profile) if part]
        blocks += self._main_table()
        page = max((block.page for block in blocks), default=1)
        for heading, lines in ((self.attitude_heading, self.attitudes), (self.notes_heading, self.notes)):
            for line in [heading, *lines] if heading else []:
                if line == PAGE:
                    page += 1
                else:
                    blocks.append(paragraph(line, page))
        return blocks

    def _main_table(self) -> Iterator[Block]:
        head = self.header.strip("\n").splitlines() if self.header else []
        for page, rows in enumerate(pages_of(self.tasks), 1):
            if rows:
                yield table([*(head if page == 1 or self.repeat_header else []), *rows], page, self.widths)
            if self.footer:
                yield paragraph(self.footer.format(page=page), page)
