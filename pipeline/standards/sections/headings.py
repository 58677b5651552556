"""Headings and labels of the published documents, with their variants (field guide A.1 … A.5).

Everything is compared without white space, in half width and lower case, so `職能⏎級別` and
`（K=knowledge 知識）` in any spelling meet one form.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from enum import StrEnum
from functools import lru_cache

import regex

from pipeline.documents.model import Cell
from pipeline.documents.text.marks import list_mark, without_marks
from pipeline.documents.text.normalise import fold


@lru_cache(maxsize=16384)
def key(text: str) -> str:
    """The form in which headings are compared; for comparing only (I-81)."""
    return unicodedata.normalize("NFKC", fold(text)).casefold()


_LONGEST_HEADING = 60
_MARKS = regex.compile(r"[^\w]+|_")
_CONTINUED = regex.compile(r"\(續(?:上頁|前頁|上表|前表)?\)$")
"""What the heads of a table say where it goes on."""


@lru_cache(maxsize=16384)
def words(text: str) -> str:
    """The letters and digits of a heading alone: brackets, colons, slashes and dashes vary with the typist; `（續）` goes.

    Empty for text that is too long for any heading.
    """
    folded = key(text)
    if len(folded) > _LONGEST_HEADING:
        return ""
    return _MARKS.sub("", _CONTINUED.sub("", folded) if "續" in folded else folded)


class Column(StrEnum):
    """The seven logical columns of the main table, in printed order."""

    DUTY = "duty"
    TASK = "task"
    OUTPUT = "output"
    INDICATOR = "indicator"
    LEVEL = "level"
    KNOWLEDGE = "knowledge"
    SKILL = "skill"


COLUMNS = tuple(Column)
_SHORTEST_CUT = 2

# Without their marks; behind the name stands the letter of its codes, `主要職責（T）`, or the same in English (I-121).
_LETTER = r"[a-z]{0,30}"
_CONTENT = r"(?:[職能業內涵]{4})?"
_HEADERS: tuple[tuple[Column, str], ...] = (
    (Column.DUTY, rf"(?:主要|工作)職責(?:代碼)?{_LETTER}"),
    (Column.TASK, rf"工作任務(?:代碼)?{_LETTER}"),
    (Column.OUTPUT, rf"工作產出(?:代碼)?{_LETTER}"),
    (Column.INDICATOR, rf"(?:行為|績效)指標(?:代碼)?{_LETTER}"),
    (Column.LEVEL, rf"職能(?:級別|等級){_LETTER}|級別(?:competency)?(?:level)?|職能"),
    (Column.KNOWLEDGE, rf"{_CONTENT}(?:k?knowledge知識|k知識|kknowledge|知識k?knowledge|知識k)|[職能業內涵]{{4}}(?:k|知識)"),
    (Column.SKILL, rf"{_CONTENT}(?:s?skills?技能|s技能|sskills?|技能s?skills?|技能s)|[職能業內涵]{{4}}(?:s|技能)"),
)
_HEADER = regex.compile("|".join(f"(?P<{column}>{pattern})" for column, pattern in _HEADERS))
_FULL_NAMES: tuple[tuple[Column, str], ...] = (
    (Column.DUTY, "主要職責"),
    (Column.TASK, "工作任務"),
    (Column.OUTPUT, "工作產出"),
    (Column.INDICATOR, "行為指標"),
    (Column.LEVEL, "職能級別"),
)
_SPANNING = frozenset(("職能內涵", "職業內涵"))
_FREE_HEADERS: tuple[tuple[Column, regex.Pattern[str]], ...] = (
    (Column.DUTY, regex.compile("職責|dut(?:y|ies)|responsibilit")),
    (Column.TASK, regex.compile("任務|工作項目|tasks?")),
    (Column.OUTPUT, regex.compile("產出|工作成果|outputs?|deliverables?")),
    (Column.INDICATOR, regex.compile("指標|績效標準|行為標準|indicators?|criteria")),
    (Column.LEVEL, regex.compile("級別|等級|層級|levels?")),
    (Column.KNOWLEDGE, regex.compile("知識|knowledge")),
    (Column.SKILL, regex.compile("技能|skills?")),
)
"""Words by which a head beside others tells its column in whatever wording (I-121)."""


def is_spanning_head(text: str) -> bool:
    """True for 職能內涵 alone, which stands above both K and S (I-25)."""
    return key(text) in _SPANNING


@lru_cache(maxsize=16384)
def header_column(text: str) -> Column | None:
    """The column that a header cell names; `職能` and `級別` alone name the level (I-25, I-26)."""
    bare = words(text)
    match = _HEADER.fullmatch(bare) if bare else None
    return Column(match.lastgroup) if match and match.lastgroup else None


def free_header_column(text: str) -> Column | None:
    """The column that a head in free wording or in English names, if it names only one; only beside heads that are sure."""
    bare = words(text)
    named = [column for column, pattern in _FREE_HEADERS if pattern.search(bare)] if bare else []
    return named[0] if len(named) == 1 else None


def is_spanning_header(text: str) -> bool:
    """True for 職能內涵 above the heads of knowledge and skills."""
    return key(text) in _SPANNING


def cut_header_column(text: str) -> Column | None:
    """The column of a header cell that a page break cut (`主要職` / `責`), if its first part names only one."""
    folded = key(text)
    named = [column for column, name in _FULL_NAMES if len(folded) >= _SHORTEST_CUT and name.startswith(folded)]
    return named[0] if len(named) == 1 else None


_HALVES = frozenset(("主要", "工作", "行為", "績效", "職能", "職能內涵", "職業內涵"))


def is_half_name(text: str) -> bool:
    """True for the first half of a column's name, which may stand in a cell above the other half (I-25)."""
    return words(text) in _HALVES


