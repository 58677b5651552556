"""The explanation as one HTML page that needs nothing from outside: no script, no font, no request."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator
from html import escape
from itertools import pairwise

from pipeline.documents.findings import Finding
from pipeline.documents.model import Block, Cell, Grid
from pipeline.documents.text.normalise import fold
from pipeline.schema.tables import TABLES_OF_A_STANDARD
from pipeline.views.explain.by_task import by_task
from pipeline.views.explain.drawing import pages, png
from pipeline.views.explain.examination import Destination, Examination
from pipeline.views.explain.marks import BLANK, Mark, kind_of, label_of, page_marks
from pipeline.views.explain.palette import SWATCHES, both
from pipeline.views.explain.style import STYLE
from pipeline.views.explain.text import span_of, where_of
from pipeline.views.explain.tracing import FURNITURE


def as_html(examination: Examination) -> str:
    """The whole page; every text of the document is escaped."""
    reading = examination.reading
    title = f"{reading.path} · {reading.code or ''} {reading.name or ''}".rstrip(" ·")
    parts = [
        _head(examination), _outline(examination), _legend(), _body(examination), _by_task(examination), _issues(examination),
    ]
    body = "\n".join(line for part in parts for line in part)
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hant"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title>\n<style>\n{STYLE}</style></head>\n<body>\n<h1>{escape(title)}</h1>\n{body}\n</body></html>\n"
    )


def _head(examination: Examination) -> Iterator[str]:
    document, reading = examination.document, examination.reading
    if reading.rejected:
        yield f'<p class="loud">{escape(reading.rejected)}</p>'
    facts = [("格式 format", document.format), ("頁數 pages", document.pages or "—"), ("讀取引擎 engine", document.engine or "—")]
    if reading.coverage is not None:
        facts.append(("涵蓋率 coverage", f"{reading.coverage:.2%}"))
    if not reading.rejected:
        facts += [(name, len(reading.tables.of(name))) for name in TABLES_OF_A_STANDARD]
    yield '<dl class="facts">' + "".join(f"<div><dt>{escape(a)}</dt><dd>{escape(str(b))}</dd></div>" for a, b in facts) + "</dl>"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A plain table; cells are HTML already."""
    heads = "".join(f"<th>{cell}</th>" for cell in head)
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="plain"><thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table>'


def _name(kind: str) -> str:
    return f'<b class="k-{kind}">{escape(both(kind))}</b>'


def _outline(examination: Examination) -> Iterator[str]:
    yield "<h2>段落 Sections found</h2>"
    yield _table(
        ("段落 section", "起點 begins at", "大小 size", "起首文字 first text"),
        ((_name(s.section), escape(str(s.address)), f"{s.size} {s.unit}", escape(s.text[:60])) for s in examination.starts),
    )
    if examination.headers:
        yield "<h2>主表欄位 Columns of the main table</h2>"
        columns = [column for column, _ in max((header.texts for header in examination.headers), key=len)]
        rows = ((escape(str(header.address)), *(escape(dict(header.texts).get(column, "—")) for column in columns))
                for header in examination.headers)
        yield _table(("表頭 header", *map(_name, columns)), rows)


def _legend() -> Iterator[str]:
    swatches = "".join(f'<span class="swatch k-{kind}">{escape(both(kind))}</span>' for kind in SWATCHES)
    yield f'<p class="legend">{swatches}</p>'


# The document ----------------------------------------------------------------------------------------


def _body(examination: Examination) -> Iterator[str]:
    yield "<h2>內容與去處 Text and where it went</h2>"
    yield '<p class="hint">游標停留可看去處與文字。 Hover over a box to see its destination and its text.</p>'
    blocks = list(enumerate(examination.document.body, 1))
    if examination.document.format != "pdf":
        yield from (part for number, block in blocks for part in _block(examination, number, block))
        return
    for page, (picture, width, height) in enumerate(pages(examination.data), 1):
        image = base64.b64encode(png(picture)).decode()
        marks = "".join(map(_mark, page_marks(examination, page)))
        shape = "page wide" if width > height else "page"
        yield f'<h3>第 {page} 頁 page {page}</h3>\n<div class="{shape}"><svg viewBox="0 0 {width:.1f} {height:.1f}" role="img">'
        yield f'<image href="data:image/png;base64,{image}" width="{width:.1f}" height="{height:.1f}"/>{marks}</svg>\n<div>'
        yield from (part for number, block in blocks if block.page == page for part in _block(examination, number, block))
        yield "</div></div>"


