"""Codes that a document spells in another way throughout: `(K01)`, `T1-1`, `k01` (I-119, I-125).

The whole document is spelt in the usual way before anybody reads it, so that every rule, and the witness, sees one
grammar of codes. A spelling counts only where the document has hardly any code in the usual one; single codes stay as
they are printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.documents.model import Block, Document, Line, Paragraph
from pipeline.documents.text.normalise import SOFT

_FEWEST = 3
_MAJORITY = 4
_DASHES = r"\-\u00ad\u2010-\u2015\u2043\u2212\u2500\uff0d\ufe63_"
_OPEN, _CLOSE = r"\(\[（【〔［〈<＜《「", r"\)\]）】〕］〉>＞》」"
_LETTERS = r"(?:NK|NS|SS|[TOPKSA])"
_NUMBER = r"[0-9]{1,3}[a-z]?(?:\.[0-9]{1,3}){0,3}"
_START = r"(?:^|(?<=[\n\v]))[^\w\n\v]{0,4}?"
_FREE = r"(?<![\p{Han}\p{L}0-9.])"
_ALIKES = "КТОРАЅΚΤΟΡΑ"
_ANY_ALIKE = re.compile(f"[{_ALIKES}]")
_LOOK_ALIKES = str.maketrans(_ALIKES, "KTOPASKTOPA")
"""Cyrillic and Greek capitals that look like the letters of codes."""

_REGULAR = regex.compile(
    rf"{_START}(?:[TOP][0-9]{{1,2}}+[a-z]?+(?:\.[0-9]{{1,2}}+)++|(?:NK|NS|SS|[KS])[0-9]{{2,3}}+)(?!\s?[0-9{_CLOSE}])"
)
_REGULAR_SEGMENTED = regex.compile(rf"{_START}[TOP][0-9]{{1,2}}[a-z]?(?:\.[0-9]{{1,2}})+")
_BRACKETED = rf"[{_OPEN}]\s?(?P<code>{_LETTERS}{_NUMBER})\s?[{_CLOSE}]\s?(?P<mark>[：:、])?"
_CUT_BRACKETED = rf"[{_OPEN}]\s?(?P<code>{_LETTERS}{_NUMBER})\s*$|^(?P<rest>(?:\.?[0-9]{{1,2}})*)[{_CLOSE}](?=\S)"
"""The two halves of a code in brackets that the end of a page cuts."""
_LOWER = r"(?P<code>(?:nk|ns|ss|[ksa])[0-9]{2,3}|[top][0-9]{1,2}(?:\.[0-9]{1,2})+)(?![0-9])"
_LOWER_DUTY = r"(?P<code>t[0-9]{1,2})(?=[\p{Han}\s：:、.])"
_DASHED = rf"(?P<code>[TOP][0-9]{{1,2}}[a-z]?(?:[{_DASHES}]{SOFT}?[0-9]{{1,2}}){{1,3}})"
_SET_OFF = rf"(?P<letter>{_LETTERS})[{_DASHES}](?P<number>[0-9])"
_COLON = r"(?P<letter>NK|NS|SS|[KSA])(?P<number>[0-9]{2})(?P<digit>[0-9])?[：:](?P<after>[A-Za-z](?![A-Za-z]))?"
_ANY_DASH = regex.compile(f"[{_DASHES}]")
_DIGIT_NAME = regex.compile(r"[A-Za-z](?![A-Za-z])")
_CODE_OF_TWO = regex.compile(r"(?:NK|NS|SS|[KSA])[0-9]{3}")


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A way to spell codes: where one leads a line, every place where one is spelt so, what it is usually, and its contrary.

    `sign` is in every text with one of them: `re` finds it in a fraction of the time.
    """

    sign: re.Pattern[str]
    leads: regex.Pattern[str]
    anywhere: regex.Pattern[str]
    usual: Callable[[regex.Match[str]], str]
    contrary: regex.Pattern[str]


def _spelling(
    sign: str, pattern: str, usual: Callable[[regex.Match[str]], str], contrary: regex.Pattern[str] = _REGULAR, *,
    duty: str = "", cut: str = "",
) -> _Spelling:
    anywhere = f"{_FREE}{pattern}" + (f"|{_START}{duty}" if duty else "") + (f"|{_FREE}{cut}" if cut else "")
    return _Spelling(re.compile(sign), regex.compile(_START + pattern), regex.compile(anywhere), usual, contrary)


def _without_brackets(match: regex.Match[str]) -> str:
    """The code alone; a digit that stands in the brackets before `D農地` or `S管理` is the name's (I-53)."""
    if match["code"] is None:
        return str(match["rest"])
    code, after = match["code"], match.string[match.end() :]
    if _CODE_OF_TWO.fullmatch(code) and _DIGIT_NAME.match(after):
        return f"{code[:-1]} {code[-1]}" + SOFT * match[0].count(SOFT)
    wrap = SOFT * match[0].count(SOFT)
    return code + (wrap or (" " if after[:1].isascii() and after[:1].isalnum() else ""))


