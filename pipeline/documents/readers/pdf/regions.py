"""Rules → ruled regions: the rules that hang together, closed where a page end left them open."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.documents.model import Box
from pipeline.documents.readers.pdf.rules import SNAP, Rule, Rules

TOUCH = SNAP
"""Points: how far a rule may end short of the rule that it meets; not farther than rules are taken for one, or
two tables with a hair's breadth between them would get a row out of it."""
_OPEN = 6.0
"""Points: rules that overshoot the last crossing rule by more than this enclose an open row or column."""
_LONE = 20.0
"""Points: the least length of verticals that enclose a row with neither top nor bottom."""


@dataclass(slots=True)
class Region:
    """Rules that hang together, and the box that they fill."""

    horizontal: list[Rule]
    vertical: list[Rule]
    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside or on the border."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def encloses(self, other: Region) -> bool:
        """Whether the other region lies within this one."""
        return self.holds(other.left + 1, other.top + 1) and self.holds(other.right - 1, other.bottom - 1)


def regions_of(rules: Rules) -> list[Region]:
    """The ruled regions of a page; underlines and other rules that enclose nothing make none."""
    regions: list[Region] = []
    lone: list[Rule] = []
    for horizontal, vertical in _components(rules):
        if horizontal and vertical:
            regions.append(Region(horizontal, vertical))
        else:
            lone += vertical
    regions += _open_both_ways(_without_adopted(lone, regions))
    return [region for region in map(closed, regions) if region is not None]


def _without_adopted(lone: Iterable[Rule], regions: Sequence[Region]) -> list[Rule]:
    """Give each vertical that no horizontal reaches to the region beside it that is as tall; those that none takes are left.

    The column between them is open at its top and bottom: the rest of a merged cell that a page cuts.
    """
    extents = [_upright_extent(region.vertical) for region in regions]
    left: list[Rule] = []
    for rule in lone:
        at, start, end = rule
        for number, (low, top, high, bottom) in enumerate(extents):
            if abs(start - top) <= _OPEN and abs(end - bottom) <= _OPEN and not low <= at <= high:
                regions[number].vertical.append(rule)
                extents[number] = _upright_extent(regions[number].vertical)
                break
        else:
            left.append(rule)
    return left


def _upright_extent(rules: Iterable[Rule]) -> Box:
    """The box around verticals."""
    sides, tops, bottoms = zip(*rules, strict=True)
    return min(sides), min(tops), max(sides), max(bottoms)


def _components(rules: Rules) -> Iterator[tuple[list[Rule], list[Rule]]]:
    horizontal, vertical = rules
    parent = list(range(len(horizontal) + len(vertical)))
    offset = len(horizontal)
    positions = [rule.at for rule in vertical]
    for index, (y, start, end) in enumerate(horizontal):
        for other in range(bisect_left(positions, start - TOUCH), bisect_right(positions, end + TOUCH)):
            _, top, bottom = vertical[other]
            if top - TOUCH <= y <= bottom + TOUCH:
                parent[find(parent, offset + other)] = find(parent, index)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate(horizontal):
        members.setdefault(find(parent, index), ([], []))[0].append(rule)
    for index, rule in enumerate(vertical):
        members.setdefault(find(parent, offset + index), ([], []))[1].append(rule)
    yield from members.values()


def find(parent: list[int], item: int) -> int:
    """The representative of an item's set (union-find, halving paths)."""
    while parent[item] != item:
        parent[item] = parent[parent[item]]
        item = parent[item]
    return item


def _open_both_ways(lone: Iterable[Rule]) -> list[Region]:
    """Verticals of equal extent that no horizontal crosses: a row that fills its page from end to end."""
    groups: list[list[Rule]] = []
    for rule in sorted(lone):
        if rule.end - rule.start < _LONE:
            continue
        for group in groups:
            if abs(group[0].start - rule.start) < TOUCH and abs(group[0].end - rule.end) < TOUCH:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [Region([], group) for group in groups if len(group) > 2]


def closed(region: Region) -> Region | None:
    """Give the region its box, adding the sides that are not drawn; None if nothing is enclosed."""
    tops, bottoms = _ends(region.vertical)
    lefts, rights = _ends(region.horizontal)
    ys = [rule.at for rule in region.horizontal]
    xs = [rule.at for rule in region.vertical]
    # A table with inner rules only may have a single one in its first row, or one across on a page: where other sides
    # are not drawn either, that one counts (I-106).
    across, down = _extent(xs, lefts, rights), _extent(ys, tops, bottoms)
    widest = _extent(xs, lefts, rights, 1)
    if any(_undrawn(xs, across)) or all(_undrawn(ys, down)) or (any(_undrawn(ys, down)) and all(_undrawn(xs, widest))):
        across = widest
    region.left, region.right = across
    region.top, region.bottom = _extent(ys, tops, bottoms, 1) if all(_undrawn(xs, across)) else down
    if region.bottom - region.top < _OPEN or region.right - region.left < _OPEN:
        return None
    _close(region.horizontal, (region.top, region.bottom), (region.left, region.right))
    _close(region.vertical, (region.left, region.right), (region.top, region.bottom))
    return region


def _ends(rules: Iterable[Rule]) -> tuple[list[float], list[float]]:
    pairs = [(rule.start, rule.end) for rule in rules]
    return [start for start, _ in pairs], [end for _, end in pairs]


def _undrawn(positions: list[float], extent: tuple[float, float]) -> tuple[bool, bool]:
    """Whether the rules along overshoot the first rule across, and the last."""
    return (extent[0] < min(positions), max(positions) < extent[1]) if positions else (False, False)


def _extent(positions: list[float], starts: list[float], ends: list[float], least: int = 2) -> tuple[float, float]:
    """First and last line across; the ends of at least `least` rules along them count where they overshoot."""
    first = min(positions) if positions else min(starts)
    last = max(positions) if positions else max(ends)
    over = [start for start in starts if start < first - _OPEN]
    under = [end for end in ends if end > last + _OPEN]
    return (min(over) if len(over) >= least else first, max(under) if len(under) >= least else last)


def _close(rules: list[Rule], sides: tuple[float, float], extent: tuple[float, float]) -> None:
    """Draw the two sides from end to end."""
    for side in sides:
        at = min((rule.at for rule in rules if abs(rule.at - side) < 1), default=side)
        rules.append(Rule(at, *extent))
