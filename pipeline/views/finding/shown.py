"""What `find` found: for a terminal, or as CSV or JSON for a pipe."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from typing import Any

from pipeline.views import piped
from pipeline.views.finding import Found
from pipeline.views.finding.reasons import Reason
from pipeline.views.terminal import Screen, safe
from pipeline.views.width import cut, pad, width

COLUMNS = ("rank", "standard_id", "name", "level", "score", "words", "tasks", "knowledge", "skills")
_KINDS = {"task": "任務", "K": "知識", "S": "技能"}


def as_table(some: Sequence[Found], out: Screen) -> str:
    """The standards with their reasons, and what to do next."""
    if not some:
        return "沒有職能基準與這段文字有相同的詞；請多寫一些工作內容"
    lines = [f"最符合的 {len(some):,} 項現行職能基準；分數只能在同一次查詢內比較", ""]
    for one in some:
        lines += [*_standard(one, out), ""]
    return "\n".join([*lines, f"看一項：show {shlex.quote(safe(some[0].standard.standard_id))}"])


def _standard(one: Found, out: Screen) -> Iterator[str]:
    own = one.standard
    level = f"級別 {own.level}" if own.level is not None else ""
    code, name = out.paint(safe(own.standard_id), "1;36"), out.paint(safe(own.name), "1")
    yield "  ".join(part for part in (f"{one.rank:>2}", code, name, level, f"分數 {one.score:.1f}") if part)
    yield cut(f"    共同的詞：{'、'.join(map(safe, one.words))}", out.columns)
    for reason in one.reasons:
        yield _reason(reason, out)


def _reason(reason: Reason, out: Screen) -> str:
    head = f"    {_KINDS[reason.kind]} {pad(safe(reason.code), 6)} "
    words = f"（{'、'.join(map(safe, reason.words))}）"
    # The words are what it says; a long name gives way.
    name = cut(safe(reason.text), max(out.columns - width(head) - width(words), 20))
    return cut(f"{head}{name}{words}", out.columns)


def rows(some: Sequence[Found]) -> Iterator[tuple[Any, ...]]:
    """A line for each standard under `COLUMNS`; words and codes are separated by spaces, which none of them holds."""
    for one in some:
        codes = (" ".join(code.replace(" ", "") for code in one.codes(kind)) for kind in _KINDS)
        words = " ".join(word.replace(" ", "") for word in one.words)
        yield one.rank, one.standard.standard_id, one.standard.name, one.standard.level, one.score, words, *codes


def nested(some: Sequence[Found]) -> list[dict[str, Any]]:
    """Each standard as an object with its reasons."""
    return [
        {
            "rank": one.rank, "standard_id": one.standard.standard_id, "name": one.standard.name, "level": one.standard.level,
            "score": one.score, "words": list(one.words), "reasons": [asdict(reason) for reason in one.reasons],
        }
        for one in some
    ]


def shown(some: Sequence[Found], form: str, out: Screen) -> str:
    """The answer as `table`, `csv` or `json`."""
    if form == "table":
        return as_table(some, out)
    return piped.csv_text(COLUMNS, rows(some)) if form == "csv" else piped.json_text(nested(some))
