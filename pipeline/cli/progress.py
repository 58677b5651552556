"""What a person sees while they wait: stages that name themselves, documents counted, the seconds that passed.

On a terminal only; a log gets nothing of it, and what is seen goes when the work is done.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


_WORTH_KEEPING = 1.0
"""Seconds of a stage from which on its line stays until the end."""


class Shown(Protocol):
    """What work tells of itself: a number of things done, or the stage that begins."""

    def __call__(self, done: int, /) -> None:
        """So many more are done."""
        ...

    def stage(self, name: str, /) -> None:
        """The stage before is over, and this one begins."""
        ...


class Nothing:
    """Nobody is watching."""

    def __call__(self, done: int, /) -> None: ...

    def stage(self, name: str, /) -> None: ...


class Lines:
    """A line for each stage, the last one under way."""

    def __init__(self, progress: Progress, total: int | None, unit: str, doing: str) -> None:
        self._progress, self._total, self._unit, self._done = progress, total, unit, 0
        self._under_way: TaskID = progress.add_task(doing, total=total, counted=self._counted())

    def _counted(self) -> str:
        return "" if self._total is None else f"{self._done:,} of {self._total:,} {self._unit}"

    def __call__(self, done: int, /) -> None:
        self._done += done
        self._progress.update(self._under_way, advance=done, counted=self._counted())

    def stage(self, name: str, /) -> None:
        before = self._progress.tasks[-1]
        # What took no time is not kept on the screen; a full length of one makes bar and seconds stand still.
        kept = (self._total is not None and before.id == 0) or (before.elapsed or 0) >= _WORTH_KEEPING
        self._progress.update(self._under_way, total=1, completed=1, visible=kept)
        self._under_way = self._progress.add_task(name, total=None, counted="")


@contextmanager
def progress_bar(total: int | None, unit: str, doing: str, *, quiet: bool = False) -> Iterator[Shown]:
    """Show how far `doing` is with `total` things, called `unit`, and which stages follow; None where nothing is counted."""
    if quiet or not sys.stderr.isatty():
        yield Nothing()
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(finished_text="✓"), TextColumn("{task.description}"), BarColumn(bar_width=20), TimeElapsedColumn(),
        TextColumn("{task.fields[counted]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        yield Lines(progress, total, unit, doing)
