"""Coverage against the open-data list of published standards (職能基準資料檔, dataset 21198).

The list has names only, so names are all that can be compared: a standard is the one of the list exactly
when their match keys are equal and both sides have that name once. Near misses are suggested to a person
and never merged.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

import regex

from pipeline.base.dialect import CANONICAL
from pipeline.base.errors import PipelineError
from pipeline.documents.text.normalise import match_key
from pipeline.schema.records import DocumentRow, Standard

FILE_NAME = "catalogue_coverage.csv"
LIST_COLUMNS = ("序號", "職能基準名稱", "發展單位", "有效期限", "備註")
STATUSES = ("matched", "missing_here", "not_listed", "ambiguous")
SOON = dt.timedelta(days=180)
"""How long before its end a validity counts as expiring."""
ALIKE = 75.0
"""From which similarity (0–100) a name is suggested."""

_DATE = regex.compile(r"(?P<year>[0-9]{2,4})[./-]?(?P<month>[0-9]{2})[./-]?(?P<day>[0-9]{2})")
_ROC_EPOCH = 1911


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ListedStandard:
    """A row of the list; `valid_until` is None where the cell is blank or no date."""

    name: str
    developing_unit: str | None
    valid_until: dt.date | None
    remark: str | None

    @property
    def key(self) -> str:
        return match_key(self.name)


@dataclass(frozen=True, slots=True)
class OurStandard:
    """A standard of ours; `current` is False for historical and superseded ones, which no list names."""

    standard_id: str
    name: str
    current: bool


@dataclass(frozen=True, slots=True)
class CoverageLine:
    """A line of the coverage: a listed standard, one of ours that is not listed, or both where they match.

    `validity` is `valid`, `expiring`, `expired` or None; `suggestion` the most similar unmatched name of the other side.
    """

    status: str
    name: str
    standard_id: str | None
    developing_unit: str | None
    valid_until: dt.date | None
    validity: str | None
    remark: str | None
    suggestion: str | None = None
    score: float | None = None


def read_date(text: str) -> dt.date | None:
    """`1171231` (ROC), `117/12/31` or `2028-12-31`; None where it is no date."""
    match = _DATE.fullmatch(text.strip())
    if match is None:
        return None
    year = int(match["year"])
    try:
        return dt.date(year if year > _ROC_EPOCH else year + _ROC_EPOCH, int(match["month"]), int(match["day"]))
    except ValueError:
        return None


def read_list(path: Path) -> list[ListedStandard]:
    """The list as published: UTF-8 with or without byte order mark. Raises `PipelineError` where it is none."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            rows = list(csv.DictReader(stream))
    except OSError as error:
        raise PipelineError(f"{path} cannot be read: {error.strerror}.") from error
    except (UnicodeDecodeError, csv.Error) as error:
        raise PipelineError(f"{path} is not a CSV file in UTF-8; download the list as CSV or save it so.") from error
    if not rows or LIST_COLUMNS[1] not in rows[0]:
        raise PipelineError(f"{path} is not the list of standards; its first line has to name {'、'.join(LIST_COLUMNS)}.")
    return [_listed(row) for row in rows if (row[LIST_COLUMNS[1]] or "").strip()]


def _listed(row: Mapping[str, str | None]) -> ListedStandard:
    name, unit, until, remark = ((row.get(column) or "").strip() for column in LIST_COLUMNS[1:])
    return ListedStandard(name, unit or None, read_date(until), remark or None)


def our_standards(documents: Iterable[DocumentRow], standards: Iterable[Standard]) -> list[OurStandard]:
    """The standards in the records of a release."""
    superseded = {row.standard_id for row in documents if row.status == "superseded"}
    return [
        OurStandard(
            standard_id=row.standard_id, name=row.name or "", current=not row.historical and row.standard_id not in superseded
        )
        for row in standards
    ]


def _by_key(some: Iterable[T], key: Callable[[T], str]) -> dict[str, list[T]]:
    found: dict[str, list[T]] = defaultdict(list)
    for one in some:
        found[key(one)].append(one)
    return found


def _current_by_key(standards: Iterable[OurStandard]) -> dict[str, list[OurStandard]]:
    return _by_key((one for one in standards if one.current), lambda one: match_key(one.name))


def matches(listed: Sequence[ListedStandard], standards: Sequence[OurStandard]) -> dict[str, ListedStandard]:
    """The row of the list for each standard of ours that surely is the listed one, by `standard_id`."""
    by_key, ours = _by_key(listed, lambda one: one.key), _current_by_key(standards)
    return {ours[key][0].standard_id: some[0] for key, some in by_key.items() if key and len(some) == 1 == len(ours.get(key, ()))}


def with_values(
    documents: Iterable[DocumentRow], standards: Sequence[Standard], listed: Sequence[ListedStandard]
) -> list[Standard]:
    """The standards, with `developing_unit` and `valid_until` of each that surely is a listed one."""
    known = matches(listed, our_standards(documents, standards))
    return [
        replace(row, developing_unit=listed_one.developing_unit, valid_until=listed_one.valid_until)
        if (listed_one := known.get(row.standard_id)) else row
        for row in standards
    ]


def _validity(until: dt.date | None, today: dt.date) -> str | None:
    if until is None:
        return None
    return "expired" if until < today else "expiring" if until <= today + SOON else "valid"


def coverage(listed: Sequence[ListedStandard], standards: Sequence[OurStandard], today: dt.date) -> list[CoverageLine]:
    """Every listed standard and every current one of ours, matched, missing, unlisted or ambiguous."""
    known, ours = matches(listed, standards), _current_by_key(standards)
    by_key = _by_key(listed, lambda one: one.key)
    lines = [_line(one, ours.get(one.key, []), len(by_key[one.key]), today) for one in listed]
    lines += [
        CoverageLine(
            status="not_listed", name=one.name, standard_id=one.standard_id, developing_unit=None, valid_until=None,
            validity=None, remark=None,
        )
        for one in standards if one.current and one.standard_id not in known and match_key(one.name) not in by_key
    ]
    order = {status: place for place, status in enumerate(STATUSES)}
    return sorted(_suggested(lines), key=lambda line: (order[line.status], match_key(line.name), line.standard_id or ""))


def _line(listed: ListedStandard, ours: Sequence[OurStandard], times: int, today: dt.date) -> CoverageLine:
    status = "missing_here" if not ours else "matched" if len(ours) == times == 1 else "ambiguous"
    ids = "; ".join(one.standard_id for one in ours) or None
    return CoverageLine(
        status=status, name=listed.name, standard_id=ids, developing_unit=listed.developing_unit, valid_until=listed.valid_until,
        validity=_validity(listed.valid_until, today), remark=listed.remark,
    )


def _suggested(lines: Sequence[CoverageLine]) -> Iterator[CoverageLine]:
    """Give each unmatched line the most similar unmatched name of the other side, if any is similar."""
    # Whoever reads the list alone has no need of it.
    from rapidfuzz import fuzz, process

    sides = {status: {match_key(line.name): line.name for line in lines if line.status == status} for status in STATUSES}
    other = {"missing_here": "not_listed", "not_listed": "missing_here"}
    for line in lines:
        names = sides[other[line.status]] if line.status in other else {}
        best = process.extractOne(match_key(line.name), list(names), scorer=fuzz.ratio, score_cutoff=ALIKE)
        yield replace(line, suggestion=names[best[0]], score=round(best[1], 1)) if best else line


def content(lines: Sequence[CoverageLine]) -> bytes:
    """The coverage as CSV."""
    names = CoverageLine.__slots__
    return CANONICAL.content(names, ([getattr(line, name) for name in names] for line in lines))
