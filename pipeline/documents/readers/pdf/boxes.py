"""Cells drawn as boxes of their own with white between them (I-106)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.documents.readers.pdf.regions import Region, closed, find
from pipeline.documents.readers.pdf.rules import Rule

_APART = 10.0
"""Points between the boxes of two neighbouring cells, at most."""
_FEWEST = 4
_MOST = 1000
"""Boxes of a page that may be cells; more are a drawing."""
_SIDE = 1.0
"""Points by which the sides of a box stand off its edge, at most."""


def with_boxes_joined(regions: Sequence[Region]) -> list[Region]:
    """The regions, those that are boxes side by side as one table; what encloses another region is no cell's box."""
    boxes = [region for region in regions if _is_box(region)] if len(regions) <= _MOST else []
    boxes = [box for box in boxes if not any(_encloses(box, other) for other in regions)]
    if not _FEWEST <= len(boxes) <= _MOST:
        return list(regions)
    joined: list[Region] = []
    alone = {id(region) for region in regions}
    for group in _groups(boxes):
        if len(group) >= _FEWEST and (table := _table(group)) is not None:
            alone -= {id(box) for box in group}
            joined.append(table)
    return [region for region in regions if id(region) in alone] + joined


def _encloses(region: Region, other: Region) -> bool:
    return other is not region and region.encloses(other)


def _is_box(region: Region) -> bool:
    return all(min(abs(rule.at - region.top), abs(rule.at - region.bottom)) <= _SIDE for rule in region.horizontal) and all(
        min(abs(rule.at - region.left), abs(rule.at - region.right)) <= _SIDE for rule in region.vertical
    )


def _groups(boxes: Sequence[Region]) -> list[list[Region]]:
    """Boxes that stand side by side or one above the other, with no more white between than cells have."""
    parent = list(range(len(boxes)))
    for index, box in enumerate(boxes):
        for other in range(index):
            if _are_neighbours(box, boxes[other]):
                parent[find(parent, other)] = find(parent, index)
    groups: dict[int, list[Region]] = {}
    for index, box in enumerate(boxes):
        groups.setdefault(find(parent, index), []).append(box)
    return list(groups.values())


def _are_neighbours(one: Region, other: Region) -> bool:
    beside = max(one.left, other.left) - min(one.right, other.right)
    above = max(one.top, other.top) - min(one.bottom, other.bottom)
    return (0 < beside <= _APART and above < 0) or (0 < above <= _APART and beside < 0)


def _table(boxes: Sequence[Region]) -> Region | None:
    """The boxes with every side moved to the middle of the white beside it."""
    xs = _middles([x for box in boxes for x in (box.left, box.right)])
    ys = _middles([y for box in boxes for y in (box.top, box.bottom)])
    horizontal: list[Rule] = []
    vertical: list[Rule] = []
    for box in boxes:
        left, top, right, bottom = xs[box.left], ys[box.top], xs[box.right], ys[box.bottom]
        horizontal += [Rule(top, left, right), Rule(bottom, left, right)]
        vertical += [Rule(left, top, bottom), Rule(right, top, bottom)]
    return closed(Region(sorted(set(horizontal)), sorted(set(vertical))))


def _middles(positions: Iterable[float]) -> dict[float, float]:
    """For each position the middle of those that it stands among."""
    groups: list[list[float]] = []
    for position in sorted(set(positions)):
        if groups and position - groups[-1][0] <= _APART:
            groups[-1].append(position)
        else:
            groups.append([position])
    return {position: (group[0] + group[-1]) / 2 for group in groups for position in group}
