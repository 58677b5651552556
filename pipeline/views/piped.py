"""Answers for another program instead of a person: CSV with a line for each item, JSON as nested as it is printed."""

from __future__ import annotations

import datetime as dt
import io
import json
from collections.abc import Iterable, Sequence
from csv import writer
from dataclasses import asdict
from pathlib import Path
from typing import Any

from pipeline.documents.text.normalise import match_key
from pipeline.views.items import COLUMNS, lines
from pipeline.views.lookup import Release, find

_NESTED = "standards.jsonl"
_HIT = ("standard_id", "name", "table", "item_id", "text")


def standard(release: Release, folder: Path, code: str, form: str) -> str:
    """One standard as `csv` or `json`; raises KeyError as `lookup.find` does."""
    own = find(release.standards, code).standard_id
    return csv_text(COLUMNS, lines(release.rows, own)) if form == "csv" else json_text(_nested(folder, own))


def gap(release: Release, now: str, wanted: str, form: str) -> str:
    """What one standard asks for beyond another, as `csv` or `json`; raises KeyError as `lookup.find` does."""
    from pipeline.views import gap as views_gap

    first, second = (find(release.standards, code).standard_id for code in (now, wanted))
    found = views_gap.needs(release.rows, first, second)
    return csv_text(views_gap.COLUMNS, views_gap.lines(found)) if form == "csv" else json_text([asdict(one) for one in found])


def hits(release: Release, text: str, form: str) -> str:
    """Every text that contains another one, as `csv` or `json`; raises ValueError as `terminal.search` does."""
    wanted = match_key(text)
    if not wanted:
        raise ValueError("search needs at least one character")
    names = {one.standard_id: one.name for one in release.standards}
    rows = [(hit.standard_id, names[hit.standard_id], hit.table, hit.item_id, hit.text) for hit in release.search(wanted)]
    return csv_text(_HIT, rows) if form == "csv" else json_text([dict(zip(_HIT, row, strict=True)) for row in rows])


def _nested(folder: Path, own: str) -> Any:
    """The standard's line of the nested form, or what would stand there."""
    path, start = folder / _NESTED, json.dumps({"standard_id": own}, ensure_ascii=False)[:-1]
    if path.is_file():
        with path.open(encoding="utf-8") as stream:
            return json.loads(next(line for line in stream if line.startswith(start)))
    from pipeline.views.dataset import Dataset

    return Dataset(folder).standard(own).nested()


def csv_text(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """Rows under a header as CSV."""
    text = io.StringIO(newline="")
    table = writer(text, lineterminator="\n")
    table.writerow(header)
    table.writerows(rows)
    return text.getvalue().rstrip("\n")


def json_text(value: Any) -> str:
    """A value as JSON; dates are ISO texts."""
    return json.dumps(value, ensure_ascii=False, indent=1, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, dt.date):
        return value.isoformat()
    raise TypeError(f"{value!r} has no JSON form")
