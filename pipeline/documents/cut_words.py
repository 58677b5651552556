"""Latin words that the end of a line cuts, behind a hyphen (I-111) or in a column narrower than themselves (I-131).

A document that writes `Anti-lock` or `protocol` elsewhere has decided; else English tells as far as it can. A document whose
layout surely cuts some words cuts others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import NamedTuple

import regex

from pipeline.documents.model import Block, Cell, Document, Grid, Line, Lines
from pipeline.documents.text.hyphens import Hyphen, hyphen, is_one_word

_BEFORE = regex.compile(r"(?<![A-Za-z])([A-Za-z]{2,})-\s*$")
_BEFORE_BARE = regex.compile(r"(?<![A-Za-z0-9])([A-Za-z]+)$")
_AFTER = regex.compile(r"\s*([A-Za-z]++)([!-~’]*+)(?<!-$)")
_AFTER_BARE = regex.compile(r"([A-Za-z]++)(?![0-9])([!-~’]*+)")
"""The rest of the word, and what stands behind it without a space; letters before digits are those of a code."""
_WORD = regex.compile(r"(?<![A-Za-z-])[A-Za-z]++(?:-[A-Za-z]++)*+(?!-\s*$)")
_COMPOUND = regex.compile(r"[A-Za-z]-[A-Za-z]+-\s*$")
"""The part before is the last of several, `state-of-`: the hyphens are the word's."""
_ONE_TOKEN = regex.compile(r"[!-~\uff01-\uff5e]+")


class _Cut(NamedTuple):
    """A word that may go over `lines`; with its end, `tail`, goes what stands behind it without a space, before `rest`."""

    lines: Lines
    before: str
    after: str
    tail: str
    rest: str
    hyphen: bool

    @property
    def as_printed(self) -> str:
        return f"{self.before}-{self.after}" if self.hyphen else f"{self.before} {self.after}"


class _Told(NamedTuple):
    """What is known of a cut: what stands between its parts, None where they are two words, and whether that is sure."""

    between: str | None
    sure: bool


def with_words_whole(document: Document) -> Document:
    """The document with each word that the end of a line cuts on one line, and a remark for each that nothing decides."""
    cuts = list(_cuts(document))
    if not cuts:
        return document
    words = _written(document, cuts)
    hyphens = _hyphens([cut for cut in cuts if cut.hyphen], words)
    bare = _bare([cut for cut in cuts if not cut.hyphen], words)
    texts: dict[int, str] = {}
    remarks = list(document.remarks)
    for cut in cuts:
        between, sure = (hyphens if cut.hyphen else bare)[cut]
        if not sure:
            kind = "hyphen_uncertain" if cut.hyphen else "word_cut_uncertain"
            remarks.append((kind, cut.lines[0].page, f"Printed: {cut.as_printed}."))
        if between is not None:
            front = texts.get(id(cut.lines[0]), cut.lines[0].text).rstrip()
            texts |= dict.fromkeys(map(id, cut.lines[1:-1]), "")
            texts[id(cut.lines[0])] = front.removesuffix("-" if cut.hyphen else "") + between + cut.tail
            texts[id(cut.lines[-1])] = cut.rest
    return replace(document, body=tuple(_with_texts(document.body, texts)), remarks=tuple(remarks))


def _written(document: Document, cuts: Sequence[_Cut]) -> Set[str]:
    """Which of the words that cuts may make, whole or with the hyphen, the document writes on one line; in lower case."""
    texts = [line.text for line in document.lines()]
    whole = "\n".join(texts).lower()
    wanted = {word.lower() for cut in cuts for word in (cut.before + cut.after, cut.as_printed)}
    wanted = {word for word in wanted if word in whole}
    if not wanted:
        return wanted
    near = (text for text in texts if any(word in text.lower() for word in wanted))
    return wanted.intersection(word.lower() for text in near for word in _WORD.findall(text))


def _hyphens(cuts: Sequence[_Cut], words: Set[str]) -> dict[_Cut, _Told]:
    found = {cut: _whose(cut, words) for cut in cuts}
    cuts_words = Hyphen.LAYOUT in found.values()
    unsure = (Hyphen.COMPOUND, Hyphen.EITHER) if cuts_words else (Hyphen.EITHER,)
    gone = (Hyphen.LAYOUT, Hyphen.EITHER) if cuts_words else (Hyphen.LAYOUT,)
    return {cut: _Told("" if whose in gone else "-", whose not in unsure) for cut, whose in found.items()}


