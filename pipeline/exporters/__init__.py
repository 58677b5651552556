"""Frames to files. Every exporter has the same signature: `write(frames, folder)`.

An exporter writes the same bytes for the same frames: no clock, no machine, no library version in
its files where that can be helped.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pandas as pd

from pipeline.exporters import csv, datapackage, parquet

Exporter = Callable[[Mapping[str, pd.DataFrame], Path], None]

EXPORTERS: dict[str, Exporter] = {
    "csv": csv.write,
    "parquet": parquet.write,
    # Last: it describes the CSV files with their sizes and hashes.
    "datapackage": datapackage.write,
}

__all__ = ["EXPORTERS", "Exporter"]
