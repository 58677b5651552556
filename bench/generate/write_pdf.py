"""Write a PDF: typeset the blocks, print footers, and write the pages in the manner of one of several producers."""

from __future__ import annotations

from random import Random

from bench.generate.layouts import Layout
from bench.generate.pdf_file import Manner, PdfFile
from bench.generate.pdf_pages import Style, Text, Typesetter
from bench.generate.pdf_text import Metrics
from bench.generate.physical import WIDTH, Cell, Para, Physical, Table

_FOOTERS = ("第{}頁，總共{}頁", "第{}頁，總共{}頁", "第{}頁/共{}頁", "第 {} 頁，共 {} 頁")
_BULLETS = ("\uf06c", "\uf06e", "-")


def write_pdf(body: Physical, layout: Layout) -> bytes:
    """The file's bytes; a table nested in a cell is set below the table that holds it."""
    rng = Random(layout.seed + 1)
    style = _style(layout, rng)
    sheet = Typesetter(style)
    for block in body:
        if isinstance(block, Para):
            sheet.para(_listed(block))
            continue
        for row in block.rows:
            for cell in row:
                cell.paras = [_listed(para) for para in cell.paras]
        sheet.table(block)
        for table in _nested(block):
            sheet.table(table)
    _footers(sheet, rng)
    return PdfFile(style.width, style.height, _manner(rng), style.metrics).build(sheet.pages)


def _style(layout: Layout, rng: Random) -> Style:
    width, height = (841.92, 595.32) if layout.has("landscape") else (595.32, 841.92)
    size = layout.font_size
    return Style(
        width, height, rng.choice((28.35, 36.0, 56.7)), size, size * rng.choice((1.15, 1.3, 1.5)), rng.choice((1.5, 2.8, 5.4)),
        Metrics(half=rng.random() < 0.3), open_ends=rng.random() < 0.2, keep_rows=rng.random() < 0.3, middle=layout.has("valign"),
        justify=rng.random() < 0.25, shaded=layout.has("shaded"),
    )


def _manner(rng: Random) -> Manner:
    kind = rng.choice(("word", "word", "writer", "browser", "cns"))
    bold = rng.choice(("none", "twice", "mode"))
    if kind == "word":
        gap = rng.choice((0.0, 0.2, 0.25))
        return Manner("rects", bold, gap=gap, trailing=rng.random() < 0.7, word_by_word=rng.random() < 0.3)
    if kind == "browser":
        return Manner("rects", bold, latin=False, flip=True)
    return Manner("strokes", bold, cns=kind == "cns")


def _listed(para: Para) -> Para:
    """A paragraph of an automatic list with its bullet as text."""
    if para.level is None:
        return para
    bullet = _BULLETS[para.level]
    return Para(f"{bullet} {para.text}", indent=15.0 + 12.0 * para.level, hanging=10.0)


def _nested(table: Table) -> list[Table]:
    rows = [pair for row in table.rows for cell in row for pair in cell.nested]
    if not rows:
        return []
    quarter = WIDTH // 4
    return [Table([[Cell(0, quarter, [Para(a)]), Cell(quarter, WIDTH, [Para(b)])] for a, b in rows])]


def _footers(sheet: Typesetter, rng: Random) -> None:
    """Page numbers; the printed total is sometimes wrong."""
    form = rng.choice(_FOOTERS)
    total = len(sheet.pages) + (rng.random() < 0.15)
    style = sheet.style
    for number, page in enumerate(sheet.pages, 1):
        text = form.format(number, total)
        x = (style.width - style.metrics.measure(text) * style.size) / 2
        page.texts.append(Text(x, style.height - style.margin + 2.0, text, style.size, False))
