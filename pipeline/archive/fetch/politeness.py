"""How to behave towards a host: who we are, what we may fetch, how long to wait."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import requests
import urllib3
from protego import Protego

from pipeline.archive.fetch.guard import NotPublic
from pipeline.archive.fetch.settings import Host
from pipeline.archive.fetch.tls import Session
from pipeline.base.version import VERSION

PRODUCT = "icap-competency-pipeline"
LONGEST_WAIT = 300.0
"""Seconds; a host that asks for more is left alone until the next run."""
_ROBOTS_BYTES = 500 << 10
_ROBOTS_SECONDS = 10.0
_ROBOTS_SECONDS_IN_ALL = 60.0
HOST_SECONDS = 3600.0
"""What one host may take of a run with slow answers and with being busy; the rest of its addresses wait for the next run."""


def agent(contact: str = "") -> str:
    """The user agent: product, version, and a mail address or page of whoever runs this."""
    return f"{PRODUCT}/{VERSION}" + (f" (+{contact})" if contact else "")


@dataclass(slots=True)
class Politeness:
    """Knows when each host was last asked and what its robots.txt allows.

    `sleep` and `clock` count seconds on a clock that only runs forward; a wall clock that is set back
    changes nothing.
    """

    session: Session
    hosts: dict[str, Host] = field(default_factory=dict)
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic
    _asked_at: dict[str, float] = field(default_factory=dict)
    _free_at: dict[str, float] = field(default_factory=dict)
    _robots: dict[str, Protego | None] = field(default_factory=dict)
    _taken: defaultdict[str, float] = field(default_factory=lambda: defaultdict(float))

    def may_fetch(self, address: str) -> str | None:
        """None if the host allows the address, otherwise the end of a sentence that says why not."""
        parts = urlsplit(address)
        if self._taken[parts.hostname or ""] > HOST_SECONDS:
            return f"was not fetched: the host has taken more than {HOST_SECONDS / 60:.0f} minutes already; try again later"
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            self._robots[origin] = self._read_robots(origin)
        robots = self._robots[origin]
        if robots is None:
            return "was not fetched: the host's robots.txt cannot be read now; try again later"
        if not robots.can_fetch(address, PRODUCT):
            return "was not fetched: the host's robots.txt does not allow it; ask the publisher, or put the file into the inbox"
        return None

    def _read_robots(self, origin: str) -> Protego | None:
        """The rules of a host (RFC 9309): none if there is no such file, unknown if the host fails."""
        self.wait(origin)
        try:
            with (
                self.asking(origin, _ROBOTS_SECONDS_IN_ALL),
                self.session.get(f"{origin}/robots.txt", timeout=_ROBOTS_SECONDS, stream=True) as answer,
            ):
                if answer.status_code == 429 or answer.status_code >= 500:
                    return None
                content = answer.raw.read(_ROBOTS_BYTES, decode_content=True) if answer.ok else b""
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError, ValueError, NotPublic):
            return None
        return Protego.parse(content.decode("utf-8", errors="replace"))

    @contextmanager
    def asking(self, address: str, seconds: float) -> Iterator[None]:
        """A question to a host that may take so many seconds, whatever the server does; what it took is counted."""
        began = self.clock()
        try:
            with self.session.guard.within(seconds):
                yield
        finally:
            self._taken[urlsplit(address).hostname or ""] += self.clock() - began

    def wait(self, address: str) -> None:
        """Sleep until the host may be asked again, and count this as asking."""
        host = urlsplit(address).hostname or ""
        moments = [self._free_at.get(host, 0.0)]
        if host in self._asked_at:
            moments.append(self._asked_at[host] + self._delay(address))
        remaining = max(moments) - self.clock()
        if remaining > 0:
            self.sleep(remaining)
        self._asked_at[host] = self.clock()

    def hold_off(self, address: str, seconds: float) -> None:
        """Leave a host alone for some seconds, as it asked."""
        host = urlsplit(address).hostname or ""
        self._free_at[host] = max(self._free_at.get(host, 0.0), self.clock() + seconds)
        self._taken[host] += seconds

    def _delay(self, address: str) -> float:
        parts = urlsplit(address)
        robots = self._robots.get(f"{parts.scheme}://{parts.netloc}")
        asked = robots.crawl_delay(PRODUCT) if robots else None
        return max(self.hosts.get(parts.hostname or "", Host("")).delay, min(float(asked or 0), LONGEST_WAIT))
