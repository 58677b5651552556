"""Where `load` finds the tables of a release: a folder of Parquet or CSV files, or the archive that holds them all."""

from __future__ import annotations

import io
import os
from collections.abc import Callable
from pathlib import Path
from zipfile import BadZipFile, ZipFile

import pyarrow as pa
import pyarrow.parquet as pq
from pyarrow import csv

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters import csv as canonical
from pipeline.releases.exporters import parquet
from pipeline.schema.columns import schema_of
from pipeline.views.lookup import release_folder

KINDS = ("parquet", "csv")
"""The forms that tables are read from, the typed one first."""
_ADDRESS = "://"

Bytes = Callable[[str], bytes | None]
"""Gives a file of a release by its name, None where there is none."""


def source(place: str | os.PathLike[str]) -> tuple[Path, Bytes]:
    """The folder or archive that a place means, and what gives its files. Raises `PipelineError` where it is no release."""
    if _ADDRESS in str(place):
        raise PipelineError(
            f"{place} is an address; load its all.zip once it is downloaded, or read single tables: "
            "pandas.read_parquet('…/requirements.parquet')."
        )
    path = Path(place)
    if path.is_file():
        return path, _members(path)
    folder = release_folder(path, KINDS)
    return folder, in_folder(folder)


def in_folder(folder: Path) -> Bytes:
    """The files of a folder."""
    return lambda name: (folder / name).read_bytes() if (folder / name).is_file() else None


def _members(path: Path) -> Bytes:
    try:
        with ZipFile(path) as packed:
            members = {name.rpartition("/")[2]: name for name in packed.namelist() if name.count("/") <= 1}
    except BadZipFile as error:
        raise PipelineError(f"{path} is no archive of a release: {error}.") from error
    if not any(f"standards.{kind}" in members for kind in KINDS):
        raise PipelineError(f"{path} holds no release; take all.zip of one.")

    def member(name: str) -> bytes | None:
        if name not in members:
            return None
        with ZipFile(path) as packed:
            return packed.read(members[name])

    return member


def read_table(name: str, files: Bytes) -> pa.Table:
    """A table with its types, from Parquet if it is there and from CSV if not; raises `PipelineError` without either."""
    typed = files(parquet.file_name(name))
    if typed is not None:
        return pq.read_table(io.BytesIO(typed))
    text = files(canonical.file_name(name))
    if text is None:
        names = f"{parquet.file_name(name)} nor {canonical.file_name(name)}"
        raise PipelineError(f"there is neither {names}; take the whole release.")
    return from_csv(name, text)


def from_csv(name: str, text: bytes) -> pa.Table:
    """A canonical CSV file with the types of its table; only an empty field is null. Raises ArrowInvalid where it is another."""
    schema = schema_of(name)
    return csv.read_csv(
        io.BytesIO(text), parse_options=csv.ParseOptions(newlines_in_values=True),
        convert_options=csv.ConvertOptions(
            column_types=schema, include_columns=schema.names, null_values=[""], true_values=["true"], false_values=["false"],
            strings_can_be_null=True,
        ),
    )
