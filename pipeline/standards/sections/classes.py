"""Classification cells: several names beside several codes in one cell each (I-12 … I-16, I-19 … I-21)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.documents.findings import IssueLog
from pipeline.documents.model import Line
from pipeline.documents.text.normalise import HARD, SOFT, characters, clean, fold
from pipeline.standards.section import Section
from pipeline.standards.sections.rows import text_of

_CODES = {
    "job_category": regex.compile(r"[A-Z]{3}(?![A-Z])|[A-Z]{3}(?=[A-Z]{3})"),
    "occupation": regex.compile(r"[A-Z]?[0-9]{3,4}(?![0-9])|[0-9]{4}(?=(?:[0-9]{4})+(?![0-9]))"),
    "industry": regex.compile(
        r"[A-Z](?:[0-9]{1,2}-[0-9]{2}|[0-9]{1,4})(?![0-9])(?![a-z])|[A-Z](?![0-9A-Za-z])|[0-9]{3,4}(?![0-9])"
    ),
}
# From the surest separator to the one that a wrap may imitate.
_SEPARATORS = tuple(regex.compile(rf"\s*[{marks}]+\s*") for marks in ("；;", HARD, f"；;{HARD}", f"；;{HARD}{SOFT}"))
_AUTHORS = _SEPARATORS[2]
_MARK = (
    r"(?:[\p{Co}•●■◆․·\-－]\s*|[0-9]{1,2}[.、．](?![0-9])\s*|[(（][0-9一二三四五六七八九十]{1,2}[)）]\s*|[一二三四五六七八九十]{1,2}、\s*)"
)
_LEAD = regex.compile(rf"^{_MARK}")
_LEADS_OF_CODES = regex.compile(rf"(?:^|(?<=[\s；;、，,])){_MARK}")
_AUTHORS_LEADS = regex.compile(rf"(?:^|(?<=[^\S{SOFT}]|[；;、，,])){_MARK}")
_BRACKETED = regex.compile(r"「[^」]+」[^「]*")
_SLASH = regex.compile(r"\s*[／/]\s*")
_LEAD_LINE = regex.compile(rf"^[^：:（(]*(?:下列|如下)[^：:（(]*[：:]\s*|^[^：:／/（(]*[：:]\s*(?={_MARK})")
_BULLETED = regex.compile(rf"(?:^|\s+)(?={_MARK})")
_SPACES = regex.compile(r"[ \t\u3000]+")
_SPACED_LETTER = regex.compile(r"(?<![A-Za-z])([A-Z])[ \t]+(?=[0-9]{2,4}(?![0-9]))")
_WIDTHS = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B))}


@dataclass(frozen=True, slots=True)
class ClassDraft:
    """A classification of the standard: name and code as printed, either may be null."""

    scheme: str
    code: str | None
    name: str | None


def pair_classes(scheme: str, names: list[Line], codes: list[Line], spans_known: bool, log: IssueLog) -> list[ClassDraft]:
    """Pair names and codes in printed order; unequal numbers are reported, nothing is dropped."""
    code_text = text_of(codes)
    code_list = split_codes(scheme, code_text)
    at_slashes = scheme == "occupation" and bool(_SLASH.search(code_text))
    name_list = split_names(text_of(names), len(code_list), spans_known, at_slashes=at_slashes)
    if not name_list and not code_list:
        log.add("classification_missing", Section.PROFILE, locator=scheme)
        return []
    if len(name_list) != len(code_list):
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
    plain = characters(text).translate(_WIDTHS).replace("\N{EN DASH}", "-")
    # Behind a wrap the end of a code looks like the number of a list: `F43` / `90、A0119`.
    for printed, leads in ((plain, _AUTHORS_LEADS), (plain.replace(SOFT, ""), _AUTHORS_LEADS), (plain, _LEADS_OF_CODES)):
        found = _listed_codes(scheme, leads.sub("", printed))
        if found:
            return found
    # A soft break inside what is no list of codes is a wrap.
    lines = [clean(_LEAD.sub("", part)) for part in _AUTHORS.split(text)]
    return [line for line in lines if line]


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
    text = _LEAD_LINE.sub("", characters(text), count=1) or text
    if not fold(text):
        return []
    if wanted <= 1:
        return [clean(_LEAD.sub("", text))]
    bracketed = _BRACKETED.findall(text) if "「" in text else []
    if len(bracketed) == wanted:
        return [clean(part) for part in bracketed]
    lines = [part for part in _SEPARATORS[-1].split(text) if fold(part)]
    in_line = () if HARD in text or SOFT in text else (_SPACES,)
    for separator in (*_SEPARATORS, _BULLETED, *((_SLASH,) if at_slashes else ()), *in_line):
        parts = [clean(_LEAD.sub("", part)) for part in separator.split(text) if fold(part)]
        if len(parts) == wanted:
            return parts if _are_alike(parts) else _by_slashes(lines, wanted) or parts
    numbered = _numbered(text, wanted)
    if numbered:
        return numbered
    if len(lines) < wanted and not spans_known:
        lines = _split_dump(text, wanted)
    pieces = _join_wraps(lines, wanted) if len(lines) > wanted else lines
    return [clean(_LEAD.sub("", piece)) for piece in pieces]


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
    cleaned = [clean(_LEAD.sub("", name)) for name in names]
    return cleaned if len(cleaned) == wanted and _are_alike(cleaned) else []


def _numbered(text: str, wanted: int) -> list[str]:
    """The names of a list numbered `1.` to `wanted.` that stands in one sentence; none if it is not there (I-15)."""
    marks = (rf"(?<![0-9.]){number}[.．](?![0-9])" for number in range(1, wanted + 1))
    places = [match.start() for mark in marks for match in regex.finditer(mark, text)]
    if len(places) != wanted or places != sorted(places) or places[0] != 0:
        return []
    ends = [*places[1:], len(text)]
    return [clean(_LEAD.sub("", text[start:end])).rstrip("、，,；;。") for start, end in zip(places, ends, strict=True)]


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
    return not _SLASH.search(line) and not _LEAD.match(line)
