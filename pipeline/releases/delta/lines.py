"""Canonical CSV files record by record, as bytes: most of two releases is equal, and what is equal needs no parsing."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from pipeline.releases.delta.ends import following, middle, owner

Row = dict[str, str]
Sides = tuple[list[bytes], list[bytes]]
"""Records that only the old file has, and those that only the new one has."""


def records(path: Path) -> Iterator[bytes]:
    """The records of a file with its header first, each with its line end; none where there is no file."""
    if not path.is_file():
        return
    with path.open("rb") as stream:
        yield from following(stream)


def parsed(header: bytes, some: Iterable[bytes]) -> list[Row]:
    """Records as rows by column."""
    text = b"".join([header, *some]).decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def of_owners(path: Path, owners: Collection[str]) -> list[Row]:
    """The rows whose first column is one of `owners`; its values hold neither comma nor quote."""
    found = records(path)
    header = next(found, b"")
    wanted = {owner.encode() for owner in owners}
    return parsed(header, [record for record in found if owner(record) in wanted])


def different(old: Path, new: Path, *, is_sorted: bool) -> Sides:
    """What differs between two files with the same header.

    Files that are sorted by their first column are read side by side, and held is what differs of one owner (a standard)
    at a time; what they have in common at both ends is not read by records. Of others, and of those that turn out not to
    be sorted, a digest of each record is held.
    """
    found = (_between_ends(old, new) or _side_by_side(_body(old), _body(new))) if is_sorted else None
    return _by_digests(old, new) if found is None else found


def _between_ends(old: Path, new: Path) -> Sides | None:
    """What differs, of the records that are not the same at both ends; None where their owners are not in order.

    In order, no owner among them occurs behind them, so that reading on would find everything equal.
    """
    between = middle(old, new, len(next(records(old), b"")))
    try:
        return _side_by_side(
            _in_order(_part(old, between.start, between.old_end), between.next),
            _in_order(_part(new, between.start, between.new_end), between.next),
        )
    except _NotInOrderError:
        return None


class _NotInOrderError(Exception):
    """An owner stands after one that is greater."""


def _part(path: Path, start: int, end: int) -> Iterator[bytes]:
    with path.open("rb") as stream:
        stream.seek(start)
        for record in following(stream):
            if start >= end:
                return
            start += len(record)
            yield record


def _in_order(some: Iterator[bytes], behind: bytes | None) -> Iterator[bytes]:
    """The records, if their owners ascend to the one behind them. Raises `_NotInOrderError`."""
    last = b""
    for record in some:
        if owner(record) < last:
            raise _NotInOrderError
        last = owner(record)
        yield record
    if behind is not None and last >= behind:
        raise _NotInOrderError


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
        first = min(owner(record) for record in (before, after) if record is not None)
        if first in done:
            return None
        done.add(first)
        was, before = _rest(first, before, old)
        now, after = _rest(first, after, new)
        common = set(was) & set(now)
        gone += [record for record in was if record not in common]
        come += [record for record in now if record not in common]
    return gone, come


def _rest(name: bytes, record: bytes | None, following: Iterator[bytes]) -> tuple[list[bytes], bytes | None]:
    """The records of an owner from this one on, and the first of the next."""
    own = []
    while record is not None and owner(record) == name:
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
