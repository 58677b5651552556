"""Tables that lie in a folder without any other form, as `parse` leaves them."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.releases.exporters.written import file_name
from pipeline.releases.folder import DESCRIPTION
from pipeline.schema import TABLES
from pipeline.schema.columns import schema_of
from pipeline.schema.declaration import RECORDS
from pipeline.schema.tables import Tables


def tables_in(folder: Path) -> Tables | None:
    """The tables of a folder that holds them alone; None where it holds other forms as well, or is for the gate to refuse."""
    if (folder / DESCRIPTION).exists():
        return None
    found = Tables()
    try:
        for name in TABLES:
            table = pq.read_table(folder / file_name(name))
            if not table.schema.equals(schema_of(name)):
                return None
            record = RECORDS[name]
            found.of(name).extend(record(**row) for row in table.to_pylist())
    except (OSError, pa.ArrowException):
        return None
    return found
