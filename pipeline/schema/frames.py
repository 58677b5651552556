"""Records to frames: typed, keyed, sorted. For whoever wants a table at once; a release is made by standard."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pyarrow as pa

from pipeline.schema.columns import batch
from pipeline.schema.declaration import Record
from pipeline.schema.derive.arrow import to_pandas
from pipeline.schema.rows import ordered
from pipeline.schema.tables import Tables

if TYPE_CHECKING:
    import pandas as pd


def frame(table: str, records: Sequence[Record]) -> pd.DataFrame:
    """One table's records as a frame in the schema's column order and the table's row order.

    Raises ValueError on a duplicate key, a null in a required column or a value of another type.
    """
    return to_pandas(pa.Table.from_batches([batch(table, ordered(table, records))]))


def build(tables: Tables) -> dict[str, pd.DataFrame]:
    """Every published table as a frame, in the order of publication; raises whatever `frame` raises."""
    return {name: frame(name, records) for name, records in tables.items()}
