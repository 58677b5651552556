"""The index of `find` as a release's SQLite file holds it: what a question asks for is read, and nothing else."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import cached_property

from pipeline.releases.finding.packed import unpacked


class Stored:
    """The tables `find_standards` and `find_terms` of an open file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def documents(self) -> Sequence[tuple[str, int]]:
        """Each standard's id and size by its number."""
        return self._connection.execute("SELECT standard_id, size FROM find_standards ORDER BY number").fetchall()

    def postings(self, term: str) -> Sequence[tuple[int, int]]:
        """The standards that hold a term, by number."""
        row = self._connection.execute("SELECT standards FROM find_terms WHERE term = ?", (term,)).fetchone()
        return unpacked(row[0]) if row else ()