def _without_colon(match: regex.Match[str]) -> str:
    if match["digit"] and match["after"]:
        return f"{match['letter']}{match['number']} {match['digit']}{match['after']}"
    return match[0]


_SPELLINGS = (
    _spelling(rf"[{_OPEN}]\s?{_LETTERS}[0-9]", _BRACKETED, _without_brackets, cut=_CUT_BRACKETED),
    _spelling("[topksa][0-9]", _LOWER, lambda match: match[0].replace(match["code"], match["code"].upper()), duty=_LOWER_DUTY),
    _spelling(rf"[TOPKSA][{_DASHES}][0-9]", _SET_OFF, lambda match: match["letter"] + match["number"]),
    _spelling(
        rf"[TOP][0-9]{{1,2}}[a-z]?[{_DASHES}]", _DASHED, lambda match: _ANY_DASH.sub(".", match["code"]), _REGULAR_SEGMENTED
    ),
    _spelling(
        "[KSA][0-9]{2,3}[：:]", _COLON, _without_colon, regex.compile(rf"{_START}(?:NK|NS|SS|[KS])[0-9]{{2}}(?![0-9：:])")
    ),
)
_ALIKE = regex.compile(rf"{_START}[{_ALIKES}](?=[ .]?[0-9])")


_RANGE = regex.compile(
    rf"(?P<letter>NK|NS|SS|[KS])(?P<first>[0-9]{{2,3}})\s*[{_DASHES}~～〜至到]{{1,2}}\s*(?P=letter)?(?P<last>[0-9]{{2,3}})"
)
_CODES_ALONE = regex.compile(rf"\s*(?:(?:NK|NS|SS|[KS])?[0-9]{{2,3}}[\s、，,;；.。{_DASHES}~～〜至到]*)+")
_LONGEST_RANGE = 60


def _counted_out(text: str) -> str:
    """A text of codes alone with every code of its ranges, `K03-K05`, in place of the first and the last (I-59)."""
    if not _CODES_ALONE.fullmatch(text) or not _RANGE.search(text):
        return text
    return _RANGE.sub(_all_of_range, text)


def _all_of_range(match: regex.Match[str]) -> str:
    first, last = int(match["first"]), int(match["last"])
    if not first < last <= first + _LONGEST_RANGE or len(match["first"]) != len(match["last"]):
        return str(match[0])
    codes = (f"{match['letter']}{number:0{len(match['first'])}d}" for number in range(first, last + 1))
    return "、".join(codes) + SOFT * match[0].count(SOFT)


def respelled(document: Document) -> Document:
    """The document with its codes in the usual spelling, and a remark that tells how they are printed.

    A document that is spelt in the usual way is returned as it is.
    """
    changed, examples = _respell(_wrapped(document.lines()))
    if not examples:
        return document
    lines = iter(SOFT.join(changed).split(SOFT))
    remark = ("code_spelling", None, f"Printed, for example: {'; '.join(examples)}.")
    body = tuple(_with_texts(block, lines) for block in document.body)
    return replace(document, body=body, remarks=(*document.remarks, remark))


def _wrapped(lines: Iterable[Line]) -> list[str]:
    """The texts of lines, each with those that the layout broke off from it, for a wrap may cut a spelling in two."""
    texts: list[str] = []
    for line in lines:
        text = line.text.replace(SOFT, " ")
        if line.soft and texts:
            texts[-1] += SOFT + text
        else:
            texts.append(text)
    return texts


def _respell(texts: Sequence[str]) -> tuple[list[str], list[str]]:
    """The texts in the usual spelling, and an example of each spelling that was not."""
    changed, examples = list(texts), []
    whole = "\n".join(changed)
    alike = next((text for text in changed if _ALIKE.search(text)), None) if _ANY_ALIKE.search(whole) else None
    if alike is not None:
        examples.append(alike.strip()[:20])
        changed = [_ALIKE.sub(lambda match: match[0].translate(_LOOK_ALIKES), text) for text in changed]
        whole = "\n".join(changed)
    if _RANGE.search(whole):
        again = [_counted_out(text) for text in changed]
        examples += [before.strip()[:20] for before, after in zip(changed, again, strict=True) if before != after][:1]
        changed, whole = again, "\n".join(again)
    for spelling in _SPELLINGS:
        found = spelling.leads.findall(whole) if spelling.sign.search(whole) else []
        if len(found) < _FEWEST or len(found) < _MAJORITY * len(spelling.contrary.findall(whole)):
            continue
        again = [spelling.anywhere.sub(spelling.usual, text) for text in changed]
        first = next((before for before, after in zip(changed, again, strict=True) if before != after), None)
        if first is not None:
            examples.append(first.strip()[:20])
            changed, whole = again, "\n".join(again)
    return changed, examples


def _with_texts(block: Block, texts: Iterator[str]) -> Block:
    if isinstance(block, Paragraph):
        return Paragraph(_lines(block.lines, texts))
    return replace(block, cells=tuple(replace(cell, lines=_lines(cell.lines, texts)) for cell in block.cells))


def _lines(lines: Sequence[Line], texts: Iterator[str]) -> tuple[Line, ...]:
    return tuple(line._replace(text=next(texts)) for line in lines)
