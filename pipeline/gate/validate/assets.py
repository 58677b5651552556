"""What the suites are run on: the published tables, and frames made from them for rules across tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Protocol

import numpy as np
import pandas as pd

from pipeline.gate.as_printed import AS_PRINTED
from pipeline.gate.validate.checks import checks_rows
from pipeline.gate.validate.columns import Column, Mask, Positions
from pipeline.gate.validate.facts import load_facts
from pipeline.gate.validate.integrity import integrity_frame, joined
from pipeline.gate.validate.measures import measures_frame
from pipeline.gate.validate.outcome import Outcome
from pipeline.gate.validate.tables import Rows, Tables, read_tables
from pipeline.schema import TABLES
from pipeline.schema.derive.suites import CHECKS, INTEGRITY, LAYOUT, MEASURES, TEXTS
from pipeline.schema.texts import free_text

TEXT_COLUMNS = ("table", "column", "key", "value")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a failing row stands, in terms of the published tables."""

    table: str
    key: str
    column: str | None
    value_column: str | None


class Block(Protocol):
    """Rows that lie together: `columns` by name, which of the `size` rows there are (None: all), and some of them in full."""

    @property
    def columns(self) -> Mapping[str, Column]: ...
    @property
    def size(self) -> int: ...
    @property
    def present(self) -> Mask | None: ...
    def take(self, rows: Positions) -> pd.DataFrame: ...


# Without slots: every rule asks for the columns, which are made once.
@dataclass(frozen=True)
class Texts:
    """The texts of one column as rows of the frame of all texts; a null is no text and no row."""

    table: str
    column: str
    value: Column
    rows: Rows

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """Table and name of the column are the same in every row; the key is made for those who ask for a row."""
        same = {"table": Column.constant(self.table, self.size), "column": Column.constant(self.column, self.size)}
        return {**same, "value": self.value}

    @property
    def size(self) -> int:
        """Rows of the table."""
        return self.rows.size

    @property
    def present(self) -> Mask:
        """The rows that hold a text."""
        return ~self.value.missing()

    def take(self, rows: Positions) -> pd.DataFrame:
        """Some rows with table, column, key and value."""
        parts = [name for name in TABLES[self.table].key if name in self.rows.columns]
        keys = joined(self.rows.frame(*parts, rows=rows)) if parts else [""] * len(rows)
        values = self.value.series(rows).array
        frame = pd.DataFrame({"table": self.table, "column": self.column, "key": keys, "value": values})
        return frame.astype("string")


@dataclass(frozen=True, slots=True)
class Asset:
    """Rows with the columns that name them; a row's position counts through the blocks.

    Rows made for rules across tables name the table, column and key that each of them is about in columns called
    `table`, `column` and `key`; then `key` is empty.
    """

    name: str
    names: tuple[str, ...]
    blocks: Sequence[Block]
    key: tuple[str, ...] = ()

    @classmethod
    def of(cls, name: str, rows: Rows, key: tuple[str, ...] = ()) -> Asset:
        """A table, or a frame that was made of tables."""
        return cls(name, rows.names, (rows,), key)

    @property
    def size(self) -> int:
        """How many rows there are."""
        return sum(block.size if block.present is None else int(block.present.sum()) for block in self.blocks)

    @property
    def starts(self) -> list[int]:
        """The position of each block's first row."""
        return [0, *np.cumsum([block.size for block in self.blocks])[:-1].tolist()]

    def take(self, positions: Sequence[int]) -> pd.DataFrame:
        """The rows at ascending positions, labelled with these."""
        wanted, parts = np.asarray(positions, dtype=np.intp), []
        for start, block in zip(self.starts, self.blocks, strict=True):
            here = wanted[(wanted >= start) & (wanted < start + block.size)]
            if len(here):
                parts.append(block.take(here - start).set_axis(here))
        return pd.concat(parts) if parts else pd.DataFrame(columns=list(self.names))

    def frame(self) -> pd.DataFrame:
        """All rows in full: large, for what cannot be asked of distinct values."""
        parts = [
            block.take(here).set_axis(here + start) for start, block in zip(self.starts, self.blocks, strict=True)
            for here in [np.arange(block.size) if block.present is None else np.flatnonzero(block.present)]
        ]
        return pd.concat(parts) if parts else pd.DataFrame(columns=list(self.names), dtype="string")

    def places(self, rows: pd.DataFrame, column: str | None) -> list[Place]:
        """Name each of `rows`, which `take` gave."""
        if not self.key:
            named = rows[["table", "column", "key"]].itertuples(index=False, name=None)
            return [Place(table, key, None if pd.isna(about) else about, "value") for table, about, key in named]
        parts = [name for name in self.key if name in rows.columns]
        return [Place(self.name, key, column, column) for key in joined(rows[parts])]


def _layout_frame(tables: Tables) -> pd.DataFrame:
    """One row per column of the files: its table, its name, and both with the type it has in the file."""
    layout = [
        (table, name, "", kind, f"{table}.{name}: {kind}")
        for table, rows in tables.items() for name, kind in zip(rows.names, rows.types, strict=True)
    ]
    return pd.DataFrame(layout, columns=["table", "column", "key", "value", "layout"])


def _texts(tables: Tables) -> Asset:
    """Every text that the reading rules cleaned, one row per value: a rule for all texts is then one expectation."""
    blocks = [
        Texts(table, name, Column(values.values.astype("string"), values.codes), rows)
        for table, rows in tables.items() if table not in AS_PRINTED
        for name in free_text(TABLES[table]) if f"{table}.{name}" not in AS_PRINTED and name in rows.columns
        for values in [rows.columns[name]]
    ]
    return Asset(TEXTS, TEXT_COLUMNS, blocks)


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the gate looks: the release, what is expected of it, official lists, and the last release's rows per table."""

    folder: Path
    expectations: Path
    reference: Path | None = None
    before: Mapping[str, int] = field(default_factory=dict)


def read_assets(sources: Sources) -> tuple[list[Asset], Tables, list[Outcome]]:
    """The published tables and the frames made from them, the tables again, and what cannot be read or measured as failures."""
    tables, problems = read_tables(sources.folder)
    checks, unasked = checks_rows(tables, load_facts(sources.expectations, sources.reference))
    measures, unmeasured = measures_frame(tables, sources.before, sources.expectations)
    made = {INTEGRITY: Rows.of(integrity_frame(tables)), LAYOUT: Rows.of(_layout_frame(tables))}
    assets = [
        *(Asset.of(name, rows, TABLES[name].key) for name, rows in tables.items()),
        *(Asset.of(name, rows) for name, rows in made.items()), _texts(tables), Asset.of(CHECKS, checks),
        Asset.of(MEASURES, Rows.of(measures)),
    ]
    return assets, tables, [*problems, *unasked, *unmeasured]
