"""What the readers of word processor files remark of a document."""

from __future__ import annotations

from collections.abc import Iterable

Remark = tuple[str, int | None, str]
"""Issue code, page, detail: see `Document.remarks`."""


def unknown_writings(names: Iterable[str]) -> tuple[Remark, ...]:
    """A remark where a list counts in writings that nobody knows (I-87)."""
    listed = ", ".join(sorted(names))
    return (("numbering_unknown", None, f"Writing: {listed[:80]}."),) if listed else ()
