"""What the suites are run on: the published tables, and frames made from them for rules across tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.gate.as_printed import AS_PRINTED
from pipeline.gate.validate.checks import checks_frame
from pipeline.gate.validate.facts import load_facts
from pipeline.gate.validate.integrity import integrity_frame, joined
from pipeline.gate.validate.measures import measures_frame
from pipeline.gate.validate.outcome import Outcome, problem
from pipeline.releases.exporters.parquet import file_name
from pipeline.schema import TABLES
from pipeline.schema.derive import to_pandas
from pipeline.schema.derive.suites import CHECKS, INTEGRITY, LAYOUT, MEASURES, TEXTS, free_text

TEXT_COLUMNS = ("table", "column", "key", "value")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a failing row stands, in terms of the published tables."""

    table: str
    key: str
    column: str | None
    value_column: str | None


@dataclass(frozen=True, slots=True)
class Asset:
    """A frame with the columns that name its rows.

    A frame made for rules across tables names the table, column and key that each of its rows is
    about in columns called `table`, `column` and `key`; then `key` is empty.
    """

    name: str
    frame: pd.DataFrame
    key: tuple[str, ...] = ()

    def places(self, rows: pd.DataFrame, column: str | None) -> list[Place]:
        """Name each of `rows`, which are rows of `frame`."""
        if not self.key:
            named = rows[["table", "column", "key"]].itertuples(index=False, name=None)
            return [Place(table, key, None if pd.isna(about) else about, "value") for table, about, key in named]
        parts = [name for name in self.key if name in rows.columns]
        return [Place(self.name, key, column, column) for key in joined(rows[parts])]


def _layout_frame(files: Mapping[str, pa.Table]) -> pd.DataFrame:
    """One row per column of the files: its table, its name, and both with the type it has in the file."""
    rows = [
        (table, field.name, "", str(field.type), f"{table}.{field.name}: {field.type}")
        for table, content in files.items() for field in content.schema
    ]
    return pd.DataFrame(rows, columns=["table", "column", "key", "value", "layout"])


def _texts_of(table: str, frame: pd.DataFrame) -> pd.DataFrame:
    key = [name for name in TABLES[table].key if name in frame.columns]
    columns = [name for name in free_text(TABLES[table]) if name in frame.columns and f"{table}.{name}" not in AS_PRINTED]
    keys = joined(frame[key]) if key else [""] * len(frame)
    parts = [
        pd.DataFrame({"table": table, "column": name, "key": keys, "value": frame[name].astype("string")}) for name in columns
    ]
    return pd.concat(parts) if parts else pd.DataFrame(columns=list(TEXT_COLUMNS), dtype="string")


def texts_frame(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Every text that the reading rules cleaned, one row per value: a rule for all texts is then one expectation."""
    parts = [_texts_of(table, frame) for table, frame in frames.items() if table not in AS_PRINTED]
    empty = pd.DataFrame(columns=list(TEXT_COLUMNS), dtype="string")
    return pd.concat([empty, *parts], ignore_index=True).astype("string").dropna(subset="value").reset_index(drop=True)


def _read(folder: Path) -> tuple[dict[str, pa.Table], list[Outcome]]:
    files, problems = {}, []
    for name in TABLES:
        path = folder / file_name(name)
        try:
            files[name] = pq.read_table(path)
        except (OSError, pa.ArrowException) as error:
            problems.append(problem(name, "readable", f"{path.name} cannot be read: {error}"))
    return files, problems


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the gate looks: the release, what is expected of it, official lists, and the last release's rows per table."""

    folder: Path
    expectations: Path
    reference: Path | None = None
    before: Mapping[str, int] = field(default_factory=dict)


def read_assets(sources: Sources) -> tuple[list[Asset], list[Outcome]]:
    """The published tables and the frames made from them; what cannot be read or measured as failures."""
    files, problems = _read(sources.folder)
    frames: dict[str, pd.DataFrame] = {name: to_pandas(content) for name, content in files.items()}
    tables = [Asset(name, frame, TABLES[name].key) for name, frame in frames.items()]
    checks, unasked = checks_frame(frames, load_facts(sources.expectations, sources.reference))
    measures, unmeasured = measures_frame(frames, sources.before, sources.expectations)
    made = {
        INTEGRITY: integrity_frame(frames), LAYOUT: _layout_frame(files), TEXTS: texts_frame(frames), CHECKS: checks,
        MEASURES: measures,
    }
    return [*tables, *(Asset(name, frame) for name, frame in made.items())], [*problems, *unasked, *unmeasured]
