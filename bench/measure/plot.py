"""A small plot without a plotting library: costs over the number of documents, both axes logarithmic."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, MARGIN = 720, 400, 64
RIGHT = 160
"""Room for the names of the lines, which stand behind their last points."""
COLOURS = ("#1f6f8b", "#c2571a", "#5b8c2a")
Point = tuple[float, float]


def plot(title: str, x_label: str, y_label: str, lines: Mapping[str, Sequence[Point]]) -> str:
    """An SVG drawing of lines through points with positive coordinates."""
    points = [point for line in lines.values() for point in line]
    x_range, y_range = (_decades([point[axis] for point in points]) for axis in (0, 1))

    def place(point: Point) -> Point:
        across, up = _share(point[0], x_range), _share(point[1], y_range)
        return MARGIN + across * (WIDTH - MARGIN - RIGHT), HEIGHT - MARGIN - up * (HEIGHT - 2 * MARGIN)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>',
        _text(WIDTH / 2, 24, title, "middle"), _text(WIDTH / 2, HEIGHT - 14, x_label, "middle"), _text(12, 44, y_label),
    ]
    for x in _ticks(x_range):
        left, bottom = place((x, 10 ** y_range[0]))
        parts += [_line(left, MARGIN, left, bottom), _text(left, bottom + 20, f"{x:g}", "middle")]
    for y in _ticks(y_range):
        left, height = place((10 ** x_range[0], y))
        parts += [_line(left, height, WIDTH - RIGHT, height), _text(left - 8, height + 4, f"{y:g}", "end")]
    for number, (name, line) in enumerate(lines.items()):
        colour, placed = COLOURS[number % len(COLOURS)], [place(point) for point in line]
        way = " ".join(f"{x:.1f},{y:.1f}" for x, y in placed)
        parts += [f'<polyline points="{way}" fill="none" stroke="{colour}" stroke-width="2"/>']
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in placed]
        parts += [_text(placed[-1][0] + 10, placed[-1][1] + 4, name, "start", colour)]
    return "\n".join([*parts, "</svg>", ""])


def _decades(values: Sequence[float]) -> tuple[int, int]:
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return low, max(high, low + 1)


def _share(value: float, decades: tuple[int, int]) -> float:
    return (math.log10(value) - decades[0]) / (decades[1] - decades[0])


def _ticks(decades: tuple[int, int]) -> list[float]:
    return [10.0 ** power for power in range(decades[0], decades[1] + 1)]


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#ddd"/>'


def _text(x: float, y: float, text: str, anchor: str = "start", colour: str = "#333") -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{colour}">{escaped}</text>'
