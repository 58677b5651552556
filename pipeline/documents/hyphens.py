"""Whose a hyphen at the end of a line is, where the document tells more than English alone (I-111).

A document that writes `Anti-lock` or `protocol` elsewhere has decided; one whose layout surely cuts some words cuts others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import regex

from pipeline.documents.model import Block, Document, Grid, Line, Lines
from pipeline.documents.text.hyphens import Hyphen, hyphen

REMARK = "hyphen_uncertain"
_BEFORE = regex.compile(r"(?<![A-Za-z])([A-Za-z]{2,})-\s*$")
_AFTER = regex.compile(r"\s*([A-Za-z]++)([!-~’]*+)(?<!-$)")
"""The rest of the word, and what stands behind it without a space."""
_WORD = regex.compile(r"(?<![A-Za-z-])[A-Za-z]++(?:-[A-Za-z]++)*+(?!-\s*$)")
_COMPOUND = regex.compile(r"[A-Za-z]-[A-Za-z]+-\s*$")
"""The part before is the last of several, `state-of-`: the hyphens are the word's."""


class _Cut(NamedTuple):
    """A word that the end of `line` cuts behind a hyphen; with its end, `tail`, goes what stands behind it without a space."""

    line: Line
    following: Line
    before: str
    after: str
    tail: str
    rest: str


def with_hyphens_told(document: Document) -> Document:
    """The document with words that a line's end cuts behind a hyphen on one line, and a remark for each hyphen in doubt."""
    cuts = list(_cuts(document))
    if not cuts:
        return document
    words = Counter(word.lower() for line in document.lines() for word in _WORD.findall(line.text))
    found = [_of(cut, words) for cut in cuts]
    cuts_words = Hyphen.LAYOUT in found
    gone = (Hyphen.LAYOUT, Hyphen.EITHER) if cuts_words else (Hyphen.LAYOUT,)
    unsure = (Hyphen.COMPOUND, Hyphen.EITHER) if cuts_words else (Hyphen.EITHER,)
    texts: dict[int, str] = {}
    for cut, whose in zip(cuts, found, strict=True):
        front = texts.get(id(cut.line), cut.line.text).rstrip()
        texts[id(cut.line)] = (front[:-1] if whose in gone else front) + cut.tail
        texts[id(cut.following)] = cut.rest
    printed = [cut for cut, whose in zip(cuts, found, strict=True) if whose in unsure]
    doubts = [(REMARK, cut.line.page, f"Printed: {cut.before}-{cut.after}.") for cut in printed]
    return replace(document, body=tuple(_with_texts(document.body, texts)), remarks=(*document.remarks, *doubts))


def _of(cut: _Cut, words: Counter[str]) -> Hyphen:
    """Whose the hyphen is: as the document writes the word elsewhere, else by English.

    The last part of a longer compound is cut only where a part is surely no word.
    """
    whole, parted = words[(cut.before + cut.after).lower()], words[f"{cut.before}-{cut.after}".lower()]
    if bool(whole) is not bool(parted):
        return Hyphen.LAYOUT if whole else Hyphen.WORD
    found = hyphen(cut.before, cut.after)
    compound = _COMPOUND.search(cut.line.text) is not None
    return Hyphen.WORD if compound and found is not Hyphen.LAYOUT else found


def _cuts(document: Document) -> Iterator[_Cut]:
    for lines in _runs(document):
        for line, following in pairwise(lines):
            before, after = _BEFORE.search(line.text), _AFTER.match(following.text)
            if before and after and _one_word(before[1], after[1]):
                yield _Cut(line, following, before[1], after[1], after[1] + after[2], following.text[after.end() :])


def _one_word(before: str, after: str) -> bool:
    return after.islower() or (len(after) > 1 and (before + after).isupper())


def _runs(document: Document) -> Iterator[Lines]:
    """The lines of each cell, and those of paragraphs that follow one another: a paragraph may be a line."""
    running: list[Line] = []
    for block in document.body:
        if isinstance(block, Grid):
            yield from (tuple(running), *(cell.lines for cell in block.cells))
            running = []
        else:
            running.extend(block.lines)
    yield tuple(running)


def _with_texts(body: Sequence[Block], texts: Mapping[int, str]) -> Iterator[Block]:
    for block in body:
        if isinstance(block, Grid):
            yield replace(block, cells=tuple(replace(cell, lines=_lines(cell.lines, texts)) for cell in block.cells))
        elif lines := _lines(block.lines, texts):
            yield replace(block, lines=lines)


def _lines(lines: Lines, texts: Mapping[int, str]) -> Lines:
    """The lines with their new texts; one of which nothing is left goes."""
    return tuple(
        line._replace(text=texts[id(line)]) if id(line) in texts else line for line in lines if texts.get(id(line)) != ""
    )