def is_header_fragment(text: str) -> bool:
    """True for a header cell, a spanning 職能內涵, or a piece of one that became data (I-29)."""
    return key(text) in _SPANNING or header_column(text) is not None


_PIECES = regex.compile(r"\(?(?:知識|技能)\)?|\(?[ks]=?|=?(?:knowledge|skills?)\)?")
_ENGLISH = regex.compile(
    r"(?:main|major|key)?(?:dut(?:y|ies)|responsibilit(?:y|ies))|(?:work)?tasks?|(?:work)?outputs?"
    r"|(?:performance|behaviou?r(?:al)?)?indicators?|(?:competency)?levels?|(?:k)?knowledge|(?:s)?skills?|competenc(?:y|ies)"
)


_PLAIN_WORDS = frozenset(("知識", "技能"))


def is_header_piece(text: str) -> bool:
    """A header fragment, or a word that a header of three rows leaves alone in its last (`知識）`, I-25)."""
    return is_header_fragment(text) or _PIECES.fullmatch(key(text)) is not None or _ENGLISH.fullmatch(words(text)) is not None


def is_plain_word(text: str) -> bool:
    """A header piece that is a word of names too (I-42)."""
    return key(text) in _PLAIN_WORDS


_ATTITUDES = regex.compile(
    r"(?:職能內涵|職業內涵)?a?(?:attitudes?|abilit(?:y|ies))(?:工作)?(?:態度|能力)?|(?:職能內涵|職業內涵)a?態度|a?態度|態度a?(?:attitudes?)?"
)
_NOTES = regex.compile(r"說明[與及和]補充(?:事項|說明)?|補充說明事項")
_TAIL = regex.compile(
    r"(?:附錄|附件|附表)[一二三四五六七八九十0-9a-z]{0,2}(?:\p{Han}{2,16})?|(?:主要)?參考(?:文獻|資料|書目|來源)|references?|appendix[a-z0-9]?"
    r"|\p{Han}{0,12}(?:委員|專家|小組|成員|人員)(?:會)?(?:名單|名冊|一覽表)|(?:編修|研訂|訂定|發展)(?:團隊|單位)(?:名單)?|致謝|誌謝|(?:版本|修訂|編修|更新)(?:紀錄|記錄|沿革|歷程)"
)
_TITLE = regex.compile(r".+職能基準")
_CLOSED = r"[】\]):。]*"
_PREREQUISITES = regex.compile(
    r"(?P<heading>[【\[(]?(?:建議)?擔任[此本該]?(?:職類|職業|職務|工作)(?:[/、或及](?:職類|職業))?者?[之的]?"
    r"(?:學歷|學經歷|經歷|經驗|能力|條件|資格|學/(?=經)|[/、或及與和之])*(?:等?(?:之)?說明)?"
    rf"(?:\([^()]{{1,8}}\))?{_CLOSED})"
    rf"|(?P<entry>[【\[(]?\w{{0,12}}入門條件{_CLOSED})"
)
_GLOSSARY = regex.compile(rf"(?P<heading>[【\[(]?(?:專有名詞|專業名詞|專業術語|名詞|用語)(?:釋義|解釋|定義|說明){_CLOSED})")
_SUPPLEMENTS = regex.compile(rf"(?P<heading>[【\[(]?(?:其[他它]補充(?:說明|事項|資料)|其[他它]說明|補充說明)(?:事項)?{_CLOSED})")
_LEGACY = regex.compile(r"(?P<heading>[【\[]?(?:相關所屬類別|基準更新紀錄|基準更新記錄)[】\]]?:?)")


def is_attitude_heading(text: str) -> bool:
    """`職能內涵（A=attitude 態度）` in any spelling, 職業內涵 included (A.4), numbered or not."""
    # Asked of every line and row; hardly any holds what every such heading does.
    folded = key(text)
    return ("態" in folded or ("i" in folded and "t" in folded)) and _ATTITUDES.fullmatch(words(without_marks(text))) is not None


