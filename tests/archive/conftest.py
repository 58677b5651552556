"""A server that misbehaves, a clock that only sleeping moves, and fetching from the one under the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.archive.fetch import Fetched, Host, Politeness, Source, fetch_all
from pipeline.archive.fetch.download import Bounds
from pipeline.archive.fetch.politeness import agent
from pipeline.archive.fetch.tls import session_for
from tests.archive.misbehaving_server import Server, address, serving

BOUNDS = Bounds(size=4 << 20, seconds=60.0, silence=5.0)
Fetch = Callable[..., Fetched]


class Time:
    """A clock that only sleeping moves, so that no test waits."""

    def __init__(self) -> None:
        self.now = 0.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def clock(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as running:
        yield running


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def fetch(tmp_path: Path, server: Server, time: Time) -> Fetch:
    """Fetch one path of the server into the archive at `tmp_path`."""

    def run(path: str, bounds: Bounds = BOUNDS, hosts: dict[str, Host] | None = None, **facts: str) -> Fetched:
        known = hosts or {"127.0.0.1": Host("127.0.0.1", delay=2.0)}
        with session_for(known, agent("someone@example.org")) as session:
            politeness = Politeness(session, known, time.sleep, time.clock)
            return fetch_all(tmp_path, [Source(address(server, path), **facts)], politeness, "2026-02-03", bounds)

    return run
