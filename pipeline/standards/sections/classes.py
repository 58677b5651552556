"""Classification cells: several names beside several codes in one cell each (I-12 … I-16, I-19 … I-21)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import regex

from pipeline.documents.findings import IssueLog
from pipeline.documents.model import Line
from pipeline.documents.text.lists import list_items, list_lines, numbered_lines, without_list_marks
from pipeline.documents.text.marks import list_mark, without_marks
from pipeline.documents.text.normalise import HARD, SOFT, characters, clean, fold
from pipeline.documents.text.numerals import RINGED
from pipeline.standards.section import Section
from pipeline.standards.sections.rows import text_of

_CODES = {
    "job_category": regex.compile(r"[A-Z]{3}(?![A-Z])|[A-Z]{3}(?=[A-Z]{3})"),
    "occupation": regex.compile(r"[A-Z]?[0-9]{3,4}(?![0-9])|[0-9]{4}(?=(?:[0-9]{4})+(?![0-9]))"),
    "industry": regex.compile(
        r"[A-Z](?:-[0-9]{1,4}){1,3}(?![0-9])|[A-Z](?:[0-9]{1,2}-[0-9]{2}|[0-9]{1,4})(?![0-9])(?![a-z])|[A-Z](?![0-9A-Za-z])|[0-9]{3,4}(?![0-9])"
    ),
}
# From the surest separator to the one that a wrap may imitate.
_SEPARATORS = tuple(regex.compile(rf"\s*[{marks}]+\s*") for marks in ("；;", HARD, f"；;{HARD}", f"；;{HARD}{SOFT}"))
_AUTHORS = _SEPARATORS[2]
_BETWEEN_CODES = frozenset(" \t\u3000；;、，,")
_ANYWHERE = frozenset("(（").union(RINGED)
"""How a number begins that stands behind a code without a separator."""
_LONGEST_MARK = 10
_BRACKETED = regex.compile(r"「[^」]+」[^「]*")
_SLASH = regex.compile(r"\s*[／/]\s*")
_LEAD_LINE = regex.compile(r"^[^：:（(]*(?:下列|如下)[^：:（(]*[：:]\s*")
_BEFORE_A_LIST = regex.compile(r"^[^：:／/（(]*[：:]\s*")
_SPACES = regex.compile(r"[ \t\u3000]+")
_SPACED_LETTER = regex.compile(r"(?<![A-Za-z])([A-Z])[ \t]+(?=[0-9]{2,4}(?![0-9]))")
_CUT_AT_HYPHEN = regex.compile(rf"(?<=[A-Z0-9])-[{HARD}{SOFT}]+(?=[0-9])")
_WIDTHS = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}


@dataclass(frozen=True, slots=True)
class ClassDraft:
    """A classification of the standard: name and code as printed, either may be null."""

    scheme: str
    code: str | None
    name: str | None


def pair_classes(
    scheme: str, names: list[Line], codes: list[Line], spans_known: bool, log: IssueLog, *, is_prompted: bool = False
) -> list[ClassDraft]:
    """Pair names and codes in printed order; unequal numbers are reported, nothing is dropped.

    `is_prompted` says that the form's own words stood for the codes, which nobody misses then.
    """
    code_text = text_of(codes)
    code_list = split_codes(scheme, code_text)
    at_slashes = scheme == "occupation" and bool(_SLASH.search(code_text))
    name_list = split_names(text_of(names), len(code_list), spans_known, at_slashes=at_slashes)
    if not name_list and not code_list:
        log.add("classification_missing", Section.PROFILE, locator=scheme)
        return []
    if len(name_list) != len(code_list) and not is_prompted:
        log.add(
            "classification_unpaired", Section.PROFILE, locator=scheme, raw=f"{clean(text_of(names))} | {clean(code_text)}",
            detail=f"{len(name_list)} names, {len(code_list)} codes.",
        )
    longest = max(len(name_list), len(code_list))
    name_list += [""] * (longest - len(name_list))
    code_list += [""] * (longest - len(code_list))
    return [ClassDraft(scheme, code or None, name or None) for code, name in zip(code_list, name_list, strict=True)]


def split_codes(scheme: str, text: str) -> list[str]:
    """The codes of a cell, wrapped ones joined; text that is no list of regular codes stays whole per line (I-19, I-21)."""
    plain = _without_numbers(characters(text).translate(_WIDTHS).replace("\N{EN DASH}", "-"))
    plain = _CUT_AT_HYPHEN.sub("-", plain)
    # Behind a wrap the end of a code looks like the number of a list: `F43` / `90、A0119`.
    for printed, behind in ((plain, HARD), (plain.replace(SOFT, ""), HARD), (plain, HARD + SOFT)):
        found = _listed_codes(scheme, _without_marks_of_codes(printed, behind))
        if found:
            return found
    # A soft break inside what is no list of codes is a wrap.
    lines = [clean(line) for line in without_list_marks(_AUTHORS.split(text))]
    return [line for line in lines if line]


def _without_numbers(text: str) -> str:
    """Codes without their numbers where each has its own: `1.2641` over `2.5294` are no decimals there."""
    ways = (_AUTHORS.split(text), list_lines(text), text.split())
    return next((HARD.join(codes) for lines in ways if (codes := numbered_lines(lines)) is not None), text)


def _without_marks_of_codes(text: str, breaks: str) -> str:
    """A cell of codes without the marks before them, which stand behind a separator or one of the `breaks`."""
    kept: list[str] = []
    place, before = 0, HARD
    while place < len(text):
        begins = before in breaks or before in _BETWEEN_CODES or text[place] in _ANYWHERE
        mark = list_mark(text[place : place + _LONGEST_MARK]) if begins and not text[place].isspace() else None
        if mark is not None and mark.sure:
            place += len(mark.printed)
            continue
        before = text[place]
        kept.append(before)
        place += 1
    return "".join(kept)


def _listed_codes(scheme: str, plain: str) -> list[str]:
    """The codes of a text that holds nothing else; none if it holds anything else."""
    if scheme == "industry":
        plain = _SPACED_LETTER.sub(r"\1", plain)
    parts = [clean(part) for part in regex.split(r"[\s；;、，,／/]+", plain) if clean(part)]
    found = [match for part in parts for match in _CODES[scheme].findall(part)]
    return found if "".join(found) == "".join(parts) else []


def split_names(text: str, wanted: int, spans_known: bool, *, at_slashes: bool = False) -> list[str]:
    """The names of a cell, `wanted` being the number of codes; never split at `、` (I-13).

    Lines, `；`, bullets, numbers and bracketed clusters part names, slashes only where the codes are parted so
    too; a wrapped line is joined again while there are more lines than codes (I-16).
    """
    text = _without_lead_line(characters(text))
    if not fold(text):
        return []
    if wanted <= 1:
        return [clean(without_marks(text))]
    bracketed = _BRACKETED.findall(text) if "「" in text else []
    if len(bracketed) == wanted:
        return [clean(part) for part in bracketed]
    lines = [part for part in _SEPARATORS[-1].split(text) if fold(part)]
    in_line = () if HARD in text or SOFT in text else (_SPACES,)
    ways: list[Callable[[str], list[str]]] = [separator.split for separator in _SEPARATORS]
    ways += [list_lines, *(separator.split for separator in (*((_SLASH,) if at_slashes else ()), *in_line))]
    for split in ways:
        parts = _bare(split(text))
        if len(parts) == wanted:
            return parts if _are_alike(parts) else _by_slashes(lines, wanted) or parts
    numbered = _numbered(text, wanted)
    if numbered:
        return numbered
    if len(lines) < wanted and not spans_known:
        lines = _split_dump(text, wanted)
    pieces = _join_wraps(lines, wanted) if len(lines) > wanted else lines
    return _bare(pieces)


def _without_lead_line(text: str) -> str:
    """A cell without the words that lead to its list (`本基準跨屬下列行業別：`), unless there is nothing else."""
    before = _BEFORE_A_LIST.match(text)
    if before and (mark := list_mark(text[before.end() :])) and mark.sure:
        return text[before.end() :]
    return _LEAD_LINE.sub("", text, count=1) or text


def _bare(parts: list[str]) -> list[str]:
    """The names in the parts of a cell, without the marks of their list; blank parts are none."""
    return [clean(part) for part in without_list_marks([part for part in parts if fold(part)])]


def _are_alike(names: list[str]) -> bool:
    """Whether the names have as many slashes each."""
    return len({len(_SLASH.findall(name)) for name in names}) == 1


def _by_slashes(lines: list[str], wanted: int) -> list[str]:
    """One name from each line with a slash and what follows it, if that gives names that are alike; else none (I-16)."""
    names: list[str] = []
    for line in lines:
        if names and not _SLASH.search(line):
            names[-1] += SOFT + line
        else:
            names.append(line)
    cleaned = _bare(names)
    return cleaned if len(cleaned) == wanted and _are_alike(cleaned) else []


def _numbered(text: str, wanted: int) -> list[str]:
    """The names of a numbered list that stands in one sentence; none if there are not as many (I-15)."""
    parts = list_items(text)
    return [name.rstrip("、，,；;。") for name in _bare(parts)] if len(parts) == wanted else []


def _split_dump(text: str, wanted: int) -> list[str]:
    """A text dump joins the lines of a cell by spaces; spaces around a slash are the name's own."""
    parts = _SLASH.sub(lambda match: match[0].strip(), text).split()
    return parts if len(parts) >= wanted else [text]


def _join_wraps(lines: list[str], wanted: int) -> list[str]:
    """Join lines until as many are left as there are codes; a new name shows by its slash or its bullet.

    Of the joins that remain possible the shortest tail goes first: what a wrap leaves over is short.
    """
    joined = list(lines)
    while len(joined) > max(1, wanted):
        tails = [i for i in range(1, len(joined)) if _may_be_tail(joined[i - 1], joined[i])]
        if not tails:
            break
        tail = min(tails, key=lambda i: len(fold(joined[i])))
        joined[tail - 1 : tail + 1] = [joined[tail - 1] + SOFT + joined[tail]]
    return joined


def _may_be_tail(before: str, line: str) -> bool:
    """Whether a line may go on with the one before it: at a slash between them it must, with one of its own it does not."""
    if before.rstrip()[-1:] in "／/" or line.lstrip()[:1] in "／/":
        return True
    return not _SLASH.search(line) and without_marks(line) == line
