"""Published texts: each is one piece of the page, and none has the shape that a wrong cut leaves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import NamedTuple

from pipeline.documents.model import Document
from pipeline.documents.text.normalise import fold
from pipeline.schema.tables import Tables
from pipeline.standards.section import Section
from pipeline.standards.witness.census import Held
from pipeline.standards.witness.doubt import Doubt
from pipeline.standards.witness.places import page_of
from pipeline.standards.witness.printed import Printed, begins_tail, may_begin_tail

_OPENING = {"（": "）", "(": "）", "【": "】", "「": "」", "《": "》"}
_CLOSING = {"）": "）", ")": "）", "】": "】", "」": "」", "》": "》"}
_LEVEL = r"(?:第?[1-6一二三四五六]級|[1-6一二三四五六Ⅰ-Ⅵ])(?:以上)?(?:\s?[（(][^（）()]{1,6}[）)])?"
_PAGE_BEHIND = re.compile(rf"[。；！](?:\d{{1,3}}|{_LEVEL})$")
_NUMBER = re.compile(r"(?:^|\W)\w{1,2}$")
_WHOLE = (
    ("a page number stands in it", re.compile(r"第\s*\d+\s*頁|頁次|\bPage\s*\d|-\s*\d+\s*-$|\d\s*/\s*\d+$")),
    ("it begins with a closing mark", re.compile(r"^[，。、；：！？）」』】》〉,.;:!?)\]/／%]")),
    ("a bullet stands in it", re.compile("[●■◆⚫•▪►▶]")),
    ("a heading of the document stands in it",
     re.compile("說明與補充|其他補充說明|職[能業]內涵|工作任務代碼|學歷／經歷|職能基準代碼|態度內涵")),
    ("a code stands in it", re.compile(r"(?<![A-Za-z0-9.])(?:[TOP]\d{1,2}(?:\.\d{1,2}){1,3}|[KSA]\d{2,3})(?![\dA-Za-z])")),
    ("it holds phonetic signs", re.compile("[\u3100-\u312f\u31a0-\u31bf]")),
    ("it ends in a number", _PAGE_BEHIND),
    ("it belongs to what follows the notes", re.compile("參考文獻|委員名單")),
)
_ANY = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _WHOLE))
"""All of them at once, because hardly any text has one."""
_HINT = re.compile(rf"[\d頁補涵碼歷獻單級●■◆⚫•▪►▶\u3100-\u312f\u31a0-\u31bf]|{_WHOLE[1][1].pattern}")
"""What stands in whatever `_ANY` finds: found ten times as fast where it does not."""
_BRACKET = re.compile("[（()）【】「」《》]")
_UNENDED = re.compile(r"[、／（(「【]$")
_LETTER = re.compile(r"[^\W\d_]")
_WORDS = re.compile(r"[^\W_]+")
_PAGE = re.compile(r"第\s*\d+\s*頁\W{0,3}(?:[總共]{1,2}\s*\d+\s*頁)?")
_MARK = re.compile(
    r"^(?:[\s●•■◆⚫․▪►▶◇□○‧∙◎※◦·*\ue000-\uf8ff]|[-－–](?!\d))+|^(?:[(（]?(?:[\d一二三四五六七八九十]+|[甲乙丙丁戊己庚辛壬癸])[)）.、．](?!\d)|[①-⑳])\s*"
)
_BULLET = re.compile("[●■◆⚫•▪►▶]")
_VERSION_ROW = re.compile(r"(?<![A-Za-z])V\d{1,2}\s+[A-Z]{3}\d{4}-\d{3}")
_STOPS = "。；！？)）"
_START = 6
"""So many characters tell one beginning from another."""
_ENDS_IN_DIGIT = re.compile(r"[\u4e00-\u9fff]\d$")


class Text(NamedTuple):
    """A published text with the code that is printed before it; `is_name` where it is no sentence."""

    locator: str
    code: str | None
    text: str
    page: int | None
    is_name: bool


def texts(tables: Tables) -> Iterator[Text]:
    """Every published text of the main table and the attitudes."""
    for duty in tables.duties:
        yield from _text(duty.duty_id, duty.duty_code, duty.name, duty.page, True)
    for task in tables.tasks:
        yield from _text(task.task_id, task.task_code, task.name, task.page, True)
    for output in tables.outputs:
        yield from _text(output.output_id, output.output_code, output.name, output.page, True)
    for indicator in tables.indicators:
        yield from _text(indicator.indicator_id, indicator.indicator_code, indicator.text, indicator.page, False)
    for one in tables.competencies:
        yield from _text(one.competency_id, one.competency_code, one.name, None, True)
        yield from _text(one.competency_id, None, one.definition, None, False)


def _text(locator: str, code: str | None, text: str | None, page: int | None, is_name: bool) -> Iterator[Text]:
    if text:
        yield Text(locator, code, text, page, is_name)


def in_one_piece(seen: Printed, found: list[Text]) -> Iterator[Doubt]:
    """Texts that are not printed in one piece, be it along a row or down a column, and not behind their code."""
    whole = f"{seen.rows_text}\0{seen.columns_text}\0{seen.seamless_text}"
    for text in found:
        folded = fold(text.text)
        if folded not in whole:
            yield Doubt("text_not_in_one_piece", text.locator, text.text, text.page or page_of(text.code or text.locator, seen))
        elif not text.is_name and _lacks_its_end(folded, whole):
            yield Doubt("text_cut", text.locator, text.text, text.page, "The full stop behind it is missing.")
        elif text.code and f"{text.code}{folded}" not in whole and _stands_before_others(text.code, whole):
            page = text.page or page_of(text.code, seen)
            yield Doubt("text_not_in_one_piece", text.locator, text.text, page, "It is not what stands behind the code.")


def _lacks_its_end(folded: str, whole: str) -> bool:
    """Whether a sentence is nowhere printed without the full stop that is not in the text."""
    return folded[-1] not in "。；！？" and whole.count(folded) == whole.count(f"{folded}。")


def _stands_before_others(code: str, whole: str) -> bool:
    """Whether the code is printed, and each time directly before a letter: then of some other text."""
    place, plain = whole.find(code), False
    while place >= 0:
        after = whole[place + len(code): place + len(code) + 1]
        if not after or not _LETTER.match(after):
            return False
        plain = True
        place = whole.find(code, place + 1)
    return plain


def sentences(document: Document, tables: Tables) -> Iterator[Doubt]:
    """In a text without tables an output that ends as sentences do may hold the end of an indicator that lacks its own."""
    unended = [row for row in tables.indicators if row.text and row.text[-1] not in _STOPS]
    if document.format != "text" or not unended or 2 * len(unended) > len(tables.indicators):
        return
    for output in tables.outputs:
        if output.name and output.name[-1] in "。；":
            locator = output.output_code or output.output_id
            yield Doubt("text_misshapen", locator, output.name, detail="It ends as a sentence does, and an indicator does not.")


def notes(tables: Tables) -> Iterator[Doubt]:
    """Notes that hold the bullet of another note, or end in a page number (I-97, I-100)."""
    for row in tables.notes:
        for reason, pattern, start in (("a bullet stands in it", _BULLET, 1), ("it ends in a number", _PAGE_BEHIND, 0)):
            if pattern.search(row.text, start):
                yield Doubt("text_misshapen", raw=row.text, detail=f"In short: {reason}.", section=Section.NOTES)
        if _VERSION_ROW.search(row.text):
            detail = "A row of a version table stands in it."
            yield Doubt("text_misshapen", raw=row.text, detail=detail, section=Section.NOTES)
        if row.text[-1] in "、，":
            yield Doubt("notes_cut", raw=row.text, detail="It ends as if more were to follow.", section=Section.NOTES)


def misshapen(found: list[Text]) -> Iterator[Doubt]:
    """Texts of a shape that seldom is anybody's wording and often the trace of a wrong cut."""
    for text in found:
        if (reason := _fault(text)) is not None:
            yield Doubt("text_misshapen", text.locator, text.text, text.page, f"In short: {reason}.")
    ends = [text for text in found if text.is_name and _ENDS_IN_DIGIT.search(text.text)]
    if len({text.text[:-1] for text in ends}) > 1:
        yield Doubt("text_misshapen", ends[0].locator, ends[0].text, ends[0].page, f"{len(ends)} names end in a lone digit.")


