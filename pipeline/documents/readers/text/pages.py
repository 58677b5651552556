"""Read HTML: its tables, and the text beside them as a browser shows it (field guide I-115)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import regex
from lxml import etree, html

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Block, Grid, Line, Lines, Paragraph
from pipeline.documents.readers.grid_builder import GridBuilder
from pipeline.documents.readers.merges import with_merges_told

_UNSEEN = frozenset(
    ("script", "style", "head", "title", "meta", "link", "template", "noscript", "colgroup", "col", "xml", "rp", "rt")
)
_OWN_LINE = frozenset(
    ("p", "div", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section",
     "article", "header", "footer", "main", "body", "center", "address", "form", "figure", "caption", "tr", "td", "th", "table")
)
_HIDDEN = regex.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", regex.IGNORECASE)
_SPACE = regex.compile(r"[ \t\r\n\f]+")
_MOST_SPANNED = 1000
_BULLET = "•"


def blocks_of(text: str) -> list[Block]:
    """The paragraphs and tables of HTML; where no cell reaches over rows, blank ones may stand for merged ones."""
    parser = html.HTMLParser(no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(_without_declaration(text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument("is a damaged web page; save it again") from error
    return with_merges_told(_Page().read(root))


def _without_declaration(text: str) -> str:
    """The declaration may name the encoding that the bytes had; a text has none."""
    return regex.sub(r"^\s*<\?xml[^>]*>", "", text)


def _is_seen(element: html.HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in _UNSEEN or element.get("hidden") is not None:
        return False
    return _HIDDEN.search(element.get("style") or "") is None


@dataclass(slots=True)
class _Page:
    """Walks a page and collects its blocks."""

    blocks: list[Block] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)

    def read(self, root: html.HtmlElement) -> list[Block]:
        self._walk(root)
        self._flush()
        return self.blocks

    def _walk(self, element: html.HtmlElement) -> None:
        """The blocks of an element: text outside tables, and tables; a table around everything is no table."""
        flow = _Flow()
        for part in _parts(element):
            if isinstance(part, tuple) or not _is_table(part):
                flow.take(part)
                continue
            self._paragraphs(flow)
            flow = _Flow()
            if _is_frame(part):
                for cell in part.iterchildren("tr", "tbody", "thead", "tfoot"):
                    self._walk(cell)
            else:
                self._flush()
                self.blocks.append(_grid(part))
        self._paragraphs(flow)

    def _paragraphs(self, flow: _Flow) -> None:
        self._lines += flow.lines()

    def _flush(self) -> None:
        self.blocks += [Paragraph((line,)) for line in self._lines]
        self._lines = []


Event = tuple[str, str]
"""A piece of text, or the end of a line, with the mark that a list draws before the next."""


def _parts(element: html.HtmlElement) -> Iterator[Event | html.HtmlElement]:
    """Text and line ends of an element in order; tables in it as they are."""
    if element.text:
        yield "text", element.text
    for index, child in enumerate(element):
        if _is_seen(child):
            if _is_table(child):
                yield "end", ""
                yield child
            elif child.tag == "br":
                yield "end", ""
            else:
                own = child.tag in _OWN_LINE
                if own:
                    yield "end", ""
                if child.tag == "li":
                    yield "marker", _marker(element, child, index)
                yield from _parts(child)
                if own:
                    yield "end", ""
        if child.tail:
            yield "text", child.tail


def _marker(parent: html.HtmlElement, item: html.HtmlElement, index: int) -> str:
    """The mark that a browser draws before an item of a list."""
    if parent.tag != "ol":
        return _BULLET
    first = parent.get("start") or "1"
    number = item.get("value") or str(index + (int(first) if first.isdigit() else 1))
    return f"{number}."


@dataclass(slots=True)
class _Flow:
    """Lines under construction."""

    _done: list[Line] = field(default_factory=list)
    _text: str = ""
    _marker: str = ""

    def take(self, part: Event | html.HtmlElement) -> None:
        if not isinstance(part, tuple):
            for inner in _parts(part):
                self.take(inner)
        elif part[0] == "text":
            self._text += part[1]
        elif part[0] == "marker":
            self._marker = part[1]
        else:
            self._end()

    def _end(self) -> None:
        text = _SPACE.sub(" ", self._text).replace("\u00a0", " ").strip()
        if text:
            self._done.append(Line(text, marker=self._marker))
            self._marker = ""
        self._text = ""

    def lines(self) -> list[Line]:
        self._end()
        return self._done


def _is_table(element: html.HtmlElement) -> bool:
    return bool(element.tag == "table")


def _rows(table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for child in table:
        if child.tag == "tr" and _is_seen(child):
            yield child
        elif child.tag in ("thead", "tbody", "tfoot") and _is_seen(child):
            yield from (row for row in child.iterchildren("tr") if _is_seen(row))


def _cells(row: html.HtmlElement) -> list[html.HtmlElement]:
    return [cell for cell in row if cell.tag in ("td", "th") and _is_seen(cell)]


def _is_frame(table: html.HtmlElement) -> bool:
    """Whether a table of one column only places other tables on the page."""
    return all(len(_cells(row)) <= 1 for row in _rows(table)) and next(table.iterdescendants("table"), None) is not None


def _span(cell: html.HtmlElement, name: str) -> int:
    value = (cell.get(name) or "1").strip()
    return min(max(1, int(value)), _MOST_SPANNED) if value.isdigit() else 1


def _grid(table: html.HtmlElement) -> Grid:
    builder = GridBuilder()
    taken: dict[int, int] = {}
    for row in _rows(table):
        builder.next_row()
        if builder.too_large:
            raise UnreadableDocument("holds a table of more cells than any standard; check where it comes from")
        column = 0
        begun: dict[int, int] = {}
        for cell in _cells(row):
            while taken.get(column, 0) > 0:
                column += 1
            wide, tall = _span(cell, "colspan"), _span(cell, "rowspan")
            builder.add(column, wide, tall, _lines(cell))
            begun |= dict.fromkeys(range(column, column + wide), tall)
            column += wide
        taken = {place: left - 1 for place, left in taken.items() if left > 1} | {
            place: tall - 1 for place, tall in begun.items() if tall > 1
        }
    return builder.build()


def _lines(cell: html.HtmlElement) -> Lines:
    flow = _Flow()
    for part in _parts(cell):
        flow.take(part)
    return tuple(flow.lines())
