"""The server of the page: this machine only, as for a site, and besides one address that takes a document.

A document is taken from the page itself alone, which holds a token that no other page can read. It may be so large
and take so long to come in, few are taken at once, and what is left of it is gone when it is answered.
"""

from __future__ import annotations

import json
import secrets
import socket
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hmac import compare_digest
from http import HTTPStatus
from importlib import resources
from io import BytesIO
from pathlib import Path
from threading import BoundedSemaphore, Timer
from typing import BinaryIO
from urllib.parse import unquote

from pipeline.base.errors import PipelineError
from pipeline.views.site.serve import CONNECTIONS, HOST, NOT_MEANT, PORT, SECONDS, Handler, Server

Explain = Callable[[Path], bytes]
"""Reads the document at a path where it can do no harm, and tells of it as `told.told` does."""
BYTES = 64 << 20
"""Of one document."""
PATIENCE = 60.0
"""Seconds for a whole document to come in."""
AT_ONCE = 4
"""Documents that are taken in at the same time."""
_SAME = "same-origin"
_PIECE = 1 << 16
_LONGEST = 80
_TYPES = {"drop.html": "text/html", "drop.css": "text/css", "drop.js": "text/javascript"}
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
    "frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


class DropServer(Server):
    """The server with its token and what reads documents."""

    def __init__(self, port: int, explain: Explain, connections: int = CONNECTIONS, seconds: float = SECONDS) -> None:
        self.explain = explain
        self.token = secrets.token_urlsafe(32)
        self.places = BoundedSemaphore(AT_ONCE)
        self.longest, self.patience = BYTES, PATIENCE
        assets = resources.files("pipeline.views.dropped") / "assets"
        self.files = {name: (assets / name).read_bytes().replace(b"{{token}}", self.token.encode()) for name in _TYPES}
        # No folder is served: the handler knows its few files.
        super().__init__(port, Path(), connections, seconds, _Handler)


class _Handler(Handler):
    server: DropServer

    def send_head(self) -> BytesIO | BinaryIO | None:
        """The page and what belongs to it; nothing else exists."""
        name = self.path.partition("?")[0].removeprefix("/") or "drop.html"
        if not self.is_meant():
            self.send_error(HTTPStatus.MISDIRECTED_REQUEST, NOT_MEANT)
            return None
        if name not in _TYPES:
            self.send_error(HTTPStatus.NOT_FOUND)
            return None
        body = self.server.files[name]
        self._head(HTTPStatus.OK, f"{_TYPES[name]}; charset=utf-8", len(body))
        return BytesIO(body)

    def do_POST(self) -> None:  # noqa: N802 - name of the library
        """A document to be explained."""
        self.close_connection = True
        refusal = self._refusal()
        if refusal is not None:
            self._answer(*refusal)
        elif not self.server.places.acquire(blocking=False):
            self._answer(HTTPStatus.SERVICE_UNAVAILABLE, "Too many documents at once; wait for those before.")
        else:
            try:
                self._take()
            finally:
                self.server.places.release()

    def _refusal(self) -> tuple[HTTPStatus, str] | None:
        """Why nothing is taken from whoever asks; None where the page of this server itself asks."""
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin", "")
        token = self.headers.get("X-Token", "")
        if not self.is_meant():
            return HTTPStatus.MISDIRECTED_REQUEST, NOT_MEANT
        if self.path != "/read":
            return HTTPStatus.NOT_FOUND, "There is no such address."
        own = origin.lower() == f"http://{host.strip().lower()}" and self.headers.get("Sec-Fetch-Site", _SAME) == _SAME
        if not own or not compare_digest(token.encode("utf-8", "replace"), self.server.token.encode()):
            return HTTPStatus.FORBIDDEN, "Documents are taken from the page of this server only; load it again."
        length = self.headers.get("Content-Length", "")
        if not (length.isascii() and length.isdigit()) or "Transfer-Encoding" in self.headers:
            return HTTPStatus.LENGTH_REQUIRED, "The length has to be told."
        if not 0 < int(length[:12]) <= self.server.longest or len(length) > 12:
            most = f"{self.server.longest >> 20} MB"
            return HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"A document may have up to {most}, and must not be empty."
        return None

    def _take(self) -> None:
        with tempfile.TemporaryDirectory(prefix="icap-drop-") as folder:
            path = Path(folder) / safe_name(self.headers.get("X-Name", ""))
            if not self._received(path, int(self.headers["Content-Length"])):
                return
            try:
                told = self.server.explain(path)
            except PipelineError as error:
                told = json.dumps({"refused": str(error)}).encode()
        self._send(HTTPStatus.OK, told)

    def _received(self, path: Path, length: int) -> bool:
        """Write the document; False where whoever sends it gives up or takes too long."""
        timer = Timer(self.server.patience, self._hang_up)
        timer.daemon = True
        timer.start()
        try:
            with path.open("wb") as file:
                while length and (piece := self.rfile.read(min(_PIECE, length))):
                    file.write(piece)
                    length -= len(piece)
        finally:
            timer.cancel()
        return not length

    def _hang_up(self) -> None:
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def _answer(self, status: HTTPStatus, sentence: str) -> None:
        self._send(status, json.dumps({"refused": sentence}).encode())

    def _send(self, status: HTTPStatus, body: bytes) -> None:
        self._head(status, "application/json", len(body))
        self.wfile.write(body)

    def _head(self, status: HTTPStatus, kind: str, length: int) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(length))
        self.end_headers()

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", _POLICY)
        self.send_header("Cross-Origin-Resource-Policy", "same-origin")
        self.send_header("Referrer-Policy", "no-referrer")
        super().end_headers()


def safe_name(told: str) -> str:
    """The name of a file that a page tells, percent-encoded, without what a name on this machine must not have."""
    name = unquote(told, errors="replace").replace("\\", "/").rpartition("/")[2]
    kept = "".join(one for one in name if one.isprintable() and one != "\ufffd").lstrip(".").strip()
    return kept[-_LONGEST:].lstrip(".") or "document"


def drop_server(explain: Explain, port: int = PORT) -> DropServer:
    """A server that is bound and not yet running; port 0 takes any free one. Raises `PipelineError` if the port is taken."""
    try:
        return DropServer(port, explain)
    except OSError as error:
        raise PipelineError(f"port {port} cannot be used ({error.strerror}); name another one with --port.") from error


def serve_drop(explain: Explain, port: int = PORT) -> None:
    """Serve the page until interrupted (Ctrl-C), and say where."""
    with drop_server(explain, port) as running:
        print(f"http://{HOST}:{running.server_address[1]}/  drop a document there (Ctrl-C ends)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print("\nStopped; nothing of the documents was kept.")