def _mark(mark: Mark) -> str:
    left, top, right, bottom = mark.box
    box = f'x="{left:.1f}" y="{top:.1f}" width="{max(0.0, right - left):.1f}" height="{max(0.0, bottom - top):.1f}"'
    return f'<rect class="k-{mark.kind}" {box}><title>{escape(mark.title)}</title></rect>'


def _block(examination: Examination, number: int, block: Block) -> Iterator[str]:
    if isinstance(block, Grid):
        yield f'<p class="name">grid {number}: {block.row_count} 列 rows × {block.column_count} 欄 columns</p>'
        yield f'<table class="grid">{_columns(block)}{"".join(_rows(examination, number, block))}</table>'
        return
    for line in block.lines:
        if fold(line.text):
            found = (examination.of_line(line),)
            yield (
                f'<p class="line k-{kind_of(found)}" title="{escape(label_of(found))}">{_destination(found)}'
                f"{escape(line.text)}</p>"
            )


def _columns(grid: Grid) -> str:
    """Columns as wide as in the document, where it says so."""
    left, right = grid.edges[0], grid.edges[-1]
    shares = [(b - a) / (right - left) for a, b in pairwise(grid.edges)] if right > left else []
    columns = "".join(f'<col style="width:{share:.1%}">' for share in shares)
    return f"<colgroup>{columns}</colgroup>"


def _rows(examination: Examination, number: int, grid: Grid) -> Iterator[str]:
    rows: list[list[str]] = [[] for _ in range(grid.row_count)]
    for cell in grid.cells:
        rows[cell.row].append(_cell(examination, number, cell))
    for cells in rows:
        yield f"<tr>{''.join(cells)}</tr>\n"


def _cell(examination: Examination, number: int, cell: Cell) -> str:
    found = examination.of_cell(cell)
    name = f"grid {number} {span_of(cell)}: {label_of(found) or BLANK}"
    spans = f'rowspan="{cell.row_span}" colspan="{cell.column_span}"'
    text = _destination(found) + "".join(_lines(examination, cell))
    return f'<td class="k-{kind_of(found)}" {spans} title="{escape(name)}">{text}</td>'


def _lines(examination: Examination, cell: Cell) -> Iterator[str]:
    """The lines of a cell as printed; those that went elsewhere than the rest in their own colour."""
    mixed = len(examination.of_cell(cell)) > 1
    for line in cell.lines:
        if fold(line.text):
            kind = f' class="k-{kind_of((examination.of_line(line),))}"' if mixed else ""
            yield f"<div{kind}>{escape(line.text)}</div>"


def _destination(found: tuple[Destination, ...]) -> str:
    """The destination in short; headings and labels speak for themselves."""
    return "".join(
        f"<small>{escape(_short(destination))}</small>" for destination in found if destination.place != FURNITURE
    )


def _short(destination: Destination) -> str:
    """The logical column alone, which is narrow enough for its own cell; the whole place is in the title."""
    name = destination.place.partition("/")[2] or destination.kind
    return " ".join((f"{name} ⚠ text missing" if destination.losing else name, *destination.items))


# The reading -----------------------------------------------------------------------------------------


def _by_task(examination: Examination) -> Iterator[str]:
    yield "<h2>讀取結果 Reading by task</h2>"
    for item in by_task(examination.reading.tables):
        remark = f" <small>{escape(item.remark)}</small>" if item.remark else ""
        yield f'<p class="entry d{item.depth}"><b class="k-{item.kind}">{escape(item.id)}</b> {escape(item.text)}{remark}</p>'


def _issues(examination: Examination) -> Iterator[str]:
    findings = examination.reading.findings
    yield f"<h2>異常 Issues: {len(findings)}</h2>"
    if findings:
        yield _table(
            ("嚴重度 severity", "代碼 code", "位置 place", "說明 message", "原文 raw value"),
            (_issue(finding) for finding in findings),
        )


def _issue(finding: Finding) -> tuple[str, ...]:
    severity = f'<span class="s-{finding.severity}">{finding.severity}</span>'
    return severity, *map(escape, (finding.code, where_of(finding), finding.message, finding.raw_value or ""))
