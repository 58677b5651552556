"""What is asked of a site, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

Tick = Callable[[int], None]
"""Hears how many more standards are done."""
Progress = Callable[[int], AbstractContextManager[Tick]]
"""Begins to tell of a number of standards."""


@dataclass(frozen=True, slots=True)
class Options:
    """`address`: where the site will be read, with a slash at the end; `copy`: whether the release's files come along."""

    address: str | None = None
    copy: bool = True


@dataclass(frozen=True, slots=True)
class Built:
    """The site that is there now; `written` counts files that were written or removed, 0 where it was up to date."""

    folder: Path
    standards: int
    names: int
    files: int
    bytes: int
    written: int
