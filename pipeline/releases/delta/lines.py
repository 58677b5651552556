"""Canonical CSV files record by record, as bytes: most of two releases is equal, and what is equal needs no parsing."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

Row = dict[str, str]
Sides = tuple[list[bytes], list[bytes]]
"""Records that only the old file has, and those that only the new one has."""

_QUOTE = b'"'


def records(path: Path) -> Iterator[bytes]:
    """The records of a file with its header first, each with its line end; none where there is no file."""
    if not path.is_file():
        return
    with path.open("rb") as stream:
        for line in stream:
            record = line
            # A line break inside quotes belongs to the value.
            while record.count(_QUOTE) % 2 and (more := stream.readline()):
                record += more
            yield record


def parsed(header: bytes, some: Iterable[bytes]) -> list[Row]:
    """Records as rows by column."""
    text = b"".join([header, *some]).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def of_owners(path: Path, owners: Collection[str]) -> list[Row]:
    """The rows whose first column is one of `owners`; its values hold neither comma nor quote."""
    found = records(path)
    header = next(found, b"")
    wanted = {owner.encode() for owner in owners}
    return parsed(header, [record for record in found if _owner(record) in wanted])


def _owner(record: bytes) -> bytes:
    return record[: record.find(b",")]


def different(old: Path, new: Path, *, is_sorted: bool) -> Sides:
    """What differs between two files with the same header.

    Files that are sorted by their first column are read side by side, and held is what differs of one owner (a standard)
    at a time. Of others, and of those that turn out not to be sorted, a digest of each record is held.
    """
    if is_sorted:
        found = _side_by_side(_body(old), _body(new))
        if found is not None:
            return found
    return _by_digests(old, new)


def _body(path: Path) -> Iterator[bytes]:
    found = records(path)
    next(found, None)
    return found


def _side_by_side(old: Iterator[bytes], new: Iterator[bytes]) -> Sides | None:
    """None where an owner comes twice: the files are not sorted."""
    gone: list[bytes] = []
    come: list[bytes] = []
    done: set[bytes] = set()
    before, after = next(old, None), next(new, None)
    while before is not None or after is not None:
        if before == after:
            before, after = next(old, None), next(new, None)
            continue
        owner = min(_owner(record) for record in (before, after) if record is not None)
        if owner in done:
            return None
        done.add(owner)
        was, before = _rest(owner, before, old)
        now, after = _rest(owner, after, new)
        common = set(was) & set(now)
        gone += [record for record in was if record not in common]
        come += [record for record in now if record not in common]
    return gone, come


def _rest(owner: bytes, record: bytes | None, following: Iterator[bytes]) -> tuple[list[bytes], bytes | None]:
    """The records of an owner from this one on, and the first of the next."""
    own = []
    while record is not None and _owner(record) == owner:
        own.append(record)
        record = next(following, None)
    return own, record


def _by_digests(old: Path, new: Path) -> Sides:
    known = {_digest(record) for record in _body(old)}
    come, same = [], set()
    for record in _body(new):
        digest = _digest(record)
        if digest in known:
            same.add(digest)
        else:
            come.append(record)
    return [record for record in _body(old) if _digest(record) not in same], come


def _digest(record: bytes) -> bytes:
    return blake2b(record, digest_size=16).digest()
