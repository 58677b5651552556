"""Made-up standards as DOCX, ODT and text dump, with nothing in them but what a reader needs."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from xml.sax.saxutils import escape

from tests.build.markup import Block, Box, Table, flowing
from tests.build.spec import Made

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODT_TYPE = "application/vnd.oasis.opendocument.text"


def package(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip container of named parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def _joined(parts: Iterable[str]) -> str:
    return "".join(parts)


# DOCX -------------------------------------------------------------------------------------------


def as_docx(made: Made) -> bytes:
    """The standard as DOCX: a table for each page of the main table, real merges."""
    body = _joined(map(_docx_block, made.blocks()))
    return package(
        {
            "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/word/document.xml" ContentType="{_WORD}"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
            f'Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
            "word/document.xml": f"<w:document {_W}><w:body>{body}</w:body></w:document>",
        }
    )


def _docx_block(block: Block) -> str:
    if isinstance(block, Table):
        return _docx_table(block)
    return "".join(_docx_lines(flowing(block.lines), block.indent))


def _docx_lines(lines: Sequence[str], indent: float = 0.0) -> Iterator[str]:
    """A paragraph for each line, a table for each run of lines with tabs."""
    for tabbed, run in groupby(lines, key=lambda line: "\t" in line):
        if tabbed:
            rows = (_joined(f"<w:tc>{_docx_text(text)}</w:tc>" for text in line.split("\t")) for line in run)
            yield f"<w:tbl>{_joined(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"
        else:
            yield from (_docx_text(line, indent) for line in run)


def _docx_text(text: str, indent: float = 0.0) -> str:
    margin = f'<w:pPr><w:ind w:left="{int(indent * 20)}"/></w:pPr>' if indent else ""
    return f'<w:p>{margin}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _docx_table(table: Table) -> str:
    grid = "".join(f'<w:gridCol w:w="{int(width * 20)}"/>' for width in table.widths)
    rows = "".join(f"<w:tr>{''.join(_docx_cells(table, row))}</w:tr>" for row in range(table.row_count))
    return f"<w:tbl><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _docx_cells(table: Table, row: int) -> Iterator[str]:
    for box in sorted(_covering(table, row), key=lambda box: box.column):
        first = box.row == row
        merge = "" if box.row_span == 1 else f'<w:vMerge w:val="{"restart" if first else "continue"}"/>'
        content = "".join(_docx_lines(flowing(box.lines))) if first else ""
        yield f'<w:tc><w:tcPr><w:gridSpan w:val="{box.column_span}"/>{merge}</w:tcPr>{content or "<w:p/>"}</w:tc>'


def _covering(table: Table, row: int) -> list[Box]:
    return [box for box in table.boxes if box.row <= row < box.row + box.row_span]


# ODT --------------------------------------------------------------------------------------------


def as_odt(made: Made) -> bytes:
    """The standard as ODT: the same tables, with covered cells."""
    blocks = made.blocks()
    indents = sorted({block.indent for block in blocks if not isinstance(block, Table)})
    styles = "".join(
        f'<style:style style:name="I{indent:.0f}" style:family="paragraph">'
        f'<style:paragraph-properties fo:margin-left="{indent}pt"/></style:style>'
        for indent in indents
    )
    names = f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"' + "".join(
        f' xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "style")
    )
    body = _joined(map(_odt_block, blocks))
    content = (
        f"<office:document-content {names}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    entry = f'<m:file-entry m:full-path="/" m:media-type="{_ODT_TYPE}"/>'
    manifest = f'<m:manifest xmlns:m="{_ODF}:manifest:1.0">{entry}</m:manifest>'
    return package({"mimetype": _ODT_TYPE, "content.xml": content, "META-INF/manifest.xml": manifest})


def _odt_block(block: Block) -> str:
    if isinstance(block, Table):
        return _odt_table(block)
    return "".join(_odt_lines(flowing(block.lines), f"I{block.indent:.0f}"))


def _odt_lines(lines: Sequence[str], style: str = "") -> Iterator[str]:
    for tabbed, run in groupby(lines, key=lambda line: "\t" in line):
        if tabbed:
            cells = ([_odt_text(text) for text in line.split("\t")] for line in run)
            rows = (_joined(f"<table:table-cell>{text}</table:table-cell>" for text in row) for row in cells)
            yield f"<table:table>{_joined(f'<table:table-row>{row}</table:table-row>' for row in rows)}</table:table>"
        else:
            yield from (_odt_text(line, style) for line in run)


def _odt_text(text: str, style: str = "") -> str:
    name = f' text:style-name="{style}"' if style else ""
    return f"<text:p{name}>{escape(text)}</text:p>"


def _odt_table(table: Table) -> str:
    rows = "".join(f"<table:table-row>{''.join(_odt_cells(table, row))}</table:table-row>" for row in range(table.row_count))
    return f'<table:table><table:table-column table:number-columns-repeated="{len(table.widths)}"/>{rows}</table:table>'


def _odt_cells(table: Table, row: int) -> Iterator[str]:
    for box in sorted(_covering(table, row), key=lambda box: box.column):
        if box.row == row:
            spans = f'table:number-columns-spanned="{box.column_span}" table:number-rows-spanned="{box.row_span}"'
            yield f"<table:table-cell {spans}>{''.join(_odt_lines(flowing(box.lines)))}</table:table-cell>"
        covered = box.column_span - (box.row == row)
        yield "<table:covered-table-cell/>" * covered


# text -------------------------------------------------------------------------------------------


def as_text(made: Made) -> bytes:
    """The standard as a text dump (field guide A.7): the lines of a cell joined by spaces, merges left blank."""
    blocks = [_dumped(block) for block in made.blocks()]
    return "\n".join(f"{text}\n" for text in blocks).encode()


def _dumped(block: Block) -> str:
    if not isinstance(block, Table):
        return "\n".join(" " * int(block.indent / 20) + line for line in flowing(block.lines))
    rows = [[""] * len(block.widths) for _ in range(block.row_count)]
    for box in block.boxes:
        rows[box.row][box.column] = " ".join(flowing(box.lines)).replace("\t", " ")
    return "\n".join("\t".join(row) for row in rows)


WRITERS: dict[str, Callable[[Made], bytes]] = {"docx": as_docx, "odt": as_odt, "text": as_text}
