"""Heads of the main table, kinds of items, and the parts before and behind it: nothing is lost or lumped together there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.documents.model import Document, Paragraph
from pipeline.documents.text.normalise import characters, fold
from pipeline.schema.tables import Tables
from pipeline.standards.section import Section
from pipeline.standards.witness.doubt import Doubt, some
from pipeline.standards.witness.printed import HEADS, Printed, heading

_ORDER = tuple(HEADS)
_AFTER_NOTES = re.compile(r"(?:附錄|附件|參考文獻|參考資料|.{0,12}委員名單)")
_CLASS_CODES = re.compile(r"[A-Z]{3}(?![A-Za-z0-9])|[A-Z]?-?\d{3,}")
_ONE_CLASS = re.compile(r"[A-S]\d{2}-\d{2}|[A-S](?:-\d+)+|[A-Z]{3}\d{4}-\d{3}(?:v\d+)?")
_BESIDE_LABELS = tuple(map(re.compile, (
    r"職能基準代碼\W*[A-Z]{2,4}\d", r"(?:職能)?基準級別\W*[1-6]\b", r"工作(?:描述|說明)\W*\w{8}",
)))
"""Code, level and description as they stand behind their labels."""
_OTHER_SLASHES = re.compile("[∕⁄╱]")
_ENDS_SENTENCE = re.compile(r"[。；：！？）)」』】》.;:!?]$")
_GOES_ON = re.compile(r"[a-z，。、；）]|\d+(?:年|月|小時|公分|公斤)")
_RARE = 2


def heads(seen: Printed) -> Iterator[Doubt]:
    """Columns that nobody knows, or in an order that is not the form's (I-121)."""
    if seen.unknown_heads:
        yield Doubt("column_unknown", raw=some(seen.unknown_heads))
    known = [name for name in seen.heads if name in HEADS]
    if known != [name for name in _ORDER if name in known]:
        yield Doubt("columns_reordered", raw=some(known, 7))


def uncoded(tables: Tables) -> Iterator[Doubt]:
    """Items without a code among coded ones, or no code at all where the form has one (I-59, I-63)."""
    kinds = {
        "T": [row.task_code for row in tables.tasks],
        "P": [row.indicator_code for row in tables.indicators],
        **{kind: [row.competency_code for row in tables.competencies if row.kind == kind] for kind in "KS"},
    }
    for letter, codes in kinds.items():
        lacking = codes.count(None)
        if lacking:
            yield Doubt("codes_lacking", locator=letter, detail=f"{lacking} of {len(codes)} have none.")
    outputs = [row.output_code for row in tables.outputs]
    if 0 < outputs.count(None) * 2 < len(outputs):
        yield Doubt("codes_lacking", locator="O", detail=f"{outputs.count(None)} of {len(outputs)} have none.")


def bare(tables: Tables) -> Iterator[Doubt]:
    """Codes one after the other without a text, as where codes and texts stand in columns of their own (I-59, I-110)."""
    kinds = (
        [(row.indicator_code, row.text) for row in tables.indicators], [(row.output_code, row.name) for row in tables.outputs],
        [(row.competency_code, row.name) for row in tables.competencies],
    )
    for rows in kinds:
        for (code, text), (following, other) in pairwise(rows):
            if code and following and not text and not other:
                detail = "Their texts may stand elsewhere."
                yield Doubt("rows_uncertain", raw=some([code, following]), detail=detail, section=Section.TASKS)
                break


def widths(tables: Tables) -> Iterator[Doubt]:
    """Codes of K and S with fewer digits than those before them: a digit may have gone to the name (I-56)."""
    for kind in "KS":
        codes = [row.competency_code for row in tables.competencies if row.kind == kind and row.competency_code]
        short = [code for code in codes if len(code) < max(map(len, codes))]
        if 0 < len(short) <= _RARE and len(codes) > len(short) + _RARE:
            yield Doubt("codes_lacking", locator=short[0], raw=some(short), detail="Its number has fewer digits than the others.")


def reused(tables: Tables) -> Iterator[Doubt]:
    """Several codes for several different items each: one may be the source's slip, two are a pattern (I-60)."""
    again = [
        identity for rows, column in (
            (tables.duties, "duty_id"), (tables.tasks, "task_id"), (tables.outputs, "output_id"),
            (tables.indicators, "indicator_id"), (tables.competencies, "competency_id"),
        ) for row in rows for identity in [getattr(row, column)] if "#" in identity[1:] and not identity[1:].startswith("#")
    ]
    if len(again) >= _RARE:
        yield Doubt("codes_reused", raw=some(again))


def classes(tables: Tables) -> Iterator[Doubt]:
    """Classifications in which two stand as one."""
    for row in tables.classifications:
        code = row.code or ""
        if len(_CLASS_CODES.findall(code)) > 1 and not _ONE_CLASS.fullmatch(code):
            yield Doubt("classes_mixed", raw=code, section=Section.PROFILE)
        elif row.name and _OTHER_SLASHES.search(row.name):
            yield Doubt("classes_mixed", raw=row.name, detail="The mark is no slash.", section=Section.PROFILE)


