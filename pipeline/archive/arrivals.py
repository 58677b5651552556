"""The order in which documents came, so that the later of two files of one standard is the one published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from pipeline.archive.manifest import read_manifest
from pipeline.archive.sources import is_address
from pipeline.standards.reading import Reading


def with_arrivals(readings: Iterable[Reading], folder: str) -> Iterator[Reading]:
    """Each reading with its place in the manifest of the input folder; as it is where there is no manifest.

    The manifest's rows are in the order of arrival. Dates are not asked: a clock may jump back.
    """
    entries = [] if is_address(folder) else read_manifest(Path(folder))
    places = {entry.path: place for place, entry in enumerate(entries, 1)}
    for reading in readings:
        place = places.get(reading.path, 0)
        yield replace(reading, arrived=place) if place else reading
