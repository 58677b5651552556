"""The store of fragments: one small file per bundle of standards, for whatever shows in it."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

from pipeline.base import expendable
from pipeline.releases.exporters.standard_rows import StandardRows
from pipeline.releases.fragment import Forms, Fragment
from pipeline.runs.cache import usage, versions
from pipeline.runs.cache.packed_fragment import DamagedFragment, packed, unpacked
from pipeline.standards.publication import PublishedStandard


class FragmentStore:
    """Fragments by key; `folder` None stores nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder and folder / "fragments"
        self._used: set[str] = set()

    def key(
        self, bundle: Sequence[PublishedStandard], around: Sequence[StandardRows], forms: Forms, lists: str,
    ) -> str | None:
        """Hash of everything that shows in a fragment; None where rows have no identity.

        That is this program, the rows, what the whole input says of each standard, its neighbours, the forms, and the
        lists of classes by their digest.
        """
        if self._folder is None:
            return None
        parts = [versions.program(), forms.key, lists]
        for one, other in zip(bundle, around, strict=True):
            if one.identity is None:
                return None
            parts += one.identity, repr(one.standard), repr((other.replaces, other.newest))
        return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    def get(self, key: str | None) -> Fragment | None:
        """The fragment of a key; None where it is not stored, damaged, or that of another key."""
        if self._folder is None or key is None:
            return None
        try:
            fragment = unpacked((self._folder / _name(key)).read_bytes(), key)
        except (FileNotFoundError, DamagedFragment):
            return None
        self._used.add(_name(key))
        return fragment

    def put(self, key: str | None, fragment: Fragment) -> None:
        """Store a fragment."""
        if self._folder is not None and key is not None:
            expendable.write(packed(fragment, key), self._folder / _name(key))
            self._used.add(_name(key))

    def prune(self) -> None:
        """End a run: delete what has not been used for long."""
        if self._folder is not None:
            usage.prune(self._folder, self._used)


def _name(key: str) -> str:
    return f"{key[:2]}/{key}"
