"""Documents read on a Dask cluster: distributed does the scheduling, each of its workers isolates its documents.

Every worker needs this package in the same version, and has to reach the documents under the same
addresses. What goes to a worker are addresses and a few words, what comes back is the bytes that a reading process
sent: no object of ours is pickled. Readings are taken in as they are done, a few batches at a time, so memory stays
bounded on the scheduler and here.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from itertools import islice
from typing import Any

from pipeline.base.errors import PipelineError
from pipeline.runs.cache import versions
from pipeline.runs.workers import TASK, Answer, Limits, Loss, messages
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
    with _client(scheduler) as client:
        batches = list(_batches(addresses, _threads(client)))
        for answers in _results(client, batches, (engine, limits.seconds, limits.megabytes, task, versions.program())):
            yield from answers


def _batches(addresses: Sequence[str], threads: int) -> Iterator[tuple[str, ...]]:
    """The documents in batches, smaller ones towards the end, so that no thread waits long for the last."""
    start = 0
    while start < len(addresses):
        size = min(BATCH, max(1, (len(addresses) - start) // (2 * threads)))
        yield tuple(addresses[start : start + size])
        start += size


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
        futures = {client.submit(read_batch, batch, *rest, pure=False): batch for batch in islice(waiting, count)}
        reading.update(futures)
        return list(futures)

    reading: dict[Any, tuple[str, ...]] = {}
    under_way = _dask().as_completed(submit(_AHEAD * _threads(client)), loop=client.loop)
    for future in under_way:
        under_way.update(submit(1))
        yield _unpacked(reading.pop(future), _result(future))
        future.release()


def _threads(client: Any) -> int:
    threads: int = sum(client.nthreads().values())
    if not threads:
        raise PipelineError("The scheduler has no workers; start some, see docs/scaling.md.")
    return threads


def _result(future: Any) -> bytes:
    dask = _dask()
    try:
        packed: bytes = future.result()
    except (dask.KilledWorker, dask.CancelledError, ImportError, OSError) as error:
        raise PipelineError(f"The cluster could not read the documents: {error}") from error
    return packed


def _packed(answers: Iterable[Answer]) -> bytes:
    """Answers in the order of their documents as one run of messages."""
    lost, read = messages.LOST, messages.READING
    return b"".join(
        messages.packed(lost, answer.reason.encode()) if isinstance(answer, Loss) else messages.packed(read, answer)
        for _, answer in answers
    )


def _unpacked(addresses: Sequence[str], packed: bytes) -> list[Answer]:
    incoming = messages.Incoming()
    incoming.add(packed)
    found = [message for _ in addresses if (message := incoming.next()) is not None]
    return [
        (address, Loss(body.decode()) if kind == messages.LOST else body)
        for address, (kind, body) in zip(addresses, found, strict=True)
    ]


def read_batch(addresses: Sequence[str], engine: str, seconds: float, megabytes: int, task: str, program: str) -> bytes:
    """What a worker of the cluster does: read a few documents, isolated as in a local run; their answers, packed.

    Each thread of the worker keeps one reading process, so no PDF engine is ever entered by two threads.
    """
    if program != versions.program():
        raise PipelineError("A worker of the cluster has another version of the pipeline or its libraries; install the same one.")
    limits = Limits(seconds, megabytes)
    held: tuple[Limits, str, Pool] | None = getattr(_here, "pool", None)
    if held is None or held[:2] != (limits, task):
        if held is not None:
            held[2].close()
        held = _here.pool = (limits, task, Pool(1, limits, task))
    return _packed(held[2].read(addresses, engine))
