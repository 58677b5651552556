"""The same ruled table in the ways in which programs draw one."""

from __future__ import annotations

import itertools

from tests.documents.pdf_traps import HEIGHT, Page

XS, YS = (40.0, 140.0, 300.0), (60.0, 100.0, 160.0)
"""The edges of its columns and rows in points."""
TEXTS = ("甲一", "乙二", "T1.1", "丁四")


def fill(page: Page) -> Page:
    """Write the four texts of the two by two table."""
    for number, text in enumerate(TEXTS):
        row, column = divmod(number, 2)
        page.text(XS[column] + 5, YS[row] + 15, text)
    return page


def strokes(page: Page) -> Page:
    return page.rules(XS, YS)


def slivers(page: Page) -> Page:
    for y in YS:
        for x0, x1 in itertools.pairwise(XS):
            page.bar(x0, y, x1, y + 0.5)
    for x in XS:
        for y0, y1 in itertools.pairwise(YS):
            page.bar(x, y0, x + 0.5, y1)
    return page


def frames(page: Page) -> Page:
    for y0, y1 in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            page.frame(x0, y0, x1, y1)
    return page


def dashes(page: Page) -> Page:
    for y in YS:
        for step in range(int(XS[0]), int(XS[-1]), 5):
            page.line(step, y, step + 3, y)
    for x in XS:
        for step in range(int(YS[0]), int(YS[-1]), 5):
            page.line(x, step, x, step + 3)
    return page


def dots(page: Page) -> Page:
    for y in YS:
        for step in range(int(XS[0]), int(XS[-1]) + 1, 2):
            page.bar(step, y, step + 1, y + 1)
    for x in XS:
        for step in range(int(YS[0]), int(YS[-1]) + 1, 2):
            page.bar(x, step, x + 1, step + 1)
    return page


def double(page: Page) -> Page:
    for y in YS:
        page.line(XS[0], y, XS[-1], y).line(XS[0], y + 1.5, XS[-1], y + 1.5)
    for x in XS:
        page.line(x, YS[0], x, YS[-1]).line(x + 1.5, YS[0], x + 1.5, YS[-1])
    return page


def thick(page: Page) -> Page:
    for y in YS:
        page.bar(XS[0] - 2, y - 2, XS[-1] + 2, y + 2)
    for x in XS:
        page.bar(x - 2, YS[0] - 2, x + 2, YS[-1] + 2)
    return page


def one_path(page: Page) -> Page:
    rows = " ".join(f"{XS[0]} {HEIGHT - y} m {XS[-1]} {HEIGHT - y} l" for y in YS)
    columns = " ".join(f"{x} {HEIGHT - YS[0]} m {x} {HEIGHT - YS[-1]} l" for x in XS)
    return page.draw(f"0.5 w {rows} {columns} S")


def scaled_form(page: Page) -> Page:
    rows = " ".join(f"{XS[0] / 2} {(HEIGHT - y) / 2} m {XS[-1] / 2} {(HEIGHT - y) / 2} l S" for y in YS)
    columns = " ".join(f"{x / 2} {(HEIGHT - YS[0]) / 2} m {x / 2} {(HEIGHT - YS[-1]) / 2} l S" for x in XS)
    page.form, page.form_matrix = f"0.25 w {rows} {columns}", "2 0 0 2 0 0"
    return page


def shaded(page: Page) -> Page:
    page.bar(XS[0], YS[0], XS[-1], YS[1], grey=0.8).bar(XS[0] + 5, YS[0] + 7, XS[0] + 25, YS[0] + 17, grey=0.5)
    return page.rules(XS, YS)


def no_bottom(page: Page) -> Page:
    for y in YS[:-1]:
        page.line(XS[0], y, XS[-1], y)
    for x in XS:
        page.line(x, YS[0], x, YS[-1])
    return page


def no_top(page: Page) -> Page:
    for y in YS[1:]:
        page.line(XS[0], y, XS[-1], y)
    for x in XS:
        page.line(x, YS[0], x, YS[-1])
    return page


def no_sides(page: Page) -> Page:
    for y in YS:
        page.line(XS[0], y, XS[-1], y)
    return page.line(XS[1], YS[0], XS[1], YS[-1])


def wide_double(page: Page) -> Page:
    return double(page).frame(XS[0] - 3, YS[0] - 3, XS[-1] + 4.5, YS[-1] + 4.5)


def double_frame(page: Page) -> Page:
    for away in (3, 6):
        page.frame(XS[0] - away, YS[0] - away, XS[-1] + away, YS[-1] + away)
    return page.rules(XS, YS)


def boxes(page: Page, apart: float = 6.0) -> Page:
    for y0, y1 in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            page.frame(x0 + apart / 2, y0 + apart / 2, x1 - apart / 2, y1 - apart / 2)
    return page


def rounded(page: Page) -> Page:
    """A box per cell with corners of 4 points; the curves' control points lie in the corners."""
    for y0, y1 in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            left, top, right, bottom = x0 + 1, HEIGHT - y0 - 1, x1 - 1, HEIGHT - y1 + 1
            page.draw(
                f"0.5 w {left + 4} {top} m {right - 4} {top} l {right} {top} {right} {top} {right} {top - 4} c "
                f"{right} {bottom + 4} l {right} {bottom} {right} {bottom} {right - 4} {bottom} c {left + 4} {bottom} l "
                f"{left} {bottom} {left} {bottom} {left} {bottom + 4} c {left} {top - 4} l {left} {top} {left} {top} "
                f"{left + 4} {top} c h S"
            )
    return page


def _corners(left: float, top: float, right: float, bottom: float, cut: float) -> str:
    """A box with rounded corners as a subpath, from y at the page's foot; the curves' control points lie in the corners."""
    return (
        f"{left + cut} {top} m {right - cut} {top} l {right} {top} {right} {top} {right} {top - cut} c "
        f"{right} {bottom + cut} l {right} {bottom} {right} {bottom} {right - cut} {bottom} c {left + cut} {bottom} l "
        f"{left} {bottom} {left} {bottom} {left} {bottom + cut} c {left} {top - cut} l {left} {top} {left} {top} "
        f"{left + cut} {top} c h"
    )


def very_rounded(page: Page) -> Page:
    """The corners take most of the lower row's height."""
    for y0, y1 in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            page.draw(f"0.5 w {_corners(x0 + 1, HEIGHT - y0 - 1, x1 - 1, HEIGHT - y1 + 1, 14)} S")
    return page


def filled_borders(page: Page, apart: float = 3.0, cut: float = 5.0) -> Page:
    """A border per cell, filled between two boxes with rounded corners."""
    half = apart / 2
    for y0, y1 in itertools.pairwise(YS):
        for x0, x1 in itertools.pairwise(XS):
            outer = _corners(x0 + half, HEIGHT - y0 - half, x1 - half, HEIGHT - y1 + half, cut)
            inner = _corners(x0 + half + 0.8, HEIGHT - y0 - half - 0.8, x1 - half - 0.8, HEIGHT - y1 + half + 0.8, cut - 0.8)
            page.draw(f"{outer} {inner} f*")
    return page


def slivers_in_one_path(page: Page) -> Page:
    """All rules as slivers, filled at once: the box of the shape is the table."""
    rows = " ".join(f"{XS[0]} {HEIGHT - y} {XS[-1] - XS[0]} 0.5 re" for y in YS)
    columns = " ".join(f"{x} {HEIGHT - YS[-1]} 0.5 {YS[-1] - YS[0]} re" for x in XS)
    return page.draw(f"{rows} {columns} f")
