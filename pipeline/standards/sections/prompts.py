"""The words that the empty form brings along and that stay behind in a filled one (field guide N, I-128)."""

from __future__ import annotations

from collections.abc import Iterable

import regex

from pipeline.documents.findings import IssueLog
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Line
from pipeline.documents.text.normalise import fold
from pipeline.standards.section import Section

_WORDS = (
    r"(?:該[項欄]如?無?[可得]?)?(?:免填|免填寫|無需填寫|無須填寫)|該項如無可免填|如無可免填"
    r"|(?:由|請由)?iCAP\s*(?:計畫)?\s*(?:執行單位|專案辦公室|平臺|平台)?(?:提供|填寫|核給|編定)"
    r"|(?:本)?表格?列數請?自行(?:調整|增減)|請自行(?:調整|增減)(?:表格)?列數"
    r"|態度內涵將?於後續職能應用時[^）)]{0,30}"
    r"|按一下(?:或點選)?(?:這裡|此處)?以?(?:輸入文字|輸入日期|新增文字)|選擇一個?項目"
    r"|Click (?:or tap )?(?:here )?to enter (?:text|a date)|Choose an item"
)
"""The last two lines are what the fields of a word processor say while they are empty."""
_SEVERAL = rf"\s*(?:{_WORDS})(?:\s*[，,、；;／/]\s*(?:{_WORDS}))*\s*[。.]?\s*"
_NONE = regex.compile(r"[無无]。?|[（(]無[）)]|N/?A|n/?a|None|none|[-－–—─/／＼]{1,3}|不適用")
_PROMPT = regex.compile(rf"[（(]{_SEVERAL}[）)]|^{_SEVERAL}$", regex.MULTILINE)


def without_prompts(text: str) -> tuple[str, list[str]]:
    """A text without the form's own words, and these as printed."""
    found = [match[0].strip() for match in _PROMPT.finditer(text)]
    return (_PROMPT.sub("", text) if found else text), found


def says_none(text: str) -> bool:
    """Whether a text says that there is nothing, as 無 or － in the cell of the outputs (I-63)."""
    return _NONE.fullmatch(fold(text)) is not None


def is_prompt(text: str) -> bool:
    """Whether a text is nothing but the form's own words."""
    rest, found = without_prompts(text)
    return bool(found) and not fold(rest)


def cleared(lines: Iterable[Line], section: Section, locator: str | None, ledger: Ledger, log: IssueLog) -> list[Line]:
    """Lines without the form's own words, wrapped or not; each of these is told, and a line of nothing else goes."""
    kept: list[Line] = []
    for run in _runs(lines):
        whole = "".join(line.text for line in run)
        found = list(_PROMPT.finditer(whole))
        if not found:
            kept += run
            continue
        for prompt in found:
            log.add("form_prompt", section, locator=locator, raw=prompt[0].strip(), page=run[0].page)
        place = 0
        for line in run:
            cuts = [(match.start() - place, match.end() - place) for match in found]
            place += len(line.text)
            rest = "".join(ch for index, ch in enumerate(line.text) if not any(start <= index < end for start, end in cuts))
            if rest == line.text:
                kept.append(line)
            elif not fold(rest):
                ledger.furniture((line,))
            else:
                kept.append(line._replace(text=rest))
                ledger.replace(line, kept[-1])
    return kept


def _runs(lines: Iterable[Line]) -> list[list[Line]]:
    """Lines with those that the layout broke off from them."""
    runs: list[list[Line]] = []
    for line in lines:
        if line.soft and runs:
            runs[-1].append(line)
        else:
            runs.append([line])
    return runs
