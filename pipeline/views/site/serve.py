"""Show a site on this machine, to this machine only."""

from __future__ import annotations

from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from pipeline.base.errors import PipelineError

HOST, PORT = "127.0.0.1", 8000


class _Handler(SimpleHTTPRequestHandler):
    """Files only, with the types that pages rely on, and without a line on the terminal for each of them."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".js": "text/javascript; charset=utf-8", ".html": "text/html; charset=utf-8", ".json": "application/json; charset=utf-8",
        ".csv": "text/csv; charset=utf-8", ".parquet": "application/vnd.apache.parquet", ".sqlite": "application/vnd.sqlite3",
    }

    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-cache")
        self.send_header("X-Content-Type-Options", "nosniff")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a person looks at the browser, not here."""


def server(folder: Path, port: int = PORT) -> ThreadingHTTPServer:
    """A server that is bound and not yet running; port 0 takes any free one.

    Raises `PipelineError` if there is no site, or if the port is taken.
    """
    if not (folder / "index.html").is_file():
        raise PipelineError(f"{folder} holds no site; make one with `site`.")
    try:
        return ThreadingHTTPServer((HOST, port), partial(_Handler, directory=str(folder)))
    except OSError as error:
        raise PipelineError(f"port {port} cannot be used ({error.strerror}); name another one with --port.") from error


def serve(folder: Path, port: int = PORT) -> None:
    """Serve until interrupted (Ctrl-C), and say where."""
    with server(folder, port) as running:
        print(f"http://{HOST}:{running.server_address[1]}/  (Ctrl-C ends)", flush=True)
        try:
            running.serve_forever()
        except KeyboardInterrupt:
            print()
