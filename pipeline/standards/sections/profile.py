"""Read the profile table: labels left, values right (field guide A.2, I-17 … I-23)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from pipeline.documents.findings import IssueLog
from pipeline.documents.flow import Row
from pipeline.documents.ledger import Ledger
from pipeline.documents.model import Line
from pipeline.documents.text.lists import list_lines, list_marks
from pipeline.documents.text.normalise import HARD, clean, fold
from pipeline.standards.section import Section
from pipeline.standards.sections.classes import ClassDraft, pair_classes
from pipeline.standards.sections.headings import key, profile_label
from pipeline.standards.sections.heads import span_of
from pipeline.standards.sections.levels import single_level
from pipeline.standards.sections.profile_parts import Part, has_unknown_label, report_unknown, without_unknown_pairs
from pipeline.standards.sections.prompts import cleared
from pipeline.standards.sections.rows import text_of
from pipeline.standards.sections.versions import clean_code, is_regular_code

_SCHEMES = ("job_category", "occupation", "industry")


@dataclass(slots=True)
class ProfileDraft:
    """What the profile says; every value as printed."""

    code: str | None = None
    name: str | None = None
    name_kind: str | None = None
    description: str | None = None
    level: int | None = None
    level_printed: str | None = None
    classes: list[ClassDraft] = field(default_factory=list)


_TALLEST = 2
"""Rows over which the label of a name or of classes reaches, and that a page break may leave above it."""

Values = dict[str, list[Line]]


def read_profile(rows: list[Row], spans_known: bool, ledger: Ledger, log: IssueLog) -> ProfileDraft:
    """Read labels and the values beside them; a value after a page break goes on with the label above."""
    values = _collect(rows, ledger, log)
    for name in list(values):
        values[name] = cleared(values[name], Section.PROFILE, name, ledger, log)
    prompted = frozenset(name for name, lines in values.items() if not lines)
    values = {name: lines for name, lines in values.items() if lines}
    for name, lines in values.items():
        ledger.published(lines, [text_of(lines)], Section.PROFILE, name)
    draft = ProfileDraft(classes=_classes(values, prompted, spans_known, log))
    _read_name(draft, values, log)
    _read_code(draft, values, log)
    draft.description = description_text(values.get("description", [])) or None
    _read_level(draft, values, log)
    return draft


def _collect(rows: list[Row], ledger: Ledger, log: IssueLog) -> Values:
    """Values by label; a row without labels goes on with the values above its cells, unless it has one that nobody knows."""
    values: Values = defaultdict(list)
    above: list[tuple[str, Part]] = []
    labels: list[Part] = []
    for parts in _whole_rows(rows):
        labelled = any(profile_label(part.text) for part in parts)
        if not labelled and has_unknown_label(parts, labels, rows[0].grid.spans_known):
            report_unknown(parts[0], parts[1:], ledger, log)
            above = []
            continue
        if labelled:
            labels += [part for part in parts if profile_label(part.text)]
            parts = without_unknown_pairs(parts, rows[0].grid.spans_known, ledger, log)
        label, here = "", []
        for part in parts:
            found = profile_label(part.text)
            if found is not None:
                label = found
                ledger.furniture(part.lines)
                continue
            name = label if labelled else _label_above(part, above)
            values[name] += [line for line in part.lines if fold(line.text)]
            here.append((name, part))
        above = here if labelled else above
    return {name: lines for name, lines in values.items() if name and lines}


def _whole_rows(rows: list[Row]) -> list[list[Part]]:
    """The filled cells that begin in each row; a row that a page break cut within a label is made whole (`職業` / `別`).

    Where the rest has labels of its own, only the label to its left goes on (`職能基準` / `名稱` over 職類 and 職業).
    """
    whole: list[list[Part]] = []
    for row in rows:
        parts = [Part(span_of(row.grid, cell), cell.lines) for cell in row.filled_cells]
        ends = [part for part in parts if row.first and any(_ends_label(part, above) for above in whole[-_TALLEST:])]
        rest = [part for part in parts if part not in ends]
        for part in ends:
            index = next(index for index in range(len(whole) - 1, -1, -1) if _ends_label(part, whole[index]))
            whole[index] = _joined(whole[index], [part])
        if ends and not any(profile_label(part.text) for part in rest):
            whole[-1] = _joined(whole[-1], rest)
        elif rest:
            whole.append(rest)
    return whole


def _ends_label(part: Part, above: list[Part]) -> bool:
    """Whether a cell is no label, and is one together with the cell above it."""
    if profile_label(part.text):
        return False
    return any(profile_label(text_of(upper.lines + part.lines)) for upper in above if upper.meets(part))


def _joined(above: list[Part], below: list[Part]) -> list[Part]:
    """The cells of a row over a page break, each with what goes on below it, from left to right."""
    joined = list(above)
    for part in below:
        index = next((index for index, upper in enumerate(joined) if upper.meets(part)), None)
        if index is None:
            joined.append(part)
        else:
            joined[index] = Part(joined[index].span, joined[index].lines + part.lines)
    return sorted(joined, key=lambda part: part.span)


def _label_above(part: Part, above: list[tuple[str, Part]]) -> str:
    """The label of the value that stands above the cell, by shared width."""
    shared = [(part.shared(other), name) for name, other in above]
    return max(shared)[1] if shared else ""


def _read_name(draft: ProfileDraft, values: Values, log: IssueLog) -> None:
    """職業 or 職類, whichever is filled; a merged row without sub-label counts as 職業 (I-18)."""
    filled = [name for name in ("occupation_name", "job_category_name", "name") if name in values]
    if not filled:
        log.add("name_missing", Section.PROFILE)
        return
    draft.name = clean(text_of(values[filled[0]])) or None
    draft.name_kind = "job_category" if filled[0] == "job_category_name" else "occupation"
    if len(filled) > 1:
        log.add("two_names", Section.PROFILE, raw=clean(text_of(values[filled[1]])))


def _read_code(draft: ProfileDraft, values: Values, log: IssueLog) -> None:
    """The printed code, cleaned but never repaired (I-02, I-11)."""
    draft.code = clean_code(text_of(values["code"])) if "code" in values else None
    if draft.code is None:
        log.add("standard_code_missing", Section.PROFILE, raw=draft.name)
    elif not is_regular_code(draft.code):
        log.add("standard_code_irregular", Section.PROFILE, locator=draft.code, raw=draft.code)


def _read_level(draft: ProfileDraft, values: Values, log: IssueLog) -> None:
    """The base level, if a single digit is printed (I-23)."""
    if "level" not in values:
        log.add("base_level_missing", Section.PROFILE)
        return
    draft.level_printed = clean(text_of(values["level"])) or None
    draft.level = single_level(draft.level_printed or "")
    if draft.level is None:
        log.add("base_level_unreadable", Section.PROFILE, raw=draft.level_printed)
    elif key(draft.level_printed or "") != str(draft.level):
        log.add("level_decorated", Section.PROFILE, raw=draft.level_printed)


def description_text(lines: list[Line]) -> str:
    """The work description as one string; line breaks stay only before the marks of a list (I-22, I-126).

    A mark is part of the text as printed, one that list formatting draws too (I-88).
    """
    if len(lines) == 1:
        lines = [lines[0]._replace(text=text, marker="") for text in list_lines(_as_drawn(lines[0]))]
    texts = [_as_drawn(line) for line in lines]
    paragraphs: list[str] = []
    for line, text, mark in zip(lines, texts, list_marks(texts, [line.soft for line in lines]), strict=True):
        if not paragraphs or mark or line.marker:
            paragraphs.append(text)
        else:
            paragraphs[-1] += HARD + text
    return HARD.join(clean(paragraph) for paragraph in paragraphs if clean(paragraph))


def _as_drawn(line: Line) -> str:
    """A line with the mark that list formatting draws before it; a letter without a stop is set off from the text."""
    bare = line.marker[-1:].isascii() and line.marker[-1:].isalnum()
    return f"{line.marker} {line.text}" if bare else line.marker + line.text


def _classes(values: Values, prompted: frozenset[str], spans_known: bool, log: IssueLog) -> list[ClassDraft]:
    drafts: list[ClassDraft] = []
    for scheme in _SCHEMES:
        names, codes = values.get(scheme, []), values.get(f"{scheme}_code", [])
        drafts += pair_classes(scheme, names, codes, spans_known, log, is_prompted=f"{scheme}_code" in prompted)
    return drafts
