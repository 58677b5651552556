"""`python -m bench.find DIR …`: how often `find` puts the right standard first, among the standards of all folders together."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.find.questions import QUESTIONS, Hits, Item, items, measured
from pipeline.archive.sources import source_files
from pipeline.runs.intake import Options
from pipeline.runs.run import Run
from pipeline.views.dataset import Dataset
from pipeline.views.framed import Framed
from pipeline.views.lookup import release_folder

_HEAD = "| question | asked | hit@1 | hit@5 |\n|---|---:|---:|---:|"


def standards(place: Path) -> dict[str, list[Item]]:
    """The current standards of a release, of a folder of releases or tables, or of documents, which are read first."""
    if (place / "versions.json").is_file():
        place = release_folder(place)
    if (place / "standards.parquet").is_file():
        return _standards(place)
    with tempfile.TemporaryDirectory(prefix="bench-find-") as name:
        Run(place, Path(name), options=Options(cache=None), files=source_files(place)).parse()
        return _standards(Path(name))


def _standards(tables: Path) -> dict[str, list[Item]]:
    data = Dataset(tables)
    current = data["standards"].loc[data["standards"]["is_current"], "standard_id"]
    return {own[0].standard_id: own for own in items(Framed(data), current) if own}


def page(found: Sequence[tuple[str, Hits]], among: int) -> str:
    """The figures as a table."""
    rows = (f"| {name} | {hits.questions} | {hits.share(hits.first)} | {hits.share(hits.among_five)} |" for name, hits in found)
    return "\n".join([f"Among {among:,} standards:", "", _HEAD, *rows])


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.find", description=__doc__)
    parser.add_argument("places", type=Path, nargs="+", metavar="DIR", help="folders of documents, of tables, or releases")
    together: dict[str, list[Item]] = {}
    for place in parser.parse_args(arguments).places:
        together |= standards(place)
    own = [together[standard_id] for standard_id in sorted(together)]
    print(page([(question.name, measured(question, own)) for question in QUESTIONS], len(own)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