def is_notes_heading(text: str) -> bool:
    """`說明與補充事項` and its variants (A.5), numbered or not."""
    return "補" in key(text) and _NOTES.fullmatch(words(without_marks(text))) is not None


def is_section_heading(text: str) -> bool:
    """The heading of the attitudes or of the notes."""
    return is_attitude_heading(text) or is_notes_heading(text)


def is_tail_heading(text: str) -> bool:
    """The heading of what follows the notes: 參考文獻, 附錄一, a list of names (I-124); alone on its line, without a bullet."""
    mark = list_mark(text)
    return (mark is None or mark.numbered) and _TAIL.fullmatch(words(without_marks(text))) is not None


def is_title(text: str) -> bool:
    """`<name>職能基準`, the title line (A.0)."""
    return _TITLE.fullmatch(key(text)) is not None


class Sub(StrEnum):
    """Sub-headings of the notes."""

    PREREQUISITES = "prerequisite"
    SUPPLEMENTS = "supplement"
    GLOSSARY = "glossary"
    LEGACY = "legacy"


_SUB_HEADINGS = (
    (Sub.PREREQUISITES, _PREREQUISITES), (Sub.SUPPLEMENTS, _SUPPLEMENTS), (Sub.GLOSSARY, _GLOSSARY), (Sub.LEGACY, _LEGACY),
)


def sub_heading(text: str) -> tuple[Sub, int] | None:
    """A notes sub-heading at the start of `text` and how many folded characters it takes (I-71 … I-73)."""
    folded = key(text)
    for sub, pattern in _SUB_HEADINGS:
        match = pattern.match(folded)
        if match and (sub is not Sub.PREREQUISITES or _is_prerequisite(match[0])):
            return sub, match.end()
    return None


def is_form_heading(text: str) -> bool:
    """A sub-heading of the notes in the words of the form of 2026 (field guide N)."""
    found = sub_heading(without_marks(text))
    return found is not None and (found[0] is Sub.GLOSSARY or "等說明" in key(text) or "入門條件" in key(text))


def _is_prerequisite(heading: str) -> bool:
    return any(word in heading for word in ("學歷", "經歷", "經驗", "條件"))


PROFILE_LABELS = {
    "職能基準代碼": "code",
    "職能基準名稱": "name",
    "職能基準名稱(擇一填寫)": "name",
    "所屬類別": "classes",
    "所屬產業": "industry",
    "職類": "job_category_name",
    "職業": "occupation_name",
    "職類別": "job_category",
    "職類別代碼": "job_category_code",
    "職業別": "occupation",
    "職業別代碼": "occupation_code",
    "行業別": "industry",
    "行業別代碼": "industry_code",
    "所屬產業代碼": "industry_code",
    "工作描述": "description",
    "工作說明": "description",
    "基準級別": "level",
    "職能基準級別": "level",
}
"""Profile labels (folded) and what they label."""

VERSION_LABELS = {
    "版本": "version",
    "職能基準代碼": "code",
    "職能基準名稱": "name",
    "狀態": "status",
    "更新說明": "note",
    "發展更新日期": "date",
    "發展/更新日期": "date",
    "更新日期": "date",
    "發展日期": "date",
}
"""Column headers of the version table (folded) and what they hold."""


def heads_versions(cells: Iterable[Cell]) -> bool:
    """Whether the cells that begin in a row are the head of the version table: 版本 beside 職能基準代碼 (A.1)."""
    keys = {key(cell.text) for cell in cells}
    return "版本" in keys and len(keys & set(VERSION_LABELS)) >= 3


_BOX = regex.compile(r"(?P<box>[☐☑☒□■◻◼✓✔🗹v])(?P<kind>職類|職業)(?!別)")
_CHECKED = frozenset("☑☒■◼✓✔🗹v")
_LABEL_REMARK = regex.compile(r"\((?:免填[^()]*|擇一[^()]*|必填|選填|可複選|[^()]*(?:提供|填寫))\)$")


@lru_cache(maxsize=4096)
def profile_label(text: str) -> str | None:
    """What a profile label stands for, or None; check boxes and the form's remarks are no part of it (I-96, I-128)."""
    folded = key(text).rstrip(":")
    if folded in PROFILE_LABELS:
        return PROFILE_LABELS[folded]
    boxes = list(_BOX.finditer(folded))
    if boxes and "".join(box[0] for box in boxes) == folded:
        checked = [box["kind"] for box in boxes if box["box"] in _CHECKED]
        kind = checked[0] if len(checked) == 1 else boxes[0]["kind"] if len(boxes) == 1 else None
        return PROFILE_LABELS[kind] if kind else None
    return PROFILE_LABELS.get(_LABEL_REMARK.sub("", folded))