def _fault(text: Text) -> str | None:
    if _HINT.search(text.text) and _ANY.search(text.text):
        return next(reason for reason, pattern in _WHOLE if pattern.search(text.text))
    if text.is_name and _UNENDED.search(text.text):
        return "it ends as if more were to follow"
    if text.is_name and len(_LETTER.findall(text.text)) < 1:
        return "it holds no word"
    return "a bracket is not closed" if _BRACKET.search(text.text) and _is_unbalanced(text.text) else None


def _is_unbalanced(text: str) -> bool:
    """Whether a bracket lacks its other half; half and full width close each other, `1)` is a number of a list."""
    waiting: list[str] = []
    for place, one in enumerate(text):
        if one in _OPENING:
            waiting.append(_OPENING[one])
        elif one in _CLOSING:
            if waiting and waiting[-1] == _CLOSING[one]:
                waiting.pop()
            elif not _NUMBER.search(text[:place]):
                return True
    return bool(waiting)


def whole(seen: Printed, tables: Tables, held: Held, found: list[Text]) -> Iterator[Doubt]:
    """What stands between a code and the next in a cell is in the text published under that code."""
    names: dict[str, str] = {}
    for text in found:
        if text.code:
            names[text.code] = names.get(text.code, "") + fold(text.text) + "\0"
    for row in tables.competencies:
        if row.definition and row.competency_code:
            names[row.competency_code] = names.get(row.competency_code, "") + fold(row.definition)
    for cell in seen.cells:
        for number, code in enumerate(cell.codes):
            name = held.named(code.text)
            if name is None or name not in names:
                continue
            end = cell.codes[number + 1].start if number + 1 < len(cell.codes) else len(cell.text)
            rest = _before_headings(cell.text[code.end: end])
            rest = fold(_PAGE.sub("", rest) if "頁" in rest else rest)
            if name != code.text:
                rest = code.text[len(name):] + rest
            # Nearly all of it stands there in one piece.
            words = [] if rest in names[name] else [word for word in _WORDS.findall(rest) if word not in names[name]]
            if sum(map(len, words)) > 1:
                yield Doubt("text_cut", name, cell.text[code.start: end].strip(), cell.page, f"Missing: {words[0]}.")


