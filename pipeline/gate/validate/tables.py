"""The tables of a release as the gate and the report read them: each file once, column after column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.base.memory import let_go
from pipeline.gate.validate.columns import Column, Mask, Positions
from pipeline.gate.validate.outcome import Outcome, problem
from pipeline.releases.exporters.parquet import file_name
from pipeline.schema import TABLES


@dataclass(frozen=True, slots=True)
class Rows:
    """A table in columns; `names` are its columns in the order of the file, `types` their types there."""

    names: tuple[str, ...]
    types: tuple[str, ...]
    columns: Mapping[str, Column]
    size: int

    @property
    def present(self) -> Mask | None:
        """Which rows there are; None says all of them, see `Texts`."""
        return None

    @classmethod
    def of(cls, frame: pd.DataFrame) -> Rows:
        """A frame that was made here."""
        columns = {str(name): Column.of(frame[name]) for name in frame.columns}
        return cls(tuple(columns), tuple(str(dtype) for dtype in frame.dtypes), columns, len(frame))

    def frame(self, *names: str, rows: Positions | None = None) -> pd.DataFrame:
        """Some columns of all rows or some; all columns without `names`. Raises KeyError where there is none of a name."""
        return pd.DataFrame({name: self.columns[name].series(rows) for name in names or self.columns})

    def tuples(self, *names: str, rows: Positions | None = None) -> Iterator[tuple[Any, ...]]:
        """Some columns of all rows or some, row by row, None for a null. Raises KeyError where there is no column of a name."""
        return zip(*(self.columns[name].listed(rows) for name in names), strict=True)

    def take(self, rows: Positions) -> pd.DataFrame:
        """Some rows with all columns."""
        return self.frame(rows=rows)


class Tables(Mapping[str, Rows]):
    """The tables that could be read, by name. Asking for another one, or for a column that is not there, raises KeyError."""

    def __init__(self, rows: Mapping[str, Rows]) -> None:
        self._rows = rows

    def __getitem__(self, table: str) -> Rows:
        return self._rows[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def column(self, table: str, name: str) -> Column:
        """One column of a table."""
        return self[table].columns[name]

    def columns(self, table: str, *names: str) -> list[Column]:
        """Some columns of a table."""
        return [self.column(table, name) for name in names]

    def current(self) -> Positions:
        """The rows of the standards that are not marked as historical: old documents may rightly lack parts."""
        return np.flatnonzero(~self.column("standards", "historical").among({True}))

    def tuples(self, table: str, *names: str) -> Iterator[tuple[Any, ...]]:
        """Some columns of a table row by row."""
        return self[table].tuples(*names)

    def frame(self, table: str, *names: str) -> pd.DataFrame:
        """Some columns of a table as a frame, or all of them."""
        return self[table].frame(*names)


def read_file(path: Path, *names: str) -> Rows:
    """A table from its file, or some of its columns.

    Raises OSError or ArrowException where it cannot be read, KeyError where there is no column of a name.
    """
    metadata = pq.read_metadata(path)
    schema = metadata.schema.to_arrow_schema()
    fields = [schema.field(name) for name in names] if names else list(schema)
    texts = [one.name for one in fields if one.type == pa.string()]
    with pq.ParquetFile(path, metadata=metadata, read_dictionary=texts, pre_buffer=False) as file:
        # Threads would read no faster, and each of them keeps memory of its own.
        columns = {one.name: Column.of_arrow(file.read(columns=[one.name], use_threads=False).column(0)) for one in fields}
    return Rows(tuple(one.name for one in fields), tuple(str(one.type) for one in fields), columns, metadata.num_rows)


def read_tables(folder: Path) -> tuple[Tables, list[Outcome]]:
    """The tables of the release in `folder`; those that cannot be read as failures."""
    read, problems = {}, []
    for name in TABLES:
        path = folder / file_name(name)
        try:
            read[name] = read_file(path)
        except (OSError, pa.ArrowException) as error:
            problems.append(problem(name, "readable", f"{path.name} cannot be read: {error}"))
    let_go()
    return Tables(read), problems
