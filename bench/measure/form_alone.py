"""`python -m bench.measure.form_alone FORM RELEASE INTO`: write one form of a release by itself, its pieces included."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from shutil import rmtree

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.releases.bundles import bundled
from pipeline.releases.exporters.exporter import PARTS, Exporter
from pipeline.releases.exporters.written import Written
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.settings import Settings
from pipeline.schema.tables import TABLES_BY_STANDARD


def _bundles(written: Written) -> Iterator[Mapping[str, pa.RecordBatch]]:
    """The rows of each bundle of standards by table, which stand beside each other."""
    tables = {name: written.table(name).combine_chunks() for name in TABLES_BY_STANDARD}
    counts = {name: dict(_counts(table["standard_id"])) for name, table in tables.items()}
    starts = dict.fromkeys(tables, 0)
    for bundle in bundled(tables["standards"]["standard_id"].to_pylist(), str):
        columns = {}
        for name, table in tables.items():
            count = sum(counts[name].get(one, 0) for one in bundle)
            rows = table.slice(starts[name], count).to_batches()
            columns[name] = rows[0] if rows else pa.RecordBatch.from_pylist([], table.schema)
            starts[name] += count
        yield columns


def _counts(ids: pa.ChunkedArray) -> Iterator[tuple[str, int]]:
    return ((one["values"], one["counts"]) for one in pc.value_counts(ids).to_pylist())


def write(exporter: Exporter, release: Path, into: Path) -> None:
    """Write the pieces of a form, then the form."""
    written = Written(ReleaseFolder(release))
    for path in exporter.joined.ends(Settings()):
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).touch()
    for columns in _bundles(written):
        if exporter.joined.of_columns is not None:
            for path, piece in exporter.joined.of_columns(columns).items():
                with (into / path).open("ab") as stream:
                    stream.write(piece)
    if exporter.write is not None:
        exporter.write(written, ReleaseFolder(into), Settings())
    rmtree(into / PARTS, ignore_errors=True)


def main(arguments: list[str]) -> None:
    """The command."""
    form, release, into = arguments
    write(import_module(f"pipeline.releases.exporters.{form}").EXPORTER, Path(release), Path(into))


if __name__ == "__main__":
    main(sys.argv[1:])
