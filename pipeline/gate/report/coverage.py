"""A release compared with the published list of standards, for the terminal and as CSV."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from pipeline.gate.report import records
from pipeline.standards import published_list
from pipeline.standards.published_list import STATUSES, CoverageLine

_FIRST = 20


def coverage(release: Path, listed: Path, today: dt.date) -> list[CoverageLine]:
    """Every standard of the list and of the release; `listed` is the list as CSV. Raises `PipelineError` where it is none."""
    tables = records(release, ("documents", "standards"))
    ours = published_list.our_standards(tables["documents"], tables["standards"])
    return published_list.coverage(published_list.read_list(listed), ours, today)


def summary(lines: Sequence[CoverageLine]) -> str:
    """Counts, then the first of each sort that a person may act on."""
    counts = Counter(line.status for line in lines)
    validity = Counter(line.validity for line in lines if line.validity)
    texts = [f"{status:<13}{counts[status]:>6,}" for status in STATUSES]
    texts += [f"{name:<13}{validity[name]:>6,}" for name in ("valid", "expiring", "expired")]
    for status in STATUSES[1:]:
        some = [line for line in lines if line.status == status]
        texts += [f"  {status}: {line.name}{_near(line)}" for line in some[:_FIRST]]
        if len(some) > _FIRST:
            texts.append(f"  {status}: … and {len(some) - _FIRST} more")
    return "\n".join(texts)


def _near(line: CoverageLine) -> str:
    where = f" ({line.standard_id})" if line.standard_id else ""
    return where + (f"; similar: {line.suggestion} ({line.score:g})" if line.suggestion else "")
