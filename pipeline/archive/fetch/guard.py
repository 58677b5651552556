"""What a request may cost and where it may lead, whatever the server does.

A time limit on each answer from the socket is no limit on all of it: a server that sends a byte now and then
keeps a client for ever. And a public name can be made to lead into the network of whoever asks. Both are
decided here, at the connection, where neither redirects nor names can hide anything.
"""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from ipaddress import IPv6Address, ip_address
from typing import Any
from weakref import WeakSet

from urllib3 import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.connection import HTTPConnection, HTTPSConnection


class NotPublic(Exception):
    """A host that may not do so leads to a place that is not public; the message is its address."""


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public network: not loopback, private, link-local or the like."""
    ip = ip_address(address)
    mapped = ip.ipv4_mapped if isinstance(ip, IPv6Address) else None
    return (mapped or ip).is_global


def names_a_private_place(host: str) -> bool:
    """Whether a host's name says by itself that it is not public: `localhost`, or such an IP address."""
    try:
        return not is_public(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


class Guard:
    """Watches the connections of a session; `private` are the hosts that may stand in a place that is not public.

    So may `asked_for`, the host that a person asks for just now, if its name says by itself that it is not public.
    """

    def __init__(self, private: Iterable[str] = ()) -> None:
        self.private = frozenset(private)
        self.asked_for = ""
        self._connections: WeakSet[socket.socket] = WeakSet()
        self._end = float("inf")

    def check(self, host: str, peer: str) -> None:
        """Refuse a connection that leads where it must not; raises `NotPublic`, or TimeoutError once time is up."""
        if time.monotonic() >= self._end:
            raise TimeoutError("the time is up")
        meant = host in self.private or (host == self.asked_for and names_a_private_place(host))
        if not meant and not is_public(peer):
            raise NotPublic(peer)

    def watch(self, connection: socket.socket) -> socket.socket:
        """A second handle of a connection, which ends it when time is up; whoever asked for it closes it."""
        handle = connection.dup()
        self._connections.add(handle)
        return handle

    @contextmanager
    def within(self, seconds: float) -> Iterator[None]:
        """Let what is asked inside take so many seconds; then its connections end, and new ones are refused.

        Raises TimeoutError where time ran out and nobody noticed: a connection that ends looks like the end of a body.
        """
        before, self._end = self._end, min(self._end, time.monotonic() + seconds)
        timer = threading.Timer(max(0.0, seconds), self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            yield
            if time.monotonic() >= self._end:
                raise TimeoutError("the time is up")
        finally:
            timer.cancel()
            self._end = before

    def _hang_up(self) -> None:
        for handle in list(self._connections):
            # One that has ended by itself needs nothing more.
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)


def pools(guard: Guard) -> dict[str, type[HTTPConnectionPool]]:
    """The connection pools by scheme, for urllib3's pool manager, whose connections the guard watches."""

    class Watched(HTTPConnection):
        _handle: socket.socket | None = None

        def _new_conn(self) -> socket.socket:
            connection = super()._new_conn()
            try:
                # Behind a proxy the proxy is the peer, and it decides where it goes.
                if self.proxy is None:
                    guard.check(self.host, str(connection.getpeername()[0]))
                self._handle = guard.watch(connection)
            except BaseException:
                connection.close()
                raise
            return connection

        def close(self) -> None:
            if self._handle is not None:
                self._handle.close()
            super().close()

    class WatchedTLS(Watched, HTTPSConnection):
        pass

    class Plain(HTTPConnectionPool):
        ConnectionCls: Any = Watched

    class TLS(HTTPSConnectionPool):
        ConnectionCls: Any = WatchedTLS

    return {"http": Plain, "https": TLS}
