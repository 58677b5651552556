"""Show a site on this machine, to this machine only.

Whoever can open a page here can make a browser ask this server: names that a stranger lets point to this machine
are refused (DNS rebinding), and nothing but the site's own files is ever sent.
"""

from __future__ import annotations

import re
import socket
import sys
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import Any, BinaryIO

from pipeline.base.errors import PipelineError
from pipeline.views.site.ranges import Part, wanted
from pipeline.views.site.shell import NOT_FOUND

HOST, PORT = "127.0.0.1", 8000
NAMES = frozenset((HOST, "localhost", "[::1]"))
"""What this machine is called by itself."""
CONNECTIONS = 64
"""At the same time; a browser opens six to one host."""
SECONDS = 10.0
"""For a whole request to come in, and for each piece of an answer to be taken."""
NOT_MEANT = "This server answers to the names of this machine only"
_INDEX = "index.html"
_STYLE = re.compile(r'href="([^"]*)assets/site\.css"')
"""Tells how a page begins the addresses of the site: with nothing, or with where the site is published."""
_OWN = r'(\b(?:href|src)="){}(?![a-z]+:|[/#])'
_HOST = re.compile(r"([^:/@\[\]]+|\[[0-9a-f:]+\])(?::[0-9]{1,5})?")


class Handler(SimpleHTTPRequestHandler):
    """Files of the site only, with the types that pages rely on, and without a line on the terminal for each of them."""

    server: Server
    default_request_version = "HTTP/1.0"
    server_version, sys_version = "icap-pipeline", ""
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8", ".json": "application/json; charset=utf-8",
        ".csv": "text/csv; charset=utf-8", ".parquet": "application/vnd.apache.parquet", ".sqlite": "application/vnd.sqlite3",
    }

    def setup(self) -> None:
        super().setup()
        self.connection.settimeout(self.server.seconds)
        self._patience = Timer(self.server.seconds, self._give_up)
        self._patience.daemon = True
        self._patience.start()

    def _give_up(self) -> None:
        """Who sends a byte now and then would keep the connection; the time of the socket begins anew with each."""
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def parse_request(self) -> bool:
        parsed = super().parse_request()
        self._patience.cancel()
        return parsed

    def finish(self) -> None:
        self._patience.cancel()
        super().finish()

    def send_head(self) -> BytesIO | BinaryIO | Part | None:  # type: ignore[override]
        """The head of the answer to GET and HEAD; what is not a file of the site does not exist."""
        if not self.is_meant():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, NOT_MEANT)
            return None
        if not self._is_inside():
            return self._missing()
        path = Path(self.translate_path(self.path))
        span = wanted(self.headers.get("Range"), path.stat().st_size) if self.command == "GET" and path.is_file() else None
        return super().send_head() if span is None else self._part(path, span)

    def _missing(self) -> BytesIO | None:
        """The site's own page for what is not there; its addresses begin at the top, for it is shown at any depth."""
        file = Path(self.directory) / NOT_FOUND
        if file.is_symlink() or not file.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        page = file.read_text(encoding="utf-8")
        style = _STYLE.search(page)
        content = re.sub(_OWN.format(re.escape(style[1]) if style else ""), r"\1/", page).encode()
        self.send_response(HTTPStatus.NOT_FOUND)
        self.send_header("Content-Type", self.extensions_map[".html"])
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        return BytesIO(content)

    def _part(self, path: Path, span: range) -> Part | None:
        size = path.stat().st_size
        self.send_response(HTTPStatus.PARTIAL_CONTENT if span else HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {span.start}-{span.stop - 1}/{size}" if span else f"bytes */{size}")
        self.send_header("Content-Length", str(len(span)))
        self.end_headers()
        return Part(path.open("rb"), span) if span else None

    def is_meant(self) -> bool:
        """Whether the one host that is asked for is this machine; the port may be that of a tunnel."""
        asked = self.headers.get_all("Host", [])
        if len(asked) != 1:
            return not asked and self.request_version != "HTTP/1.1"
        match = _HOST.fullmatch(asked[0].strip().lower())
        return match is not None and match[1] in NAMES

    def _is_inside(self) -> bool:
        """Whether a file of the site is asked for: a folder only by its page, nothing hidden, no link that leads out."""
        try:
            path, root = Path(self.translate_path(self.path)), Path(self.directory).resolve()
            target = (path / _INDEX if path.is_dir() else path).resolve(strict=True)
        except (OSError, ValueError, RuntimeError):
            # Not there, a name that no file can have (NUL, half characters, too long), links in a ring.
            return False
        inside = target.is_relative_to(root) and path.is_relative_to(self.directory)
        return inside and target.is_file() and not any(part.startswith(".") for part in target.relative_to(root).parts)

    def _refuse(self) -> None:
        self.send_response(HTTPStatus.METHOD_NOT_ALLOWED)
        self.send_header("Allow", "GET, HEAD")
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PUT = do_DELETE = do_PATCH = do_OPTIONS = do_TRACE = do_CONNECT = _refuse  # noqa: N815 - names of the library

    def end_headers(self) -> None:
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a person looks at the browser, not here."""


class Server(ThreadingHTTPServer):
    """A thread for each connection, and no more than `connections` of them; who comes too many is sent away."""

    def __init__(
        self, port: int, folder: Path, connections: int, seconds: float, handler: type[Handler] = Handler
    ) -> None:
        self.seconds = seconds
        self._free = BoundedSemaphore(connections)
        super().__init__((HOST, port), partial(handler, directory=str(folder)))

    def process_request(self, request: Any, client_address: Any) -> None:
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        super().process_request(request, client_address)

    def process_request_thread(self, request: Any, client_address: Any) -> None:
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say what is our own fault in a line; that somebody hangs up or does not go on is none."""
        error = sys.exception()
        if not isinstance(error, OSError):
            print(f"A request could not be answered: {error!r}.", file=sys.stderr)


def server(folder: Path, port: int = PORT, connections: int = CONNECTIONS, seconds: float = SECONDS) -> Server:
    """A server that is bound and not yet running; port 0 takes any free one.

    Raises `PipelineError` if there is no site, or if the port is taken.
    """
    if not (folder / _INDEX).is_file():
        raise PipelineError(f"{folder} holds no site; make one with `site`.")
    try:
        return Server(port, folder.resolve(), connections, seconds)
    except OSError as error:
        raise PipelineError(f"port {port} cannot be used ({error.strerror}); name another one with --port.") from error


def serve(folder: Path, port: int = PORT) -> None:
    """Serve until interrupted (Ctrl-C), and say where."""
    with server(folder, port) as running:
        print(f"http://{HOST}:{running.server_address[1]}/  (Ctrl-C ends)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print("\nStopped; the site is served no more.")
