"""Parquet: the typed form of the published tables, with labels and meaning as metadata."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import pyarrow as pa

from pipeline.releases.exporters.about import Bilingual
from pipeline.releases.exporters.exporter import Exporter, Form
from pipeline.releases.folder import ReleaseFolder
from pipeline.releases.plain import write_parquet
from pipeline.releases.settings import Settings
from pipeline.schema import TABLES
from pipeline.schema.derive import arrow_schema


def file_name(table: str) -> str:
    """Name of a table's Parquet file inside a release."""
    return f"{table}.parquet"


def write(frames: Mapping[str, pd.DataFrame], into: ReleaseFolder, _: Settings) -> None:
    """Write `<table>.parquet` for every frame, without pandas' own metadata, which holds library versions."""
    for name, frame in frames.items():
        schema = arrow_schema(TABLES[name])
        table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False).replace_schema_metadata(schema.metadata)
        write_parquet(table, into.path / file_name(name))


EXPORTER = Exporter(
    "parquet", write,
    files={"{table}.parquet": Form(
        "Parquet", "application/vnd.apache.parquet", Bilingual("Parquet, typed", "Parquet，欄位帶型別"),
    )},
    purpose=Bilingual(
        "pandas, DuckDB, Spark, R: typed, with labels and meaning inside",
        "pandas、DuckDB、Spark、R：欄位帶型別，並附名稱與說明",
    ),
    always=True,
)