def _whose(cut: _Cut, words: Set[str]) -> Hyphen:
    """Whose the hyphen is: as the document writes the word elsewhere, else by English.

    The last part of a longer compound is cut only where a part is surely no word.
    """
    whole, parted = (cut.before + cut.after).lower() in words, cut.as_printed.lower() in words
    if whole is not parted:
        return Hyphen.LAYOUT if whole else Hyphen.WORD
    found = hyphen(cut.before, cut.after)
    compound = _COMPOUND.search(cut.lines[0].text) is not None
    return Hyphen.WORD if compound and found is not Hyphen.LAYOUT else found


def _bare(cuts: Sequence[_Cut], words: Set[str]) -> dict[_Cut, _Told]:
    """Parts that are no two words are one where the line is full to the edge; sure, where others on the page surely are."""
    known = {cut: is_one_word(cut.before, cut.after) for cut in cuts}
    whole = {cut for cut in cuts if known[cut] or (known[cut] is None and (cut.before + cut.after).lower() in words)}
    told = {}
    for cut in cuts:
        if cut in whole:
            told[cut] = _Told("", sure=True)
        elif known[cut] is None and cut.lines[1].full and not _is_name(cut):
            told[cut] = _Told("", sure=bool(whole))
        else:
            told[cut] = _Told(None, sure=True)
    return told


def _is_name(cut: _Cut) -> bool:
    """Whether the lower part looks like a word of its own, behind a line that holds more than the upper part."""
    return cut.after[:2].istitle() and len(cut.after) > 1 and _ONE_TOKEN.fullmatch(cut.lines[0].text) is None


def _cuts(document: Document) -> Iterator[_Cut]:
    for lines in _runs(document):
        index = 0
        while index + 1 < len(lines):
            cut = _hyphen_cut(lines[index : index + 2]) or _bare_cut(lines, index)
            if cut:
                yield cut
            index += len(cut.lines) - 1 if cut else 1


def _hyphen_cut(lines: Sequence[Line]) -> _Cut | None:
    line, following = lines
    if "-" not in line.text:
        return None
    before, after = _BEFORE.search(line.text), _AFTER.match(following.text)
    if not before or not after or not _one_case(before[1], after[1]):
        return None
    return _Cut((line, following), before[1], after[1], after[1] + after[2], following.text[after.end() :], hyphen=True)


def _one_case(before: str, after: str) -> bool:
    return after.islower() or (len(after) > 1 and (before + after).isupper())


def _bare_cut(lines: Sequence[Line], first: int) -> _Cut | None:
    """The word that goes over lines from the first on, of which those between it and the last hold nothing else."""
    if not lines[first + 1].soft:
        return None
    before = _BEFORE_BARE.search(lines[first].text)
    after, end = "", first + 1
    while before and end < len(lines) and lines[end].soft:
        match = _AFTER_BARE.match(lines[end].text)
        if not match:
            break
        after, end = after + match[1], end + 1
        if match.end() < len(lines[end - 1].text) or match[2]:
            return _Cut(tuple(lines[first:end]), before[1], after, after + match[2], match.string[match.end() :], hyphen=False)
    if not before or not after:
        return None
    return _Cut(tuple(lines[first:end]), before[1], after, after, "", hyphen=False)


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
            yield replace(block, cells=tuple(_with_lines(cell, texts) for cell in block.cells))
        elif lines := _lines(block.lines, texts):
            yield replace(block, lines=lines)


def _with_lines(cell: Cell, texts: Mapping[int, str]) -> Cell:
    return cell if texts.keys().isdisjoint(map(id, cell.lines)) else replace(cell, lines=_lines(cell.lines, texts))


def _lines(lines: Lines, texts: Mapping[int, str]) -> Lines:
    """The lines with their new texts; one of which nothing is left goes."""
    return tuple(
        line._replace(text=texts[id(line)]) if id(line) in texts else line for line in lines if texts.get(id(line)) != ""
    )
