"""A web server on this machine that behaves as badly as servers do; each path is one kind of trouble."""

from __future__ import annotations

import ssl
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

BODY = "職能基準代碼\tIDC5294-001v3\n".encode() * 200
PDF = b"%PDF-1.4\n" + b"0" * 2000 + b"\n%%EOF\n"


class Server(ThreadingHTTPServer):
    """Counts requests by path and keeps the headers of the last one for each."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: Counter[str] = Counter()
        self.headers: dict[str, dict[str, str]] = {}
        self.robots: tuple[int, bytes] = (404, b"")
        self.robots_headers: dict[str, str] = {}
        self.body = BODY
        self.etag = '"v1"'
        self.elsewhere = ""

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up are what these tests are about."""


class Handler(BaseHTTPRequestHandler):
    """Dispatches `/name…` to the method `on_name`."""

    server: Server
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer by the first word of the path."""
        path = self.path.partition("?")[0]
        self.server.asked[path] += 1
        self.server.headers[path] = dict(self.headers.items())
        word = path.strip("/").partition(".")[0].replace("-", "_")
        getattr(self, f"on_{word}", self.on_missing)()

    @property
    def first(self) -> bool:
        """Whether this path is asked for the first time."""
        return self.server.asked[self.path.partition("?")[0]] == 1

    def answer(self, status: int = 200, body: bytes = b"", **headers: str) -> None:
        """Send a whole answer."""
        self.begin(status, len(body), **headers)
        self.wfile.write(body)

    def begin(self, status: int, length: int, **headers: str) -> None:
        """Send the head of an answer; `_` in a header's name stands for `-`."""
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def hang_up(self) -> None:
        """Close the connection in the middle."""
        self.wfile.flush()
        self.close_connection = True

    def on_missing(self) -> None:
        self.answer(404, b"gone")

    def on_robots(self) -> None:
        self.answer(self.server.robots[0], self.server.robots[1], **self.server.robots_headers)

    def on_good(self) -> None:
        """A document with validators that are honoured."""
        same = self.headers.get("If-None-Match") == self.server.etag
        status, body = (304, b"") if same else (200, self.server.body)
        self.answer(status, body, ETag=self.server.etag, Last_Modified="Mon, 02 Feb 2026 00:00:00 GMT")

    def on_named(self) -> None:
        self.answer(200, BODY, Content_Disposition="attachment; filename*=UTF-8''%E7%94%B2%2F%E7%89%A9.txt")

    def on_break(self) -> None:
        """Breaks off the first time; sends the rest when asked with the right validator."""
        self.broken(honour=True)

    def on_break_restart(self) -> None:
        """Breaks off the first time; sends all of it again whatever is asked."""
        self.broken(honour=False)

    def on_break_changed(self) -> None:
        """Breaks off, and has another document the second time, which If-Range must show."""
        self.broken(honour=True, changed=True)

    def on_break_weak(self) -> None:
        """Breaks off without any validator; a resumed half could be of another document."""
        if self.first:
            self.begin(200, len(BODY))
            self.wfile.write(BODY[:1000])
            self.hang_up()
        else:
            self.answer(200, BODY)

    def broken(self, honour: bool, changed: bool = False) -> None:
        """Send a part first; later the rest or all."""
        if self.first:
            self.begin(200, len(BODY), ETag='"v1"')
            self.wfile.write(BODY[:1000])
            self.hang_up()
            return
        now = '"v2"' if changed else '"v1"'
        begin = int(self.headers.get("Range", "bytes=0-")[6:].rstrip("-"))
        if honour and self.headers.get("If-Range") == now:
            place = f"bytes {begin}-{len(BODY) - 1}/{len(BODY)}"
            self.answer(206, BODY[begin:], ETag=now, Content_Range=place)
        else:
            self.answer(200, BODY[::-1] if changed else BODY, ETag=now)

    def on_wrong_part(self) -> None:
        """Breaks off, then sends a part that was not asked for, then all."""
        if self.first:
            self.broken(honour=True)
        elif self.headers.get("Range"):
            self.answer(206, BODY[5:], ETag='"v1"', Content_Range=f"bytes 5-{len(BODY) - 1}/{len(BODY)}")
        else:
            self.answer(200, BODY)

    def on_other_part(self) -> None:
        """Breaks off, then sends the right part of another document, then all of that."""
        if self.first:
            self.broken(honour=True)
        elif begin := self.headers.get("Range", "")[6:].rstrip("-"):
            place = f"bytes {begin}-{len(BODY) - 1}/{len(BODY)}"
            self.answer(206, BODY[::-1][int(begin):], ETag='"v2"', Content_Range=place)
        else:
            self.answer(200, BODY, ETag='"v2"')

    def on_no_range(self) -> None:
        """Breaks off, then refuses ranges with 416."""
        if self.first:
            self.broken(honour=True)
        elif self.headers.get("Range"):
            self.answer(416)
        else:
            self.answer(200, BODY)

    def on_always_broken(self) -> None:
        self.begin(200, 10_000)
        self.wfile.write(b"x" * 100)
        self.hang_up()

    def on_busy(self) -> None:
        """Asks for seven seconds of patience, once."""
        if self.first:
            self.answer(503, Retry_After="7")
        else:
            self.answer(200, BODY)

    def on_busy_date(self) -> None:
        """Names a moment at which to come back."""
        if self.first:
            self.answer(429, Retry_After="Mon, 02 Feb 2026 00:00:40 GMT")
        else:
            self.answer(200, BODY)

    def on_busy_long(self) -> None:
        self.answer(503, Retry_After="86400")

    def on_busy_ever(self) -> None:
        """Asks for five minutes of patience, again and again."""
        self.answer(503, Retry_After="299")

    def on_busy_odd(self) -> None:
        """Names a moment that nobody will see."""
        self.answer(503, Retry_After="Fri, 31 Dec 9999 23:59:59 -2359")

    def on_unasked(self) -> None:
        """Says that nothing has changed to whoever never had anything."""
        self.answer(304)

    def on_slow_head(self) -> None:
        """A header that never ends, a little at a time."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        for _ in range(400):
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.02)
        self.hang_up()

    def on_failing(self) -> None:
        self.answer(500, b"oops")

    def on_login(self) -> None:
        self.answer(200, "<!DOCTYPE html><title>會員登入</title>".encode(), Content_Type="application/pdf")

    def on_error_text(self) -> None:
        self.answer(200, b'{"error": "quota"}')

    def on_empty(self) -> None:
        self.answer(200, b"")

    def on_cut(self) -> None:
        """A PDF that ends early although its length is honest."""
        self.answer(200, PDF[:500])

    def on_large(self) -> None:
        self.begin(200, 1 << 40)
        self.hang_up()

    def on_endless(self) -> None:
        """A body without a length that never ends."""
        self.send_response(200)
        self.send_header("Connection", "close")
        self.end_headers()
        for _ in range(10_000):
            self.wfile.write(b"x" * 65_536)
        self.hang_up()

    def on_squeezed(self) -> None:
        """A small body that unpacks to a large one, though nobody asked for packing."""
        import gzip

        self.answer(200, gzip.compress(b"x" * (8 << 20)), Content_Encoding="gzip")

    def on_moved(self) -> None:
        self.answer(302, Location="/good.txt")

    def on_circle(self) -> None:
        self.answer(302, Location="/circle")

    def on_away(self) -> None:
        self.answer(302, Location=self.server.elsewhere)

    def on_slow(self) -> None:
        """One byte at a time."""
        self.begin(200, len(BODY))
        for byte in BODY[:50]:
            self.wfile.write(bytes([byte]))
            self.wfile.flush()
        self.hang_up()

    def on_silent(self) -> None:
        """Takes the question and says nothing."""
        self.hang_up()


@contextmanager
def serving(certificate: Path | None = None) -> Iterator[Server]:
    """A running server; with a PEM file of key and certificate it speaks HTTPS."""
    server = Server()
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def address(server: Server, path: str, scheme: str = "http", host: str = "127.0.0.1") -> str:
    """The address of a path on the server."""
    return f"{scheme}://{host}:{server.server_address[1]}/{path}"
