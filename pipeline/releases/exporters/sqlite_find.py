"""The index of `find` inside the SQLite file: the current standards with their sizes, and where each term stands.

`find_standards` has number, standard_id and size of each, `find_terms` each term's standards as `finding/packed` packs them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np
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

_OWNED = pa.schema([("number", pa.int32()), ("term", pa.string()), ("count", pa.int32())])


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
    held = pa.Table.from_batches((_owned(piece, current) for piece in pieces(kept / TERMS)), _OWNED).combine_chunks()
    owners, counts = held["number"].to_numpy(), held["count"].to_numpy()
    sizes = np.bincount(owners, weights=counts, minlength=len(current)).astype(np.int64)
    numbers = pa.array(range(len(current)), pa.int64())
    filling.add("find_standards", [pa.record_batch([numbers, current, sizes], names=["number", "standard_id", "size"])])
    filling.add("find_terms", _packed(held["term"].combine_chunks(), owners, counts))


def _owned(piece: pa.RecordBatch, current: pa.Array) -> pa.RecordBatch:
    """A piece with the number of each standard, which is shorter than its id."""
    return pa.record_batch([pc.index_in(piece["standard_id"], value_set=current), piece["term"], piece["count"]], _OWNED)


def _packed(terms: pa.Array, owners: np.ndarray, counts: np.ndarray) -> Iterator[pa.RecordBatch]:
    """Each term with its documents, in the order of the terms."""
    if not len(terms):
        return
    encoded = terms.dictionary_encode()
    named = pc.sort_indices(encoded.dictionary)
    ranks = np.empty(len(named), dtype=np.int64)
    ranks[named.to_numpy()] = np.arange(len(named))
    own = ranks[encoded.indices.to_numpy()]
    order = np.lexsort((owners, own))
    own, documents = own[order], owners[order].astype(np.int64)
    begins = np.diff(own, prepend=-1) > 0
    before = np.where(begins, -1, np.roll(documents, 1))
    data, ends = packed(documents - before, counts[order].astype(np.int64))
    # Where the documents of each term end, among the ends of all documents.
    offsets = np.concatenate(([0], ends[np.append(np.flatnonzero(begins)[1:], len(own)) - 1])).astype(np.int32)
    blobs = pa.Array.from_buffers(pa.binary(), len(named), [None, pa.py_buffer(offsets), pa.py_buffer(data)])
    yield pa.record_batch([encoded.dictionary.take(named), blobs], names=["term", "standards"])
