"""A skills gap in a terminal: what is lacking, what there may be under another name, and how much is there already."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence

from pipeline.views.gap import CLOSE, MISSING, SAME, Need, needs
from pipeline.views.lookup import Release, find
from pipeline.views.terminal import Screen, safe, table

_KINDS = (("K", "知識"), ("S", "技能"), ("A", "態度"))


def gap(release: Release, now: str, wanted: str, out: Screen) -> str:
    """What the second standard asks for and the first does not; raises KeyError as `lookup.find` does."""
    first, second = (find(release.standards, code) for code in (now, wanted))
    found = needs(release.rows, first.standard_id, second.standard_id)
    counts = [sum(one.found == state for one in found) for state in (SAME, CLOSE, MISSING)]
    head = f"{safe(first.standard_id)} {safe(first.name)} → {safe(second.standard_id)} {safe(second.name)}"
    total = f"{len(found):,} 項職能：已具備 {counts[0]:,}、名稱相近 {counts[1]:,}、缺少 {counts[2]:,}"
    room = out.columns - 4 - 2 * 3 - 12
    rows = [row for kind, label in _KINDS for row in _of_kind([one for one in found if one.kind == kind], label)]
    lines = [out.paint(head, "1;36"), total, ""]
    if rows:
        widths = room // 2 + 6, 4, room - room // 2 + 6
        lines += [*table(("需要的職能", "級別", "名稱相近者（待人判斷）"), rows, widths, out), ""]
    codes = f"{shlex.quote(safe(first.standard_id))} {shlex.quote(safe(second.standard_id))}"
    return "\n".join([*lines, f"取用：gap {codes} --format csv 或 json"])


def _of_kind(found: Sequence[Need], label: str) -> Iterator[tuple[str, ...]]:
    """What is lacking of one kind under a heading, and after it what has a near name."""
    lacking = sorted((one for one in found if one.found != SAME), key=lambda one: one.found != MISSING)
    if lacking:
        yield (f"{label}（{len(lacking)}）",)
    for one in lacking:
        yield f"{safe(one.competency_id)} {safe(one.name)}", safe(one.level) or "—", safe(one.own_name)
