"""The main table of a standard's page: duties and tasks over several lines, as it is printed."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.releases.exporters.addresses import anchor as anchor
from pipeline.views.site.catalogue import Catalogue
from pipeline.views.site.grid import Cell, PrintedLine, grid
from pipeline.views.site.html import Child, Html, el, join, link, scrolling, spoken, t
from pipeline.views.site.shelf import Row

COLUMNS = (
    ("duty", "主要職責", "Duty"), ("task", "工作任務", "Task"), ("output", "工作產出", "Output"),
    ("indicator", "行為指標", "Behaviour indicator"), ("level", "職能級別", "Level"),
    ("K", "知識", "Knowledge"), ("S", "技能", "Skills"),
)


def coded(code: str | None) -> Html | None:
    """A printed code; nothing where none is printed."""
    return el("b", code, class_="c") if code else None


def absent() -> Html:
    """What stands where the document prints nothing."""
    return el("span", "—", class_="none", **spoken("title", "原件未載", "Not printed"))


def main_table(catalogue: Catalogue, standard_id: str) -> Html:
    """The table, and below it what belongs to no task."""
    found = grid(catalogue, standard_id)
    if not found.lines:
        return el("p", t("這份文件沒有主要職責與工作任務。", "This document has no duties and tasks."))
    names = (el("th", t(chinese, english), scope="col", class_=f"k-{name}") for name, chinese, english in COLUMNS)
    head = el("thead", el("tr", *names))
    body = el("tbody", *(_line(line) for line in found.lines))
    named = "職責與任務表，可左右捲動", "Duties and tasks, scrolls sideways"
    return join(scrolling(el("table", head, body, class_="main"), *named, "wide-table"), _loose(found.loose))


def _line(line: PrintedLine) -> Html:
    return el("tr", *(_cell(name, line.cells[name]) for name, _, _ in COLUMNS if name in line.cells))


def _cell(column: str, cell: Cell) -> Html:
    classes = f"k-{column}"
    span = cell.span if cell.span > 1 else None
    if column == "level":
        return el("td", _level(cell.level), class_=classes, rowspan=span)
    if not cell.rows:
        return el("td", absent() if column not in ("output", "indicator") else None, class_=f"{classes} empty", rowspan=span)
    if column in ("K", "S"):
        return el("td", el("ul", *(el("li", _required(row)) for row in cell.rows)), class_=classes, rowspan=span)
    items = [el("div", *_item(row), id=_anchor_of(row), class_="i") for row in cell.rows]
    return el("td", items, class_=classes, rowspan=span)


def _level(level: int | None) -> Html:
    return el("span", level, class_=f"level l{level}") if level is not None else absent()


def _anchor_of(row: Row) -> str:
    """Every row begins with the standard's id and its own."""
    column = list(row)[1]
    return anchor(column, row[column])


def _item(row: Row) -> Iterator[Child]:
    code = next(value for name, value in row.items() if name.endswith("_code"))
    text = row.get("text", row.get("name"))
    yield from (coded(code), " " if code else None, text if text is not None else absent())
    if row["page"] is not None and ("duty_code" in row or "task_code" in row):
        # The style sheet says what the number is: words in both languages at each task would weigh more than the tasks.
        yield el("span", row["page"], class_="page")


def _required(row: Row) -> Html:
    """Leads to where the page says more of it: its definition, its other tasks, the standards that share it."""
    content = join(coded(row["competency_code"]), " " if row["competency_code"] else None, row["name"] or absent())
    return link("#" + anchor("competency_id", row["competency_id"]), content)


def _loose(rows: tuple[Row, ...]) -> Html | None:
    if not rows:
        return None
    items = [el("li", *_item(row), id=_anchor_of(row)) for row in rows]
    return join(el("h3", t("原件未指明屬於哪一項工作任務", "Printed without a task")), el("ul", items))
