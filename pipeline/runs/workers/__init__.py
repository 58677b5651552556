"""Documents read side by side, each in a process that may crash, hang or eat memory without the others noticing.

The processes are copies of the run, or started as `python -m pipeline.runs.workers.child`, and talk over their standard
input and output in the form of `messages`. What they send back is JSON (see `cache.codec`), so a process that a
hostile document has taken over cannot make this one run anything.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Protocol

TASK = "pipeline.runs.workers.task:read_one"
"""The function that a process runs for each document; tests name another one."""
SECONDS = 120.0
MEGABYTES = 2048


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may cost: `seconds` of time, `megabytes` of the reading process' address space."""

    seconds: float = SECONDS
    megabytes: int = MEGABYTES


@dataclass(frozen=True, slots=True)
class Loss:
    """Why a document has no reading, as a sentence that lacks its subject, the file."""

    reason: str


Answer = tuple[str, bytes | Loss]
"""The address of a document, and its encoded reading or why there is none."""


class Task(Protocol):
    """Reads the document at an address with a PDF engine and returns the encoded reading."""

    def __call__(self, address: str, engine: str, /) -> bytes: ...


def task_named(name: str) -> Task:
    """The function `module:name`."""
    module, _, attribute = name.partition(":")
    function: Any = getattr(import_module(module), attribute)
    task: Task = function
    return task


def read_here(addresses: Iterable[str], engine: str, task: str = TASK) -> Iterator[Answer]:
    """Read in this very process: no limits, and a defect of the program ends the run with its traceback."""
    function = task_named(task)
    for address in addresses:
        try:
            yield address, function(address, engine)
        except OSError as error:
            yield address, Loss(unopened(error.strerror or str(error)))


def unopened(why: str) -> str:
    """Why a document has no reading whose file cannot be opened."""
    return f"cannot be opened: {why}; allow it to be read, or remove it"


def cores() -> int:
    """How many processes run at once by default: the cores that this process may use."""
    usable = getattr(os, "sched_getaffinity", None)
    return len(usable(0)) if usable else os.cpu_count() or 1
