"""The page that explains dropped documents: who is answered, what comes back, and what a correction row says."""

from __future__ import annotations

import csv
import http.client
import io
import json
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from pipeline.runs.explained import Contained
from pipeline.runs.workers import Limits
from pipeline.standards.corrections import rows
from pipeline.views.dropped.server import DropServer, drop_server, safe_name
from pipeline.views.dropped.told import told, values
from tests.build import Made, as_docx
from tests.build.factory import many_tables


def taken(path: Path) -> bytes:
    """What was taken in, told back."""
    return json.dumps({"name": path.name, "size": path.stat().st_size, "folder": str(path.parent)}).encode()


@pytest.fixture(scope="module")
def running() -> Iterator[DropServer]:
    with drop_server(taken, 0) as server:
        server.longest = 1000
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def ask(server: DropServer, method: str, path: str, body: bytes | None = None, **headers: str | None) -> tuple[int, bytes, Any]:
    """Status, body and headers; `None` leaves out a header that the page would send."""
    port = server.server_address[1]
    told = {"Host": f"127.0.0.1:{port}", "Origin": f"http://127.0.0.1:{port}", "X-Token": server.token} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in told.items():
        if value is not None:
            connection.putheader(name, value)
    if body is not None and "Content-Length" not in told:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body)
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.headers


def test_a_document_is_taken_from_the_own_page_and_gone_afterwards(running: DropServer) -> None:
    status, body, headers = ask(running, "POST", "/read", b"x" * 1000, X_Name="%E7%94%B2.docx")
    answer = json.loads(body)
    assert (status, answer["name"], answer["size"]) == (200, "甲.docx", 1000)
    assert not Path(answer["folder"]).exists()
    assert headers["Content-Type"] == "application/json" and "default-src 'none'" in headers["Content-Security-Policy"]


@pytest.mark.parametrize(("headers", "expected"), [
    ({"Origin": "http://evil.example"}, 403), ({"Origin": None}, 403), ({"Origin": "null"}, 403), ({"X_Token": None}, 403),
    ({"X_Token": "x"}, 403), ({"X_Token": "é"}, 403), ({"Sec_Fetch_Site": "cross-site"}, 403),
    ({"Host": "evil.example", "Origin": "http://evil.example"}, 421),
    ({"Content_Length": "1001"}, 413), ({"Content_Length": "0"}, 413), ({"Content_Length": "9" * 5000}, 413),
    ({"Content_Length": "-1"}, 411), ({"Content_Length": "１"}, 411), ({"Content_Length": None}, 411),
    ({"Transfer_Encoding": "chunked"}, 411),
])
def test_nothing_is_taken_from_anybody_else(running: DropServer, headers: dict[str, str | None], expected: int) -> None:
    encoded = {name: value.encode().decode("latin-1") if value else value for name, value in headers.items()}
    status, body, _ = ask(running, "POST", "/read", b"x", **encoded)
    assert status == expected and "folder" not in json.loads(body)


@pytest.mark.parametrize(("method", "path", "expected"), [
    ("GET", "/", 200), ("GET", "/drop.js", 200), ("HEAD", "/drop.css", 200), ("GET", "/read", 404), ("POST", "/", 404),
    ("GET", "/README.md", 404), ("GET", "/../pyproject.toml", 404), ("OPTIONS", "/read", 405), ("PUT", "/read", 405),
])
def test_only_the_page_is_there(running: DropServer, method: str, path: str, expected: int) -> None:
    assert ask(running, method, path, b"x" if method == "POST" else None)[0] == expected
    assert running.token.encode() in ask(running, "GET", "/")[1]


def test_one_too_many_is_told_to_wait(running: DropServer) -> None:
    held = 0
    while running.places.acquire(blocking=False):
        held += 1
    assert ask(running, "POST", "/read", b"x")[0] == 503
    for _ in range(held):
        running.places.release()
    assert ask(running, "POST", "/read", b"x")[0] == 200


@pytest.mark.parametrize(("asked", "name"), [
    ("%E7%94%B2.pdf", "甲.pdf"), ("", "document"), ("..%2F..%2Fetc%2Fpasswd", "passwd"), ("C%3A%5Ca.docx", "a.docx"),
    ("..", "document"), (".hidden", "hidden"), ("a%00%0Ab.txt", "ab.txt"), ("%ff.odt", "odt"),
    ("x" * 300 + ".pdf", "x" * 76 + ".pdf"),
])
def test_a_name_can_lead_nowhere(asked: str, name: str) -> None:
    assert safe_name(asked) == name


def test_a_document_is_told_with_its_issues_and_values(tmp_path: Path) -> None:
    path = tmp_path / "甲.docx"
    path.write_bytes(as_docx(Made(Made().tasks + "\n無主之句 | < | < | < | < | < | <")))
    (one,) = json.loads(told(path))["standards"]
    assert "text_unplaced" in [issue["code"] for issue in one["issues"]]
    assert "無主之句" in one["html"]
    assert ["tasks", "T1.1"] in [value[:2] for value in one["values"]]
    (tmp_path / "空.pdf").write_bytes(b"")
    assert json.loads(told(tmp_path / "空.pdf"))["refused"].startswith("空.pdf ")


def test_a_value_with_another_one_is_a_row_of_corrections(tmp_path: Path) -> None:
    listed = list(values(many_tables("ABC1234-001v1")))
    file = tmp_path / "corrections.csv"
    text = io.StringIO(newline="")
    table = csv.writer(text)
    table.writerow(rows.COLUMNS)
    texts = [one for one in listed if one[2] in ("name", "text")]
    for place in texts:
        table.writerow(["ABC1234-001v1", *place[:3], "set", place[3], "另一個值", "誤植", "active", "2026-01-31"])
    file.write_text(text.getvalue(), encoding="utf-8")
    assert len(rows.load(file)) == len(texts) > 10


def test_a_document_that_misbehaves_is_a_sentence_and_the_next_one_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with closing(Contained(limits=Limits(seconds=1.0), task="tests.runs.reading_tasks:obey")) as explain:
        for content, reason in ((b"kill", "made its reader end"), (b"hang", "took longer than 1 s"), (b"defect", "a defect")):
            path.write_bytes(content)
            assert reason in json.loads(explain(path))["refused"]
        path.write_bytes(b"sound")
        assert b"refused" not in explain(path)
