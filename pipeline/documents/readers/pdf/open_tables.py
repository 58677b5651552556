"""Tables within cells of which the sides are not drawn: only rules between their rows and columns are (I-110).

Each rule of the outer table meets others at both ends. One that ends within a cell, short of the cell's side, is of a table
in that cell, and so are those that cross it and nothing else; where they end the inner table does.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from pipeline.documents.readers.pdf.glyphs import CENTRE, Run
from pipeline.documents.readers.pdf.regions import TOUCH, Region, find
from pipeline.documents.readers.pdf.rules import JOIN, Rule, Rules

_MOST = 100_000
"""Pairs of rules across each other on a page, at most; more are a drawing."""
_MOST_SHORT = 200
"""Rules on a page that end within cells, at most; more are the page's own pattern."""
_PASSES = 5
"""Passes in which the rules that cross each other are told to be inner ones; a drawing would take more."""
_LONE = 0.5
"""Share of its cell's width of a rule that parts two rows of a table without another, at least."""
_SAME = 1.5
"""Points by which ends and left edges differ that are one."""
_ONE_LINE = 0.9
"""Ems within which baselines are those of one line, and above a baseline within which its line stands."""
_UNDER = 0.35
"""Ems below a baseline within which a rule as long as the text is an underline."""
_ABOVE = 0.7
"""Ems above a baseline from which on a rule strikes no text through."""


class _Sides(NamedTuple):
    """The rules across between which a rule stands, and whether it falls short of them."""

    low: Rule
    high: Rule
    is_short: bool


def without_open_tables(rules: Rules, runs: Sequence[Run]) -> tuple[Rules, list[Region]]:
    """The rules of the outer tables, and a region with all four sides for each table within a cell that is not closed."""
    horizontal, vertical = rules
    if len(horizontal) * len(vertical) > _MOST:
        return rules, []
    across, down = _short(horizontal, vertical), _short(vertical, horizontal)
    if not 0 < len(across) + len(down) <= _MOST_SHORT:
        return rules, []
    columns = _columns(across, down, horizontal, vertical)
    parts = [*_crossed(across, columns), *_stacked(across, columns, horizontal, runs), *_single_rows(down, columns, vertical)]
    gone = {rule for part in parts for rule in part.horizontal}, {rule for part in parts for rule in part.vertical}
    kept = Rules(*([rule for rule in group if rule not in taken] for group, taken in zip(rules, gone, strict=True)))
    return kept, [_with_sides(part) for part in parts]


def _short(rules: Sequence[Rule], across: Sequence[Rule]) -> dict[Rule, _Sides]:
    """The rules that end short of those across, with these."""
    places = [rule.at for rule in across]
    return {rule: sides for rule in rules if (sides := _sides(rule, across, places)) is not None and sides.is_short}


def _sides(rule: Rule, across: Sequence[Rule], places: Sequence[float]) -> _Sides | None:
    """The nearest rules across on both sides of a rule; None where there is none on a side. `places` are where these stand."""
    at, start, end = rule
    low = _met(start, at, across, places) or _beyond(range(bisect_left(places, start) - 1, -1, -1), rule, across)
    high = _met(end, at, across, places) or _beyond(range(bisect_left(places, end), len(across)), rule, across)
    if low is None or high is None:
        return None
    return _Sides(low, high, start - low.at > JOIN or high.at - end > JOIN)


def _met(end: float, at: float, across: Sequence[Rule], places: Sequence[float]) -> Rule | None:
    for place in range(bisect_left(places, end - JOIN), bisect_right(places, end + JOIN)):
        _, low, high = across[place]
        if low - JOIN <= at <= high + JOIN:
            return across[place]
    return None


def _beyond(places: range, rule: Rule, across: Sequence[Rule]) -> Rule | None:
    return next((across[place] for place in places if across[place].start - TOUCH <= rule.at <= across[place].end + TOUCH), None)


