"""Documents read on a Dask cluster: distributed does the scheduling, each of its workers isolates its documents.

Every worker needs this package in the same version, and has to reach the documents under the same
addresses. Readings come back as they are done, a few batches at a time, so memory stays bounded.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from typing import Any

from pipeline.base.errors import PipelineError
from pipeline.runs.cache import versions
from pipeline.runs.workers import TASK, Answer, Limits
from pipeline.runs.workers.pool import Pool

BATCH = 16
"""Documents in a task: a task costs the scheduler some milliseconds, as much as a page."""
_AHEAD = 4
"""Batches under way per thread of the cluster; more would only lie in the workers' memory."""
_PATIENCE = "15s"
"""How long to try to reach the scheduler."""
_here = threading.local()


def read_on_cluster(
    scheduler: str, addresses: Sequence[str], engine: str, limits: Limits, task: str = TASK
) -> Iterator[Answer]:
    """The answers in the order in which they come.

    `scheduler` is an address such as `tcp://host:8786`. Raises `PipelineError` where the extra is not
    installed, the scheduler cannot be reached, has no workers or loses them, or a worker has another program.
    """
    batches = [tuple(addresses[start:start + BATCH]) for start in range(0, len(addresses), BATCH)]
    with _client(scheduler) as client:
        for answers in _results(client, batches, (engine, limits, task, versions.program())):
            yield from answers


@contextmanager
def _client(scheduler: str) -> Iterator[Any]:
    dask = _dask()
    try:
        client = dask.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise PipelineError(f"The scheduler {scheduler} cannot be reached; check the address and whether it runs.") from error
    with client:
        yield client


def _dask() -> Any:
    try:
        return import_module("distributed")
    except ImportError as error:
        raise PipelineError("--scheduler needs Dask; install the extra `cluster`: pip install '.[cluster]'.") from error


def _results(client: Any, batches: Sequence[tuple[str, ...]], rest: tuple[Any, ...]) -> Iterator[list[Answer]]:
    waiting = iter(batches)

    def submit(count: int) -> list[Any]:
        # Not pure: Dask would return the reading of a file that has changed since.
        return [client.submit(read_batch, batch, *rest, pure=False) for batch in islice(waiting, count)]

    under_way = _dask().as_completed(submit(_AHEAD * _threads(client)), loop=client.loop)
    for future in under_way:
        under_way.update(submit(1))
        yield _result(future)
        future.release()


def _threads(client: Any) -> int:
    threads: int = sum(client.nthreads().values())
    if not threads:
        raise PipelineError("The scheduler has no workers; start some, see docs/scaling.md.")
    return threads


def _result(future: Any) -> list[Answer]:
    dask = _dask()
    try:
        answers: list[Answer] = future.result()
    except (dask.KilledWorker, dask.CancelledError, ImportError, OSError) as error:
        raise PipelineError(f"The cluster could not read the documents: {error}") from error
    return answers


def read_batch(addresses: Sequence[str], engine: str, limits: Limits, task: str, program: str) -> list[Answer]:
    """What a worker of the cluster does: read a few documents, isolated as in a local run.

    Each thread of the worker keeps one reading process, so no PDF engine is ever entered by two threads.
    """
    if program != versions.program():
        raise PipelineError("A worker of the cluster has another version of the pipeline or its libraries; install the same one.")
    held: tuple[Limits, str, Pool] | None = getattr(_here, "pool", None)
    if held is None or held[:2] != (limits, task):
        if held is not None:
            held[2].close()
        held = _here.pool = (limits, task, Pool(1, limits, task))
    return list(held[2].read(addresses, engine))
