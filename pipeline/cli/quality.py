"""The verbs about the quality of a release: draw its report again, compare it with the published list."""

from __future__ import annotations

import argparse
import datetime as dt
from pathlib import Path

from pipeline.cli.verbs import AddVerb, settings_of

_RELEASE = "a release, or a folder of releases: then the latest"


def add_quality_verbs(add: AddVerb) -> None:
    """Add `report` and `catalogue`."""
    report = add("report", "draw the quality report of a release again, from its figures", _report)
    report.add_argument("release", type=Path, metavar="DIR", help=_RELEASE)
    output = Path("build/report")
    report.add_argument("--output", type=Path, default=output, metavar="DIR", help=f"where to (default: {output})")
    report.add_argument("--data-docs", type=Path, metavar="DIR", help="also write Great Expectations' own pages, made safe")
    catalogue = add("catalogue", "compare a release with the published list of standards (dataset 21198)", _catalogue)
    catalogue.add_argument("--release", type=Path, default=Path("processed"), metavar="DIR",
                           help=f"{_RELEASE} (default: processed)")
    catalogue.add_argument("--list", type=Path, default=Path("reference/catalogue.csv"), metavar="FILE",
                           help="the list as CSV (default: reference/catalogue.csv)")
    catalogue.add_argument("--as-of", type=_date, metavar="DATE", help="day for what has expired (default: today)")
    catalogue.add_argument("--output", type=Path, metavar="FILE", help="write every line as CSV")


def _date(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def _report(arguments: argparse.Namespace) -> int:
    from pipeline.gate import report
    from pipeline.releases.versions import release_folder

    release = release_folder(arguments.release)
    report.write(report.rendered(report.read(release)), arguments.output)
    print(f"wrote {arguments.output / report.HTML}")
    if arguments.data_docs:
        from pipeline.gate.report.data_docs import write

        print(f"wrote {write(release, arguments.data_docs)}")
    return 0


def _catalogue(arguments: argparse.Namespace) -> int:
    from pipeline.base.clock import today
    from pipeline.gate.report.coverage import coverage, summary
    from pipeline.releases.versions import release_folder
    from pipeline.standards.published_list import content

    settings_of()
    lines = coverage(release_folder(arguments.release), arguments.list, arguments.as_of or today())
    if arguments.output:
        arguments.output.write_bytes(content(lines))
    print(summary(lines))
    return 0