def _columns(
    across: dict[Rule, _Sides], down: Mapping[Rule, _Sides], horizontal: Sequence[Rule], vertical: Sequence[Rule]
) -> dict[Rule, list[Rule]]:
    """The upright rules of inner tables, each with the short rules that it crosses; what crosses an outer rule is dropped."""
    candidates = {rule for short in across for rule in _between(short, vertical)} | set(down)
    for _ in range(_PASSES):
        crossed = {rule: _between(rule, horizontal) for rule in sorted(candidates)}
        inner = {rule: others for rule, others in crossed.items() if all(other in across for other in others)}
        outer = [short for short in across if any(rule not in inner for rule in _between(short, vertical))]
        if not outer:
            return inner
        for short in outer:
            del across[short]
    across.clear()
    return {}


def _between(rule: Rule, across: Sequence[Rule]) -> list[Rule]:
    """The rules across that a rule meets between its ends."""
    passing = across[bisect_right(across, (rule.start + JOIN, float("inf"))) : bisect_left(across, (rule.end - JOIN,))]
    return [other for other in passing if other.start - TOUCH <= rule.at <= other.end + TOUCH]


def _crossed(across: Mapping[Rule, _Sides], columns: Mapping[Rule, Sequence[Rule]]) -> Iterator[Region]:
    """The tables with columns: their rules hang together."""
    upright = [rule for rule in columns if columns[rule]]
    members: list[Rule] = [*across, *upright]
    number = {rule: index for index, rule in enumerate(members)}
    parent = list(range(len(members)))
    for index, rule in enumerate(upright, len(across)):
        for other in columns[rule]:
            parent[find(parent, number[other])] = find(parent, index)
    for root in sorted({find(parent, index) for index in range(len(across), len(members))}):
        part = [index for index in range(len(members)) if find(parent, index) == root]
        flat = [members[index] for index in part if index < len(across)]
        standing = [members[index] for index in part if index >= len(across)]
        heights = [*(rule.at for rule in flat), *(end for rule in standing for end in (rule.start, rule.end))]
        yield Region(
            flat, standing, min(rule.start for rule in flat), min(heights), max(rule.end for rule in flat), max(heights)
        )


def _stacked(
    across: Mapping[Rule, _Sides], columns: Mapping[Rule, Sequence[Rule]], horizontal: Sequence[Rule], runs: Sequence[Run]
) -> Iterator[Region]:
    """The tables with rules between their rows alone: rules of one length, one above the other in one cell."""
    crossing = {rule for crossed in columns.values() for rule in crossed}
    loose = [rule for rule in across if rule not in crossing and not _is_drawn_at_text(rule, runs)]
    while loose:
        first = loose[0]
        low, high, _ = across[first]
        group = [
            rule for rule in loose
            if across[rule][:2] == (low, high) and abs(rule.start - first.start) <= _SAME and abs(rule.end - first.end) <= _SAME
        ]
        outer = [rule for rule in horizontal if rule not in across]
        whole = [rule.at for rule in outer if rule.start <= low.at + JOIN and rule.end >= high.at - JOIN]
        floor = min([at for at in whole if at > first.at], default=min(low.end, high.end))
        ceiling = max([at for at in whole if at < first.at], default=max(low.start, high.start))
        inside = [run for run in runs if low.at < run.x0 < high.at and ceiling < _middle(run) < floor]
        group = _one_table([rule for rule in group if rule is first or rule.at < floor], inside)
        loose = [rule for rule in loose if rule not in group]
        top, bottom = _ends(group, inside, (ceiling, floor))
        is_wide = len(group) > 1 or first.end - first.start > _LONE * (high.at - low.at)
        if is_wide and any(top < _middle(run) < bottom for run in inside):
            yield Region(group, [], group[0].start, top, group[0].end, bottom)


def _one_table(group: list[Rule], inside: Sequence[Run]) -> list[Rule]:
    """The first rules of a group between which all text is of one table: what begins farther left stands between two."""
    starts = [
        min([round(run.x0) for run in inside if above.at < _middle(run) < below.at], default=None)
        for above, below in pairwise(group)
    ]
    counts = Counter(start for start in starts if start is not None)
    usual = max(counts, key=lambda start: (counts[start], start), default=0)
    for place, start in enumerate(starts, 1):
        if start is not None and start < max(usual - _SAME, group[0].start):
            return group[:place]
    return group


