"""Write a DOCX package: WordprocessingML as Word saves it, with `gridSpan` and `vMerge` for merges."""

from __future__ import annotations

import itertools
from xml.sax.saxutils import escape

from bench.generate.layouts import Layout
from bench.generate.packing import package
from bench.generate.physical import WIDTH, Cell, Para, Physical, Table

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MARK = "<!--edited-->"
_BULLETS = ("\uf06c", "\uf06e", "－")


def write_docx(body: Physical, layout: Layout) -> bytes:
    """The package's bytes."""
    width, height = (16838, 11906) if layout.has("landscape") else (11906, 16838)
    size = f'<w:pgSz w:w="{width}" w:h="{height}"/><w:pgMar w:top="720" w:right="720" w:bottom="720" w:left="720"/>'
    section = f'<w:sectPr><w:footerReference w:type="default" r:id="rId2" xmlns:r="{_RELATION}"/>{size}</w:sectPr>'
    blocks = "".join(_table(block, layout, width - 1440) if isinstance(block, Table) else _para(block) for block in body)
    if layout.has("edited"):
        blocks = _edited(blocks)
    document = f"{_HEAD}<w:document {_W}><w:body>{blocks}{section}</w:body></w:document>"
    return package({
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations((f"{_RELATION}/officeDocument", "word/document.xml")),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": _relations(
            (f"{_RELATION}/numbering", "numbering.xml"), (f"{_RELATION}/footer", "footer1.xml")
        ),
        "word/numbering.xml": _numbering(),
        "word/footer1.xml": f"{_HEAD}<w:ftr {_W}><w:p><w:r><w:t>第1頁，總共1頁</w:t></w:r></w:p></w:ftr>",
    })


def _edited(blocks: str) -> str:
    """Every ninth run as a tracked insertion after a tracked deletion: what reviewing leaves behind."""
    runs = blocks.split("<w:r>")
    for index in range(9, len(runs), 9):
        run, _, rest = runs[index].partition("</w:r>")
        deleted = "<w:del><w:r><w:delText>刪K99去</w:delText></w:r></w:del>"
        runs[index] = f"{_MARK}{deleted}<w:ins><w:r>{run}</w:r></w:ins>{rest}"
    return "<w:r>".join(runs).replace(f"<w:r>{_MARK}", "")


def _content_types() -> str:
    parts = (("document", "document.main+xml"), ("numbering", "numbering+xml"), ("footer1", "footer+xml"))
    overrides = "".join(f'<Override PartName="/word/{name}.xml" ContentType="{_WORD}.{kind}"/>' for name, kind in parts)
    rels = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    xml = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">{rels}{xml}{overrides}</Types>'


def _relations(*targets: tuple[str, str]) -> str:
    items = "".join(f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>' for i, (kind, target) in enumerate(targets, 1))
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{items}</Relationships>'


def _numbering() -> str:
    levels = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="{bullet}"/>'
        f'<w:pPr><w:ind w:left="{300 + 240 * i}" w:hanging="240"/></w:pPr></w:lvl>'
        for i, bullet in enumerate(_BULLETS)
    )
    return (f'{_HEAD}<w:numbering {_W}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
            '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>')


def _para(para: Para) -> str:
    properties = ""
    if para.level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{para.level}"/><w:numId w:val="1"/></w:numPr>'
    elif para.indent or para.hanging:
        left = round((para.indent + para.hanging) * 20)
        properties += f'<w:ind w:left="{left}" w:hanging="{round(para.hanging * 20)}"/>'
    if para.center:
        properties += '<w:jc w:val="center"/>'
    bold = "<w:rPr><w:b/></w:rPr>" if para.bold else ""
    return f"<w:p><w:pPr>{properties}</w:pPr>{_runs(para.text, bold)}</w:p>"


def _runs(text: str, bold: str) -> str:
    """Text in runs as an editing history leaves them: cut where Latin and Chinese meet."""
    if not text:
        return ""
    pieces: list[str] = []
    for number, line in enumerate(text.split("\n")):
        start = 0
        content = "<w:br/>" if number else ""
        for end in [*(i for i in range(1, len(line)) if line[i].isascii() != line[i - 1].isascii()), len(line)]:
            pieces.append(f'<w:r>{bold}{content}<w:t xml:space="preserve">{escape(line[start:end])}</w:t></w:r>')
            start, content = end, ""
    return "".join(pieces)


def _table(table: Table, layout: Layout, width: int) -> str:
    edges = table.edges()
    spans = itertools.pairwise(edges)
    grid = "".join(f'<w:gridCol w:w="{round((b - a) * width / WIDTH)}"/>' for a, b in spans)
    rows = []
    for index, cells in enumerate(table.covered()):
        properties = "<w:trPr><w:tblHeader/></w:trPr>" if index < table.heads else ""
        content = "".join(_cell(cell, offset, edges, layout, width) for cell, offset in cells)
        rows.append(f"<w:tr>{properties}{content}</w:tr>")
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"


def _cell(cell: Cell, offset: int, edges: list[int], layout: Layout, width: int) -> str:
    columns = sum(cell.left < edge <= cell.right for edge in edges)
    properties = f'<w:tcW w:w="{round((cell.right - cell.left) * width / WIDTH)}" w:type="dxa"/>'
    if columns > 1:
        properties += f'<w:gridSpan w:val="{columns}"/>'
    if cell.rows > 1:
        properties += '<w:vMerge w:val="restart"/>' if offset == 0 else "<w:vMerge/>"
    if layout.has("valign"):
        properties += '<w:vAlign w:val="center"/>'
    inner = "".join(_para(para) for para in cell.paras) if offset == 0 else "<w:p/>"
    if cell.nested and offset == 0:
        nested = Table([[Cell(0, WIDTH // 4, [Para(a)]), Cell(WIDTH // 4, WIDTH, [Para(b)])] for a, b in cell.nested])
        inner += _table(nested, layout, width) + "<w:p/>"
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner or '<w:p/>'}</w:tc>"
