"""The little Markdown that a release's own pages are written in, as HTML: headings, lists, tables, paragraphs, code, links aside.

What is not understood stays text; nothing in it becomes HTML by itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.views.site.html import Html, el, join, table

_HEADING = regex.compile(r"(#{1,6}) +(.*)")
_ITEM = regex.compile(r"(\s*)[-*] +(.*)")
_RULE = regex.compile(r"\|?[\s:|-]+\|[\s:|-]*")
_CODE = regex.compile(r"(?<!\\)`([^`]+)`")
_BAR = regex.compile(r"(?<!\\)\|")
_ESCAPE = regex.compile(r"\\([\\`*_{}\[\]<>#|~])")
_STRONG = regex.compile(r"(?<!\\)\*\*(.+?)(?<!\\)\*\*")


def as_html(text: str) -> Html:
    """The page without its first heading, one level lower than it is written."""
    lines = text.splitlines()
    if lines and lines[0].startswith("# "):
        lines = lines[1:]
    return join(*_blocks(lines))


def _blocks(lines: list[str]) -> Iterator[Html]:
    place = 0
    while place < len(lines):
        end = place
        kind = _kind(lines[place])
        while end < len(lines) and _kind(lines[end]) == kind:
            end += 1
            if kind == "heading":
                break
        yield from _block(kind, lines[place:end])
        place = end


def _kind(line: str) -> str:
    if not line.strip():
        return "blank"
    if _HEADING.fullmatch(line):
        return "heading"
    if line.startswith("|"):
        return "table"
    return "list" if _ITEM.fullmatch(line) else "text"


def _block(kind: str, lines: list[str]) -> Iterator[Html]:
    if kind == "heading":
        match = _HEADING.fullmatch(lines[0])
        if match:
            yield el(f"h{max(2, min(6, len(match[1])))}", _inline(match[2]))
    elif kind == "list":
        items = [match for match in map(_ITEM.fullmatch, lines) if match]
        yield el("ul", *(el("li", _inline(match[2]), class_="depth d1" if match[1] else None) for match in items))
    elif kind == "table":
        rows = [[_inline(cell.strip()) for cell in _BAR.split(line.strip())[1:-1]] for line in lines if not _RULE.fullmatch(line)]
        yield table(rows[0], rows[1:])
    elif kind == "text":
        yield el("p", _inline(" ".join(lines)))


def _inline(text: str) -> Html:
    """Code and strong text; everything else is text."""
    parts: list[object] = []
    for place, piece in enumerate(_CODE.split(text)):
        if place % 2:
            parts.append(el("code", piece))
            continue
        for inner, words in enumerate(_STRONG.split(piece)):
            plain = _ESCAPE.sub(r"\1", words)
            parts.append(el("strong", plain) if inner % 2 else plain)
    return join(*parts)