def _ends(group: Sequence[Rule], inside: Sequence[Run], cell: tuple[float, float]) -> tuple[float, float]:
    """Top and bottom of a table: its outer rules, or beyond them where lines go on that are set as those between them are."""
    first, last = group[0], group[-1]
    within = [run for run in inside if first.at < _middle(run) < last.at]
    above = _by_line([run for run in inside if _middle(run) < first.at])[::-1]
    below = _by_line([run for run in inside if _middle(run) > last.at])
    left = _left(within, above, below)
    if left is None:
        return first.at, last.at
    rows_above, rows_below = _rows_set_so(above, left, first), _rows_set_so(below, left, last)
    while rows_above and _start(rows_above[-1]) > left + _SAME:
        rows_above.pop()
    top = first.at if not rows_above else min(run.baseline - _ONE_LINE * run.size for run in rows_above[-1])
    bottom = last.at if not rows_below else max(run.baseline for run in rows_below[-1])
    return cell[0] if rows_above and rows_above == above else top, cell[1] if rows_below and rows_below == below else bottom


def _left(within: Sequence[Run], above: Sequence[Sequence[Run]], below: Sequence[Sequence[Run]]) -> float | None:
    """Where the text of a table begins; None where the lines on both sides of its only rule begin apart."""
    if within:
        return min(run.x0 for run in within)
    if above and below:
        one, other = _start(above[0]), _start(below[0])
        return min(one, other) if abs(one - other) <= _SAME else None
    return min(map(_start, above or below), default=None)


def _rows_set_so(lines: Sequence[list[Run]], left: float, rule: Rule) -> list[list[Run]]:
    """Of lines from a rule on those that begin at a place or behind it, within the length of the rule."""
    return list(takewhile(lambda line: max(left - _SAME, rule.start) < _start(line) and line[-1].x1 < rule.end, lines))


def _by_line(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs by line, from top to bottom; in each from left to right."""
    lines: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.baseline):
        if lines and run.baseline - lines[-1][0].baseline < _ONE_LINE / 2 * run.size:
            lines[-1].append(run)
        else:
            lines.append([run])
    return [sorted(line, key=lambda run: run.x0) for line in lines]


def _start(line: Sequence[Run]) -> float:
    return line[0].x0


def _single_rows(
    down: Mapping[Rule, _Sides], columns: Mapping[Rule, Sequence[Rule]], vertical: Sequence[Rule]
) -> Iterator[Region]:
    """The tables of one row, with rules between their columns alone: they are as wide as their cell."""
    groups: dict[tuple[Rule, Rule], list[Rule]] = {}
    for rule in down:
        if rule in columns and not columns[rule]:
            middle = Rule((rule.start + rule.end) / 2, rule.at, rule.at)
            others = [other for other in vertical if other not in down]
            left = _beyond(range(bisect_left(others, (rule.at,)) - 1, -1, -1), middle, others)
            right = _beyond(range(bisect_right(others, (rule.at,)), len(others)), middle, others)
            if left is not None and right is not None:
                groups.setdefault((left, right), []).append(rule)
    for (left, right), group in groups.items():
        first = group[0]
        level = [rule for rule in group if abs(rule.start - first.start) <= _SAME and abs(rule.end - first.end) <= _SAME]
        yield Region([], level, left.at, first.start, right.at, first.end)


def _is_drawn_at_text(rule: Rule, runs: Sequence[Run]) -> bool:
    """Whether a rule underlines text as long as itself, or strikes text through."""
    for run in runs:
        below = rule.at - run.baseline
        if run.x1 <= rule.start or run.x0 >= rule.end:
            continue
        if 0 <= below < _UNDER * run.size and abs(run.x0 - rule.start) <= _SAME:
            return True
        if -_ABOVE * run.size < below < 0:
            return True
    return False


def _middle(run: Run) -> float:
    return run.baseline - CENTRE * run.size


def _with_sides(part: Region) -> Region:
    left, top, right, bottom = part.left, part.top, part.right, part.bottom
    return Region(
        [*part.horizontal, Rule(top, left, right), Rule(bottom, left, right)],
        [*part.vertical, Rule(left, top, bottom), Rule(right, top, bottom)],
        left, top, right, bottom,
    )
