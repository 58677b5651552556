"""Write an ODT package: tables with spans and covered cells, lists with bullets in the list style."""

from __future__ import annotations

import itertools
from xml.sax.saxutils import escape

from bench.generate.layouts import Layout
from bench.generate.packing import package
from bench.generate.physical import WIDTH, Cell, Para, Physical, Table

_MIME = "application/vnd.oasis.opendocument.text"
_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_PREFIXES = {"fo": "xsl-fo-compatible", "office": "office", "style": "style", "table": "table", "text": "text"}
_NAMES = " ".join(f'xmlns:{prefix}="{_OASIS}:{name}:1.0"' for prefix, name in _PREFIXES.items())
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_BULLETS = ("\uf06c", "•", "－")


def write_odt(body: Physical, layout: Layout) -> bytes:
    """The package's bytes."""
    writer = _Writer(26.0 if layout.has("landscape") else 18.0, edited=layout.has("edited"))
    blocks = writer.blocks(body)
    styles = "".join(writer.styles.values())
    content = (f'{_HEAD}<office:document-content {_NAMES} office:version="1.2"><office:automatic-styles>{styles}{_list_style()}'
               f"</office:automatic-styles><office:body><office:text>{blocks}</office:text></office:body></office:document-content>")
    footer = "<style:footer><text:p>第1頁，總共1頁</text:p></style:footer>"
    master = f'<office:master-styles><style:master-page style:name="Standard">{footer}</style:master-page></office:master-styles>'
    manifest = f'<manifest:manifest xmlns:manifest="{_OASIS}:manifest:1.0"/>'
    return package({
        "mimetype": _MIME,
        "content.xml": content,
        "styles.xml": f'{_HEAD}<office:document-styles {_NAMES} office:version="1.2">{master}</office:document-styles>',
        "META-INF/manifest.xml": f"{_HEAD}{manifest}",
    }, stored=("mimetype",))


def _list_style() -> str:
    levels = "".join(
        f'<text:list-level-style-bullet text:level="{i + 1}" text:bullet-char="{bullet}"><style:list-level-properties '
        'text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment fo:margin-left="{0.6 + 0.5 * i}cm"/>'
        "</style:list-level-properties></text:list-level-style-bullet>"
        for i, bullet in enumerate(_BULLETS)
    )
    return f'<text:list-style style:name="L1">{levels}</text:list-style>'


class _Writer:
    """Writes blocks and gathers the automatic styles that they need."""

    def __init__(self, width: float, *, edited: bool) -> None:
        self.styles: dict[str, str] = {}
        self._width = width
        self._edited = edited

    def blocks(self, body: Physical) -> str:
        parts, index = [], 0
        while index < len(body):
            block = body[index]
            if isinstance(block, Table):
                parts.append(self._table(block))
            elif block.level is None:
                parts.append(self._para(block))
            else:
                run = [block]
                while index + 1 < len(body) and isinstance(after := body[index + 1], Para) and after.level is not None:
                    run.append(after)
                    index += 1
                parts.append(_list(run, 0, ' text:style-name="L1"'))
            index += 1
        return "".join(parts)

    def _para(self, para: Para) -> str:
        style = ""
        if para.indent or para.hanging:
            name = f"P{round(para.indent)}H{round(para.hanging)}"
            margins = f'fo:margin-left="{para.indent + para.hanging}pt" fo:text-indent="-{para.hanging}pt"'
            self.styles[name] = (f'<style:style style:name="{name}" style:family="paragraph">'
                                 f"<style:paragraph-properties {margins}/></style:style>")
            style = f' text:style-name="{name}"'
        text = _text(para.text)
        if self._edited and len(para.text) > 4 and "<" not in text:
            text = f'<text:span text:style-name="T1">{text[:3]}</text:span><text:bookmark text:name="b"/>{text[3:]}'
        return f"<text:p{style}>{text}</text:p>"

    def _table(self, table: Table) -> str:
        edges = table.edges()
        columns = []
        for left, right in itertools.pairwise(edges):
            name = f"C{right - left}"
            self.styles[name] = (f'<style:style style:name="{name}" style:family="table-column"><style:table-column-properties '
                                 f'style:column-width="{(right - left) * self._width / WIDTH:.3f}cm"/></style:style>')
            columns.append(f'<table:table-column table:style-name="{name}"/>')
        rows = ["<table:table-row>" + "".join(self._cell(cell, offset, edges) for cell, offset in cells) + "</table:table-row>"
                for cells in table.covered()]
        heads = f"<table:table-header-rows>{''.join(rows[: table.heads])}</table:table-header-rows>" if table.heads else ""
        return f'<table:table table:name="T">{"".join(columns)}{heads}{"".join(rows[table.heads :])}</table:table>'

    def _cell(self, cell: Cell, offset: int, edges: list[int]) -> str:
        columns = sum(cell.left < edge <= cell.right for edge in edges)
        if offset:
            return "<table:covered-table-cell/>" * columns
        spans = f' table:number-columns-spanned="{columns}"' if columns > 1 else ""
        spans += f' table:number-rows-spanned="{cell.rows}"' if cell.rows > 1 else ""
        inner = self.blocks([*cell.paras]) or "<text:p/>"
        if cell.nested:
            rows = [[Cell(0, WIDTH // 4, [Para(a)]), Cell(WIDTH // 4, WIDTH, [Para(b)])] for a, b in cell.nested]
            inner += self._table(Table(rows))
        return f"<table:table-cell{spans}>{inner}</table:table-cell>" + "<table:covered-table-cell/>" * (columns - 1)


def _list(run: list[Para], depth: int, style: str = "") -> str:
    """A list whose items of greater depth are lists inside the item before them."""
    items, index = [], 0
    while index < len(run):
        item = "" if (run[index].level or 0) > depth else f"<text:p>{_text(run[index].text)}</text:p>"
        inner = [run[index]] if not item else []
        while index + 1 < len(run) and (run[index + 1].level or 0) > depth:
            inner.append(run[index + 1])
            index += 1
        items.append(f"<text:list-item>{item}{_list(inner, depth + 1) if inner else ''}</text:list-item>")
        index += 1
    return f"<text:list{style}>{''.join(items)}</text:list>"


def _text(text: str) -> str:
    """Escaped text with line breaks and runs of spaces as elements."""
    escaped = escape(text).replace("\n", "<text:line-break/>").replace("\t", "<text:tab/>")
    return escaped.replace("  ", "<text:s/> ")
