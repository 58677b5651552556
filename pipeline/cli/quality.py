"""The verbs about the quality of a release: draw its report again, compare it with the published list."""

from __future__ import annotations

import argparse
import datetime as dt
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.errors import PipelineError

if TYPE_CHECKING:
    from pipeline.standards.published_list import CoverageLine

Verb = Callable[[str, str, Callable[[argparse.Namespace], int]], argparse.ArgumentParser]

_RELEASE = "a release, or a folder of releases: then the latest"
_FIRST = 20


def add_quality_verbs(verb: Verb) -> None:
    """Add `report` and `catalogue`; `verb` makes a parser from name, summary and what it does."""
    parser = verb("report", "draw the quality report of a release again, from its figures", _report)
    parser.add_argument("release", type=Path, metavar="DIR", help=_RELEASE)
    output = Path("build/report")
    parser.add_argument("--output", type=Path, default=output, metavar="DIR", help=f"where to (default: {output})")
    parser.add_argument("--data-docs", type=Path, metavar="DIR", help="also write Great Expectations' own pages, made safe")
    parser = verb("catalogue", "compare a release with the published list of standards (dataset 21198)", _catalogue)
    parser.add_argument("--release", type=Path, default=Path("processed"), metavar="DIR", help=f"{_RELEASE} (default: processed)")
    parser.add_argument("--list", type=Path, default=Path("reference/catalogue.csv"), metavar="FILE",
                        help="the list as CSV (default: reference/catalogue.csv)")
    parser.add_argument("--as-of", type=_date, metavar="DATE", help="day for what has expired (default: today)")
    parser.add_argument("--output", type=Path, metavar="FILE", help="write every line as CSV")


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def release_folder(place: Path) -> Path:
    """`place` if it is a release, or its latest release. Raises `PipelineError` where there is none."""
    from pipeline.releases.release import latest

    if (place / "standards.parquet").is_file():
        return place
    info = latest(place)
    if info is None:
        raise PipelineError(f"{place} is no release and holds none; make one with `run`.")
    return place / info.name


def _report(arguments: argparse.Namespace) -> int:
    from pipeline.gate import report

    release = release_folder(arguments.release)
    report.render(report.read(release), arguments.output)
    print(f"wrote {arguments.output / report.HTML}")
    if arguments.data_docs:
        from pipeline.gate.report.data_docs import write

        print(f"wrote {write(release, arguments.data_docs)}")
    return 0


def _catalogue(arguments: argparse.Namespace) -> int:
    from pipeline.gate.report import records
    from pipeline.releases.release import today
    from pipeline.standards import published_list

    tables = records(release_folder(arguments.release), ("documents", "standards"))
    entries = published_list.read_list(arguments.list)
    ours = published_list.our_standards(tables["documents"], tables["standards"])
    lines = published_list.coverage(entries, ours, arguments.as_of or today())
    if arguments.output:
        published_list.write(lines, arguments.output)
    print("\n".join(_told(lines)))
    return 0


def _told(lines: Sequence[CoverageLine]) -> list[str]:
    """Counts, then the first of each sort that a person may act on."""
    from pipeline.standards.published_list import STATUSES

    counts = Counter(line.status for line in lines)
    validity = Counter(line.validity for line in lines if line.validity)
    told = [f"{status:<13}{counts[status]:>6,}" for status in STATUSES]
    told += [f"{name:<13}{validity[name]:>6,}" for name in ("valid", "expiring", "expired")]
    for status in STATUSES[1:]:
        some = [line for line in lines if line.status == status]
        told += [f"  {status}: {line.name}{_near(line)}" for line in some[:_FIRST]]
        if len(some) > _FIRST:
            told.append(f"  {status}: … and {len(some) - _FIRST} more")
    return told


def _near(line: CoverageLine) -> str:
    where = f" ({line.standard_id})" if line.standard_id else ""
    return where + (f"; similar: {line.suggestion} ({line.score:g})" if line.suggestion else "")
