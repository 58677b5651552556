"""What a run tells: events in the log, notifications to a hook."""

from __future__ import annotations

import datetime as dt
import io
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest

from pipeline.base.errors import PipelineError
from pipeline.base.eventlog import EventLog
from pipeline.cli import command_line
from pipeline.runs.notify import message, post, telling
from pipeline.runs.record import RunRecord


def logged(form: str, **values: Any) -> str:
    stream = io.StringIO()
    EventLog(form, stream, lambda: dt.datetime(2026, 2, 3, 4, 5, 6, tzinfo=dt.UTC)).event("released", **values)
    return stream.getvalue()


def test_an_event_is_one_line_whatever_it_tells() -> None:
    hostile = "a\nb\u202e\u2028\x1b[31m c"
    for form in ("text", "json"):
        line = logged(form, path=hostile, numbers={"tasks": 3}, names=["x", "y z"])
        assert line.endswith("\n") and len(line.splitlines()) == 1 and "\x1b" not in line and "\u202e" not in line
    assert json.loads(logged("json", path=hostile)) == {"time": "2026-02-03T04:05:06Z", "event": "released", "path": hostile}
    told = "2026-02-03T04:05:06Z released release=2026-02-03 rows=tasks:3\n"
    assert logged("text", release="2026-02-03", rows={"tasks": 3}) == told


class Hook(BaseHTTPRequestHandler):
    """Takes notifications; the server keeps them."""

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.taken.append(body)  # type: ignore[attr-defined]
        self.send_response(500 if self.path == "/fail" else 302 if self.path == "/away" else 200)
        self.send_header("Location", "http://127.0.0.1:1/")
        self.end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    monkeypatch.setenv("NO_PROXY", "*")
    server = HTTPServer(("127.0.0.1", 0), Hook)
    server.taken = []  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}", server.taken  # type: ignore[attr-defined]
    server.shutdown()
    server.server_close()


def test_a_run_is_told_to_the_hook(hook: tuple[str, list[dict[str, Any]]]) -> None:
    address, taken = hook
    with telling(f"{address}/secret") as tell:
        tell(RunRecord("raw", "released", "2026-02-03", rows={"standards": 1}, raw={"new": ["a.txt"]}))
    (body,) = taken
    assert (body["outcome"], body["release"], body["raw"]) == ("released", "2026-02-03", {"new": 1})
    assert body["text"] == "icap-pipeline: released, release 2026-02-03, 1 standards, 0 documents rejected"


@pytest.mark.parametrize("verb", ["run", "ingest"])
def test_a_failure_is_told_to_the_hook(verb: str, hook: tuple[str, list[dict[str, Any]]], tmp_path: Path) -> None:
    address, taken = hook
    (tmp_path / "raw").mkdir()
    places = ["--input", str(tmp_path / "raw"), "--output", str(tmp_path / "processed")]
    assert command_line.main([verb, *places, "--quiet", "--notify", address]) == 1
    assert [body["outcome"] for body in taken] == ["failed"] and "holds no documents" in taken[0]["text"]


def test_a_hook_that_fails_is_a_sentence_without_its_secret(hook: tuple[str, list[dict[str, Any]]]) -> None:
    address, _ = hook
    body = message("released", "text")
    assert post(f"{address}/ok", body) is None
    assert post(f"{address}/fail", body) == "The notification was not taken: 127.0.0.1 answered 500."
    assert post(f"{address}/away", body) == "The notification was not taken: 127.0.0.1 answered 302."
    told = post("http://127.0.0.1:1/token-secret", body) or ""
    assert "cannot be reached" in told and "secret" not in told
    assert "must begin with http" in (post("file:///etc/passwd", body) or "")


def test_telling_does_not_swallow_the_failure() -> None:
    with pytest.raises(PipelineError, match="sentence"), telling(None):
        raise PipelineError("a sentence")
