"""Charts as inline SVG, each with the table of its numbers beside it."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.views.site.html import Child, Html, el, scrolling, t, table

ROW, LABEL, WIDTH = 26, 210, 640
"""Height of a bar with its gap, room for labels, width of the drawing: units of the SVG."""
_LONGEST = 15
_END = 48


def _short(label: str) -> str:
    return label if len(label) <= _LONGEST else label[: _LONGEST - 1] + "…"


def _drawing(height: int, *children: Child) -> Html:
    """Hidden from screen readers, which read the table."""
    return el("svg", *children, viewBox=f"0 0 {WIDTH} {height}", class_="chart", aria_hidden="true", focusable="false")


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def _label(row: int, text: str) -> Html:
    return el("text", el("title", text), _short(text), x=LABEL - 8, y=row * ROW + 17, class_="label")


def bars(rows: Sequence[tuple[str, int]]) -> Html:
    """One bar for each label."""
    longest = max((value for _, value in rows), default=0) or 1
    room = WIDTH - LABEL - _END
    parts: list[Html] = []
    for place, (label, value) in enumerate(rows):
        width = room * value / longest
        parts.append(_label(place, label))
        parts.append(el("rect", x=LABEL, y=place * ROW + 4, width=_number(width), height=ROW - 8, class_="bar"))
        parts.append(el("text", f"{value:,}", x=_number(LABEL + width + 6), y=place * ROW + 17, class_="value"))
    return _drawing(len(rows) * ROW + 4, *parts)


def stacked(rows: Sequence[tuple[str, Sequence[int]]], classes: Sequence[str]) -> Html:
    """One bar for each label, divided; `classes` colour the parts."""
    longest = max((sum(values) for _, values in rows), default=0) or 1
    room = WIDTH - LABEL - _END
    parts: list[Html] = []
    for place, (label, values) in enumerate(rows):
        parts.append(_label(place, label))
        left = float(LABEL)
        for name, value in zip(classes, values, strict=True):
            width = room * value / longest
            if value:
                parts.append(el("rect", x=_number(left), y=place * ROW + 4, width=_number(width), height=ROW - 8, class_=name))
            if width > 14:
                parts.append(el("text", value, x=_number(left + width / 2), y=place * ROW + 17, class_=f"inside {name}"))
            left += width
        parts.append(el("text", f"{sum(values):,}", x=_number(left + 6), y=place * ROW + 17, class_="value"))
    return _drawing(len(rows) * ROW + 4, *parts)


def figure(
    title: tuple[str, str], drawing: Html, header: Sequence[Child], rows: Sequence[Sequence[Child]], legend: Child = None
) -> Html:
    """A drawing and its numbers."""
    numbers = range(1, len(header))
    beside = el("details", el("summary", t("數字", "The numbers")), table(header, rows, t(*title), numbers), open=len(rows) <= 12)
    chart = scrolling(drawing, "圖，可左右捲動", "Chart, scrolls sideways")
    return el("figure", el("figcaption", el("h2", t(*title)), legend), el("div", chart, beside, class_="beside"))
