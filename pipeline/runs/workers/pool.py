"""The pool: as many reading processes as wanted, each replaced when it is lost."""

from __future__ import annotations

import selectors
import time
from collections.abc import Generator, Iterable, Iterator
from itertools import islice
from types import TracebackType

from pipeline.base.stops import heed
from pipeline.runs.workers import TASK, Answer, Limits, Loss
from pipeline.runs.workers.process import ReadingProcess


class Pool:
    """Reads documents in up to `count` processes, which are started when they are first needed.

    No more documents are under way than there are processes, so memory does not grow with the number of
    documents. For one thread at a time.
    """

    def __init__(self, count: int, limits: Limits, task: str = TASK) -> None:
        self._count = count
        self._limits = limits
        self._task = task
        self._idle: list[ReadingProcess] = []
        self._busy = selectors.DefaultSelector()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def read(self, addresses: Iterable[str], engine: str) -> Generator[Answer]:
        """The answers in the order in which they come; an address comes with its reading or its loss.

        Raises `PipelineError` if no process can be started, and `Stopped` if the run was asked to end before.
        """
        waiting = iter(addresses)
        try:
            for address in islice(waiting, self._count):
                self._give(address, engine)
            while self._working():
                heed()
                for process, answer in self._answers():
                    address = process.address or ""
                    self._release(process)
                    # Before the answer is looked at: that takes time in which the process would stand idle.
                    for following in islice(waiting, 1):
                        self._give(following, engine)
                    yield address, answer
        finally:
            self._give_up()

    def _give_up(self) -> None:
        """End what is still under way, so that its answer is not taken for that of a later document."""
        for process in self._working():
            self._busy.unregister(process.output)
            process.end()

    def _working(self) -> list[ReadingProcess]:
        return [key.data for key in self._busy.get_map().values()]

    def _give(self, address: str, engine: str) -> None:
        process = self._usable()
        self._busy.register(process.output, selectors.EVENT_READ, process)
        process.give(address, engine)

    def _usable(self) -> ReadingProcess:
        """An idle process, or a new one; what died while it stood idle is not the next document's fault."""
        while self._idle:
            process = self._idle.pop()
            if process.running:
                return process
            process.end()
        return ReadingProcess(self._limits, self._task)

    def _answers(self) -> Iterator[tuple[ReadingProcess, bytes | Loss]]:
        """Wait for something to happen; the processes that are done with their document, whatever came of it."""
        now = time.monotonic()
        working = self._working()
        # Looked at before the pipes, so that an answer which lay waiting while the run was busy still counts.
        late = [process for process in working if process.deadline <= now]
        soonest = min(process.deadline for process in working)
        ready: list[ReadingProcess] = [key.data for key, _ in self._busy.select(max(0.0, soonest - now))]
        for process in ready:
            output = process.output
            answer = process.answer()
            if not process.alive:
                self._busy.unregister(output)
            if answer is not None:
                yield process, answer
        for process in late:
            if process not in ready:
                self._busy.unregister(process.output)
                yield process, process.overdue()

    def _release(self, process: ReadingProcess) -> None:
        if process.alive:
            self._busy.unregister(process.output)
            self._idle.append(process)

    def close(self) -> None:
        """End every process; documents under way are given up."""
        self._give_up()
        while self._idle:
            self._idle.pop().end()
        self._busy.close()
