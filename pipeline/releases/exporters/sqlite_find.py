"""The index of `find` inside the SQLite file: the current standards with their sizes, and where each term stands.

`find_standards` has number, standard_id and size of each, `find_terms` each term's standards as `finding/packed` packs them.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.releases.exporters.kept_columns import pieces
from pipeline.releases.exporters.sqlite_rows import Filling
from pipeline.releases.exporters.written import Read
from pipeline.releases.finding.index import Text, counted
from pipeline.releases.finding.packed_at_once import packed
from pipeline.releases.finding.ranking import KINDS, TEXTS

TABLES = (
    "CREATE TABLE find_standards (number INTEGER PRIMARY KEY, standard_id TEXT NOT NULL REFERENCES standards (standard_id),"
    " size INTEGER NOT NULL)",
    "CREATE TABLE find_terms (term TEXT NOT NULL PRIMARY KEY, standards BLOB NOT NULL) WITHOUT ROWID",
)
TERMS = "terms"
"""The file of the pieces: how often each term counts in each current standard of a bundle."""
_SCHEMA = pa.schema([("standard_id", pa.string()), ("term", pa.string()), ("count", pa.int32())])
BATCH = 20_000
"""Terms that are packed at a time, at most."""
PLACES = 250_000
"""Places of terms that are packed at a time, where that is not one term's alone."""
_Numbers = npt.NDArray[Any]


def terms_of(columns: Mapping[str, pa.RecordBatch]) -> pa.RecordBatch:
    """How often each term counts in each current standard of a bundle."""
    found = [
        (standard_id, term, count)
        for standard_id, texts in _texts(columns).items() for term, count in counted(texts).items()
    ]
    own = zip(*found, strict=True) if found else ((), (), ())
    return pa.record_batch([pa.array(values, kind) for values, kind in zip(own, _SCHEMA.types, strict=True)], _SCHEMA)


def _current(standards: pa.RecordBatch | pa.Table) -> pa.Array | pa.ChunkedArray:
    return standards["standard_id"].filter(standards["is_current"])


def _texts(columns: Mapping[str, pa.RecordBatch]) -> dict[str, list[Text]]:
    """The texts of each current standard."""
    found: dict[str, list[Text]] = defaultdict(list)
    current = _current(columns["standards"])
    for table, column, times in TEXTS:
        rows = columns[table]
        if table == "competencies":
            rows = rows.filter(pc.is_in(rows["kind"], pa.array(KINDS)))
        rows = rows.filter(pc.and_(pc.is_in(rows["standard_id"], current), pc.is_valid(rows[column])))
        for standard_id, text in zip(rows["standard_id"].to_pylist(), rows[column].to_pylist(), strict=True):
            found[standard_id].append((standard_id, text, times))
    return found


def fill(filling: Filling, read: Read, kept: Path) -> None:
    """Fill the tables of `find` of the pieces."""
    current = _current(read("standards", ["standard_id", "is_current"])).combine_chunks()
    held = _Held(len(current))
    for piece in pieces(kept / TERMS):
        held.add(pc.index_in(piece["standard_id"], value_set=current), piece["term"], piece["count"])
    numbers = pa.array(range(len(current)), pa.int64())
    filling.add("find_standards", [pa.record_batch([numbers, current, held.sizes], names=["number", "standard_id", "size"])])
    filling.add("find_terms", held.packed())


class _Held:
    """Which term stands how often in which of `documents` standards, while pieces come in: numbers, a column each."""

    def __init__(self, documents: int) -> None:
        self.sizes = np.zeros(documents, dtype=np.int64)
        self._numbers: dict[str, int] = {}
        self._pieces: deque[tuple[_Numbers, _Numbers, _Numbers]] = deque()

    def add(self, owners: pa.Array, terms: pa.Array, counts: pa.Array) -> None:
        """Take in a piece; standards come in their order."""
        encoded = terms.dictionary_encode()
        numbered = [self._numbers.setdefault(term, len(self._numbers)) for term in encoded.dictionary.to_pylist()]
        own = np.array(numbered, dtype=np.int32)[encoded.indices.to_numpy()]
        places, times = owners.to_numpy().astype(np.int32), counts.to_numpy()
        self._pieces.append((own, places, times.astype(np.min_scalar_type(times.max(initial=0)))))
        self.sizes += np.bincount(places, weights=times, minlength=len(self.sizes)).astype(np.int64)

    def packed(self) -> Iterator[pa.RecordBatch]:
        """Each term with its documents, in the order of the terms."""
        terms = sorted(self._numbers)
        ranks = np.empty(len(terms), dtype=np.int32)
        ranks[[self._numbers[term] for term in terms]] = np.arange(len(terms), dtype=np.int32)
        starts, owners, counts = self._by_term(ranks)
        first = 0
        while first < len(terms):
            # Some terms stand in nearly every standard.
            after = int(np.searchsorted(starts, starts[first] + PLACES, side="right")) - 1
            after = min(max(after, first + 1), first + BATCH)
            own = np.repeat(np.arange(after - first), np.diff(starts[first : after + 1]))
            place = slice(starts[first], starts[after])
            yield _batch(terms[first:after], own, owners[place].astype(np.int64), counts[place].astype(np.int64))
            first = after

    def _by_term(self, ranks: _Numbers) -> tuple[_Numbers, _Numbers, _Numbers]:
        """Where the documents of each term start, and of all terms the documents and counts; what has been held is gone.

        Each piece is let go when it has been sorted in, so that the whole is in memory once. Standards come in their order,
        so that those of a term do too.
        """
        sizes = np.zeros(len(ranks), dtype=np.int64)
        for own, _, _ in self._pieces:
            np.add.at(sizes, ranks[own], 1)
        starts = np.concatenate(([0], np.cumsum(sizes)))
        most = np.result_type(np.uint8, *{times.dtype for _, _, times in self._pieces})
        owners, counts = np.empty(starts[-1], dtype=np.int32), np.empty(starts[-1], dtype=most)
        ends = starts[:-1].copy()
        while self._pieces:
            own, documents, times = self._pieces.popleft()
            order = np.argsort(ranks[own], kind="stable")
            sorted_in = ranks[own][order]
            found, begins, many = np.unique(sorted_in, return_index=True, return_counts=True)
            place = ends[sorted_in] + np.arange(len(sorted_in)) - np.repeat(begins, many)
            owners[place], counts[place] = documents[order], times[order]
            ends[found] += many
        return starts, owners, counts


def _batch(terms: Sequence[str], own: np.ndarray, documents: np.ndarray, counts: np.ndarray) -> pa.RecordBatch:
    """Some terms with what is packed of each; `own` are the places of the terms, in order."""
    begins = np.diff(own, prepend=-1) > 0
    before = np.where(begins, -1, np.roll(documents, 1))
    data, ends = packed(documents - before, counts)
    # Where the documents of each term end, among the ends of all documents.
    offsets = np.concatenate(([0], ends[np.append(np.flatnonzero(begins)[1:], len(own)) - 1])).astype(np.int32)
    blobs = pa.Array.from_buffers(pa.binary(), len(terms), [None, pa.py_buffer(offsets), pa.py_buffer(data)])
    return pa.record_batch([pa.array(terms, pa.string()), blobs], names=["term", "standards"])
