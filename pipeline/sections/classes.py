"""Classification cells: several names beside several codes in one cell each (I-12 … I-16, I-19 … I-21)."""

from __future__ import annotations

from dataclasses import dataclass

import regex

from pipeline.document import Line
from pipeline.issues import IssueLog, Section
from pipeline.normalise import HARD, SOFT, clean, fold
from pipeline.sections.rows import text_of

_CODES = {
    "job_category": regex.compile(r"[A-Z]{3}(?![A-Z])|[A-Z]{3}(?=[A-Z]{3})"),
    "occupation": regex.compile(r"[A-Z]?[0-9]{3,4}(?![0-9])"),
    "industry": regex.compile(r"[A-Z](?:[0-9]{1,2}-[0-9]{2}(?![0-9])|[0-9]{0,4})(?![0-9A-Za-z])|[0-9]{3,4}(?![0-9])"),
}
# From the surest separator to the one that a wrap may imitate.
_SEPARATORS = tuple(regex.compile(rf"\s*[{marks}]+\s*") for marks in ("；;", HARD, f"；;{HARD}", f"；;{HARD}{SOFT}"))
_AUTHORS = _SEPARATORS[2]
_LEAD = regex.compile(r"^(?:[\p{Co}•●■◆․·\-－]\s*|[0-9]{1,2}[.、．]\s*)")
_BRACKETED = regex.compile(r"「[^」]+」[^「]*")
_SLASH = regex.compile(r"\s*[／/]\s*")
_LEAD_LINE_FRONT = regex.compile(r"^[^：:]*(?:下列|如下)[^：:]*[：:]\s*")
_BULLETED = regex.compile(r"(?:^|\s+)(?=[•●■◆․\p{Co}]|[0-9]{1,2}[.、])")
_LEAD_LINE = regex.compile(r".*(?:下列|如下).*[：:]")


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
    name_list = split_names(text_of(names), len(code_list), spans_known)
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
    """The codes of a cell; text that is no list of regular codes stays whole per line (I-19, I-21)."""
    parts = [clean(part) for part in regex.split(r"[\s；;、，,／/]+", text) if clean(part)]
    pattern = _CODES[scheme]
    found = [match for part in parts for match in pattern.findall(part)]
    if "".join(found) == "".join(parts):
        return found
    # A soft break inside what is no list of codes is a wrap.
    lines = [clean(_LEAD.sub("", part)) for part in _AUTHORS.split(text)]
    return [line for line in lines if line]


def split_names(text: str, wanted: int, spans_known: bool) -> list[str]:
    """The names of a cell, `wanted` being the number of codes; never split at `、` (I-13).

    Lines, `；`, bullets and bracketed clusters part names; a wrapped line is joined again while there are
    more lines than codes (I-16).
    """
    if not fold(text):
        return []
    if wanted <= 1:
        return [clean(_LEAD.sub("", text))]
    bracketed = _BRACKETED.findall(text) if "「" in text else []
    if len(bracketed) == wanted:
        return [clean(part) for part in bracketed]
    for separator in _SEPARATORS:
        parts = [clean(_LEAD.sub("", part)) for part in separator.split(text) if fold(part)]
        if len(parts) == wanted:
            return parts
    lines = [part for part in _SEPARATORS[-1].split(text) if fold(part)]
    if len(lines) > 1 and _LEAD_LINE.fullmatch(clean(lines[0])):
        lines = lines[1:]
    if len(lines) < wanted and not spans_known:
        lines = _split_dump(text, wanted)
    pieces = _join_wraps(lines, wanted) if len(lines) > wanted else lines
    return [clean(_LEAD.sub("", piece)) for piece in pieces]


def _split_dump(text: str, wanted: int) -> list[str]:
    """A text dump joins the lines of a cell by spaces; bullets part them, spaces around a slash are the name's own."""
    body = _LEAD_LINE_FRONT.sub("", text)
    bulleted = [part for part in _BULLETED.split(body) if fold(part)]
    if len(bulleted) == wanted:
        return bulleted
    parts = _SLASH.sub(lambda match: match[0].strip(), body).split()
    return parts if len(parts) >= wanted else [text]


def _join_wraps(lines: list[str], wanted: int) -> list[str]:
    """Join lines until as many are left as there are codes; a new name shows by its slash or its bullet.

    Of the joins that remain possible the shortest tail goes first: what a wrap leaves over is short.
    """
    joined = list(lines)
    while len(joined) > max(1, wanted):
        tails = [i for i in range(1, len(joined)) if not _SLASH.search(joined[i]) and not _LEAD.match(joined[i])]
        if not tails:
            break
        tail = min(tails, key=lambda i: len(fold(joined[i])))
        joined[tail - 1 : tail + 1] = [joined[tail - 1] + SOFT + joined[tail]]
    return joined