def _before_headings(text: str) -> str:
    """What stands in a cell above the heading of another part: attitudes and notes may share a cell."""
    if "\n" not in text or not may_begin_tail(text):
        return text
    return "\n".join(takewhile(lambda line: not begins_tail(line), text.split("\n")))


def notes_begin(seen: Printed, tables: Tables) -> Iterator[Doubt]:
    """A note begins where a line begins, and a line that begins with a mark begins a note (I-74)."""
    lines = [line for text, _ in seen.behind for line in text.splitlines() if fold(line)]
    whole = fold("".join(lines))
    begun = {fold(part)[:_START] for line in lines for part in _beginnings(line)} - {""}
    begun_longer = {one[:length] for one in begun for length in range(1, len(one))}
    for row in tables.notes:
        first = fold(row.text)[:_START]
        shorter = (first[:length] in begun for length in range(1, len(first) + 1))
        if first in whole and first not in begun_longer and not any(shorter):
            yield Doubt("notes_cut", raw=row.text, detail="It begins within a line.", section=Section.NOTES)
    starts = {fold(row.text)[:_START] for row in tables.notes}
    typed = [(line, bare) for line in lines if (bare := fold(_MARK.sub("", line))) != fold(line)]
    for line, bare in (*typed, *((line, fold(line)) for line in seen.marked)):
        if len(bare) < _START or bare[:_START] in starts:
            continue
        if any(bare[: 2 * _START] in fold(row.text)[1:] for row in tables.notes):
            detail = "It begins with a mark and is held within another note."
            yield Doubt("notes_cut", raw=line, detail=detail, section=Section.NOTES)


def notes_end(seen: Printed, tables: Tables) -> Iterator[Doubt]:
    """A note ends where a line ends in a full stop and the author began the next."""
    folded = "\n".join(fold(row.text) for row in tables.notes)
    for before, after in seen.begun:
        seam = f"{before[-_START:]}{after[:_START]}"
        if before[-1:] in ("。", "；") and len(after) >= _START and seam in folded:
            yield Doubt("notes_cut", raw=after, detail="It begins a line and is held within another note.", section=Section.NOTES)


def _beginnings(line: str) -> Iterator[str]:
    """Where a note may begin in a line: at its start, behind one or two marks, behind a heading or a bullet (I-97)."""
    yield line
    for bullet in _BULLET.finditer(line):
        yield line[bullet.end() :]
    yield (bare := _MARK.sub("", line))
    yield _MARK.sub("", bare)
    for colon in "：:":
        if colon in line:
            yield line.partition(colon)[2]