def tail(tables: Tables) -> Iterator[Doubt]:
    """What follows the notes among the notes or attitudes, and notes cut in mid-sentence (I-124, I-74)."""
    for note in tables.notes:
        if _AFTER_NOTES.match(note.text):
            yield Doubt("tail_mixed", raw=note.text, section=Section.NOTES)
    for before, after in pairwise(tables.notes):
        goes_on = after.marker is None and _GOES_ON.match(after.text) and not _ENDS_SENTENCE.search(before.text)
        if before.section == after.section and goes_on:
            yield Doubt("tail_mixed", raw=after.text, detail="The note before it ends in mid-sentence.", section=Section.NOTES)


def lost(seen: Printed, tables: Tables) -> Iterator[Doubt]:
    """Text before and behind the main table that is in no published text, label or heading."""
    standard = tables.standards[0]
    profile = [standard.name, standard.description, standard.standard_code, standard.level_printed]
    profile += [text for row in tables.standard_versions for text in (row.version_code, row.name, row.status, row.note)]
    profile += [f"V{row.version}" for row in tables.standard_versions]
    profile += [text for row in tables.classifications for text in (row.code, row.name)]
    attitudes = [
        "".join(filter(None, (row.competency_code, row.name, row.definition))) for row in tables.competencies if row.kind == "A"
    ]
    yield from _missing(seen.before, profile)
    lines = [(line, page) for text, page in seen.behind for line in text.splitlines()]
    yield from _missing(lines, [*(note.text for note in tables.notes), *attitudes, *profile])


def unfilled(document: Document, tables: Tables) -> Iterator[Doubt]:
    """Labels of the profile with their values outside every table, while the standard has no such value (I-02, I-23)."""
    standard = tables.standards[0]
    held = (standard.standard_code, standard.level_printed, standard.description)
    labels = [label for value, label in zip(held, _BESIDE_LABELS, strict=True) if not value]
    lines = (line for block in document.body if isinstance(block, Paragraph) for line in block.lines) if labels else ()
    for line in lines:
        if any(label.match(fold(line.text)) for label in labels):
            detail = "The value of a label is in no published text."
            yield Doubt("line_not_read", raw=line.text, page=line.page, detail=detail, section=Section.PROFILE)


def _missing(printed: Sequence[tuple[str, int | None]], held: Sequence[str | None]) -> Iterator[Doubt]:
    whole = _key("".join(fold(text) for text in held if text))
    known: set[str] = set()
    for text, page in printed:
        if text in known or _LABEL.search(heading(text) or fold(text)):
            continue
        words = [word for word in _WORDS.findall(_without_dates(text)) if _key(word) not in whole]
        if sum(map(len, words)) >= _FEW and _key(fold(text)) not in whole:
            yield Doubt("line_not_read", raw=text, page=page, detail=f"Missing: {some(words)}.", section=Section.DOCUMENT)
        else:
            known.add(text)


def _without_dates(text: str) -> str:
    return _ROC_DATE.sub(" ", _DATE.sub(" ", _PAGE_COUNT.sub(" ", text)))


def _key(text: str) -> str:
    return unicodedata.normalize("NFKC", characters(text)).casefold()


def dates(seen: Printed, tables: Tables) -> Iterator[Doubt]:
    """Dates of the version table that no row has (I-05, I-06)."""
    printed = sum(len(_DATE.findall(text)) for text, _ in seen.before)
    held = sum(1 for row in tables.standard_versions if row.updated_on is not None)
    if printed > held:
        detail = f"{printed} dates are printed before the main table, {held} version rows have one."
        yield Doubt("line_not_read", detail=detail, section=Section.VERSIONS)
    for row in tables.standard_versions:
        if row.updated_on is None and row.note and _YEAR_AND_MONTH.search(row.note):
            detail = "A date stands in the note of a version that has none."
            yield Doubt("line_not_read", row.version_code, row.note, detail=detail, section=Section.VERSIONS)


_YEAR_AND_MONTH = re.compile(r"(?:民國|(?:19|20)\d\d)\s?[年/.]?\s?\d{1,3}\s?[年月/.]")
_WORDS = re.compile(r"[^\W_]+")
_FEW = 3
_PAGE_COUNT = re.compile(r"第\s*\d+\s*頁\W{0,3}(?:[總共]{1,2}\s*\d+\s*頁)?")
_DATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:\s?[/.年-]\s?\d{1,2}\s?[/.月-]\s?\d{1,2}(?:日|(?!\d))|(?:0[1-9]|1[0-2])[0-3]\d(?!\d))"
)
_ROC_DATE = re.compile(r"(?:(?:中華)?民國\s?|(?<!\d))1\d\d\s?[年/.-]\s?\d{1,2}\s?[月/.-]\s?\d{1,2}(?:日|(?!\d))")
_LABEL = re.compile(
    r"^(?:態度|行為)?(?:定義|說明|內涵|描述|內容|意涵|釋義)(?:說明)?$|^(?:項次|序號|編號|代碼|名稱|項目)$"
    r"|說明與補充|補充說明|學歷|職[能業]內涵|a=?attitude|^態度(?:attitudes?)?$|建議擔任|能力條件|^件】?$|所屬類別|更新紀錄|第\d+頁|page\d|^\d+/\d+$"
    r"|免填|計畫執行單位|有效期限|自行調整|態度內涵將於|名詞釋義|入門條件|職能基準|^(?:職類|職業|行業)別?(?:代碼)?$|擇一填寫|^工作描述$|^基準級別$|^版本$|^狀態$|^更新說明$|^發展更新日期$"
)
