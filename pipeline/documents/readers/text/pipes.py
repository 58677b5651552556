"""Cells parted by upright strokes: plain, as in Markdown, or boxed in as in reStructuredText (field guide I-115)."""

from __future__ import annotations

import html
from collections.abc import Iterator
from itertools import groupby

import regex

from pipeline.documents.readers.text.records import Record, packed
from pipeline.documents.text.normalise import HARD

_STROKE = regex.compile(r"(?<!\\)\|")
_RULER = regex.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")
_BREAK = regex.compile(r"<br\s*/?>", regex.IGNORECASE)
_STRONG = regex.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_WHOLE_EMPHASIS = regex.compile(r"\s*([*_])(?=[^\s*_])([^*_]+)\1\s*")
_ESCAPED = regex.compile(r"\\([\\`*_{}\[\]()#+.!|~<>$^'\"@:-])")
_HEADING = regex.compile(r"\s{0,3}#{1,6}\s+(?P<text>.*?)[\s#]*")
_QUOTE = regex.compile(r"^(?P<indent>\s{0,8})(?:>\s?)+")
_FEWEST_ROWS = 2
_FEWEST_STROKES = 2


def is_piped(lines: list[str]) -> bool:
    """Whether strokes part the cells of some lines."""
    return sum(len(_STROKE.findall(line)) >= _FEWEST_STROKES for line in lines) >= _FEWEST_ROWS


def is_markdown(lines: list[str]) -> bool:
    """Whether the lines use the marks of Markdown: rows that begin with a stroke, a rule below the head, breaks as `<br>`."""
    rows = [line.strip() for line in lines if _STROKE.search(line)]
    if any(_RULER.fullmatch(row) or _BREAK.search(row) for row in rows):
        return True
    return len(rows) >= _FEWEST_ROWS and all(row.startswith("|") and row.endswith("|") for row in rows)


def piped(lines: list[str]) -> Iterator[Record]:
    """The records of lines; rules are no rows. A row of plain strokes may be broken over lines (I-114)."""
    markdown = is_markdown(lines)
    for filled, run in groupby(lines, key=lambda line: bool(line.strip())):
        block = [line for line in run if not (_STROKE.search(line) and _RULER.fullmatch(line))]
        if not filled:
            yield ""
        elif markdown:
            yield from (_marked_row(line) if _STROKE.search(line) else plain_line(line) for line in block)
        else:
            yield from packed([_STROKE.sub("\x1f", line) for line in block], "\x1f")


def _marked_row(line: str) -> list[str]:
    inner = line.strip()
    inner = inner.removeprefix("|")
    inner = inner[:-1] if _STROKE.search(inner[-1:]) and not inner.endswith("\\|") else inner
    return [HARD.join(plain_line(part).strip() for part in _BREAK.split(cell)) for cell in _STROKE.split(inner)]


def plain_line(line: str) -> str:
    """A line of Markdown without its marks; bullets and list numbers stay."""
    heading = _HEADING.fullmatch(line)
    text = heading["text"] if heading else _QUOTE.sub(lambda match: match["indent"] + "  ", line, count=1)
    text = _STRONG.sub(r"\2", text)
    emphasis = _WHOLE_EMPHASIS.fullmatch(text)
    text = emphasis[2] if emphasis else text
    text = _BREAK.sub(" ", text)
    return html.unescape(_ESCAPED.sub(r"\1", text.removesuffix("\\")))
