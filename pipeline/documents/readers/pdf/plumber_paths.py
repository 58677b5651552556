"""The outlines of what pdfplumber found drawn."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pipeline.documents.readers.pdf.shapes import Point


def subpaths(shape: dict[str, Any]) -> Iterator[list[Point]]:
    """Corner by corner; a curve counts as a straight line to its end, which is seldom parallel to an axis."""
    points: list[Point] = []
    for command, *arguments in shape["path"]:
        if command == "m":
            if points:
                yield points
            points = []
        elif command == "h" and points:
            points.append(points[0])
        if arguments:
            points.append(arguments[-1])
    if points:
        yield points
