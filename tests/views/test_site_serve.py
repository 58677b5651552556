"""The local server: files of the site to this machine, a proper answer to whatever else is asked."""

from __future__ import annotations

import datetime as dt
import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import duckdb
import pytest
from fsspec.implementations.http import HTTPFileSystem

from pipeline.base.errors import PipelineError
from pipeline.views.site import build
from pipeline.views.site.serve import HOST, Server, serve, server
from pipeline.views.site.shell import NOT_FOUND, Shell, not_found_page
from tests.views.site_release import CODES, three_standards, write_release

Ask = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with what must not be shown in it and beside it."""
    around = tmp_path_factory.mktemp("served")
    site = around / "site"
    (site / "standard").mkdir(parents=True)
    (site / "empty").mkdir()
    for name in ("index.html", "standard/index.html", "standard/職能.html", "data.csv", ".icap-site"):
        (site / name).write_text(f"here is {name}", encoding="utf-8")
    (around / "secret.txt").write_text("secret", encoding="utf-8")
    (site / "out.txt").symlink_to(around / "secret.txt")
    (site / "around").symlink_to(around)
    (site / "ring").symlink_to("ring")
    (site / "inside.csv").symlink_to("data.csv")
    os.mkfifo(site / "pipe")
    return site


@pytest.fixture(scope="module")
def ask(site: Path) -> Iterator[Ask]:
    with server(site, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        port = running.server_address[1]

        def ask(request: bytes) -> bytes:
            with socket.create_connection((HOST, port), timeout=5) as connection:
                connection.sendall(request)
                with connection.makefile("rb") as answer:
                    return answer.read()

        yield ask
        running.shutdown()


def get(path: str, host: str = "127.0.0.1", method: str = "GET") -> bytes:
    return f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n\r\n".encode("latin-1")


def status(answer: bytes) -> int:
    return int(answer.split(maxsplit=2)[1])


@pytest.mark.parametrize("address", [None, "https://example.org/standards/"])
def test_an_unknown_address_gets_the_page_of_the_site_that_says_so(ask: Ask, site: Path, address: str | None) -> None:
    missing = site / NOT_FOUND
    missing.write_text(Shell("release", address).render(not_found_page(address)), encoding="utf-8")
    head, _, page = ask(get("/id/nowhere/index.html")).partition(b"\r\n\r\n")
    missing.unlink()
    assert status(head) == 404
    assert f"Content-Length: {len(page)}".encode() in head
    assert "找不到這一頁" in page.decode()
    for part in (b'href="/assets/site.css"', b'src="/assets/site.js"', b'href="/index.html"', b'href="#main"'):
        assert part in page
    assert b"example.org" not in page


@pytest.mark.parametrize(("path", "text"), [
    ("/", "index.html"), ("/index.html?a=b#c", "index.html"), ("/standard/", "standard/index.html"),
    ("//index.html", "index.html"),
    ("/standard/%E8%81%B7%E8%83%BD.html", "standard/職能.html"), ("/inside.csv", "data.csv"), ("/x/../index.html", "index.html"),
])
def test_files_of_the_site_are_sent(ask: Ask, path: str, text: str) -> None:
    answer = ask(get(path))
    assert answer.endswith(f"here is {text}".encode())
    assert status(answer) == 200
    assert b"\r\nX-Content-Type-Options: nosniff\r\n" in answer
    head = ask(get(path, method="HEAD"))
    assert status(head) == 200 and head.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("path", [
    "/nothing", "/empty/", "/empty", "/out.txt", "/around/secret.txt", "/ring", "/pipe", "/.icap-site", "/../secret.txt",
    "/%2e%2e/secret.txt", "/..%2fsecret.txt", "/%00", "/index.html%00.csv", "/%ff%fe", "/%zz", "/%", "/\\..\\secret.txt",
    "/" + "a" * 5000, "http://elsewhere.example/index.html", "/index.html/", "/data.csv/x", "*",
])
def test_anything_else_does_not_exist(ask: Ask, path: str) -> None:
    answer = ask(get(path))
    assert status(answer) == 404
    assert b"secret" not in answer.partition(b"\r\n\r\n")[2]


@pytest.mark.parametrize(("host", "expected"), [
    ("127.0.0.1:8000", 200), ("localhost", 200), ("LOCALHOST:1", 200), ("[::1]:8000", 200), ("evil.example", 421),
    ("evil.example:8000", 421), ("127.0.0.1.evil.example", 421), ("localhost@evil.example", 421), ("", 421), ("localhost:x", 421),
    ("127.0.0.1\r\nHost: evil.example", 421),
])
def test_only_names_of_this_machine_are_answered(ask: Ask, host: str, expected: int) -> None:
    assert status(ask(get("/", host))) == expected


@pytest.mark.parametrize(("request_", "expected"), [
    (get("/", method="POST"), 405), (get("/", method="DELETE"), 405), (get("/", method="OPTIONS"), 405),
    (get("/", method="BREW"), 501), (b"GET /" + b"a" * 65_532, 414), (b"GET / HTTP/1.1\r\n\r\n", 421),
    (b"GET / HTTP/1.0\r\n\r\n", 200), (b"GET /\r\n\r\n", 200), (b"GET / HTTP/9.9\r\n", 505), (b"GET\r\n", 400),
    (b"\x16\x03\x01\x02 a b c\r\n", 400), (b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 101, 431),
])
def test_odd_requests_get_an_answer(ask: Ask, request_: bytes, expected: int) -> None:
    assert status(ask(request_)) == expected


def test_who_hangs_up_or_waits_does_not_stop_it(site: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with server(site, 0, connections=2, seconds=0.2) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        address = (HOST, running.server_address[1])
        idle = [socket.create_connection(address, timeout=5) for _ in range(2)]
        idle[0].sendall(b"GET / HT")
        with socket.create_connection(address, timeout=5) as third:
            assert third.recv(1) == b"", "one too many is sent away at once"
        assert [one.recv(1) for one in idle] == [b"", b""], "who says nothing is sent away in time"
        with socket.create_connection(address, timeout=5) as connection:
            connection.sendall(get("/"))
            assert status(connection.makefile("rb").read()) == 200
        running.shutdown()
    assert capfd.readouterr().err == ""


def test_ctrl_c_ends_with_a_sentence(site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Server, "serve_forever", interrupted)
    serve(site, 0)
    assert "Stopped; the site is served no more." in capsys.readouterr().out


def test_no_site_and_no_port_are_sentences(site: Path, tmp_path: Path) -> None:
    with server(site, 0) as running, pytest.raises(PipelineError, match="--port"):
        server(site, int(running.server_address[1]))
    assert running.server_address[0] == "127.0.0.1"
    with pytest.raises(PipelineError, match="holds no site"):
        server(tmp_path)


@pytest.mark.parametrize(("asked", "code", "body", "said"), [
    ("bytes=0-3", 206, b"here", b"bytes 0-3/16"), ("bytes=8-", 206, b"data.csv", b"bytes 8-15/16"),
    ("bytes=-3", 206, b"csv", b"bytes 13-15/16"), ("bytes=-99", 206, b"here is data.csv", b"bytes 0-15/16"),
    ("bytes=12-99", 206, b".csv", b"bytes 12-15/16"), ("bytes=16-", 416, b"", b"bytes */16"),
    ("bytes=-0", 416, b"", b"bytes */16"),
    *((odd, 200, b"here is data.csv", b"") for odd in ("bytes=0-1,3-4", "bytes=-", "lines=1-2", "bytes=5-2", "bytes=x-")),
])
def test_a_part_of_a_file_can_be_asked_for(asked: str, code: int, body: bytes, said: bytes, ask: Ask) -> None:
    answer = ask(get("/data.csv").replace(b"\r\n\r\n", f"\r\nRange: {asked}\r\n\r\n".encode()))
    head, _, content = answer.partition(b"\r\n\r\n")
    assert (status(answer), content) == (code, body)
    assert (b"Content-Range: " + said in head) == bool(said)


class _Http(HTTPFileSystem):  # type: ignore[misc]
    """DuckDB asks when a file was changed, which this file system never says."""

    def modified(self, _path: str) -> dt.datetime:
        return dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def test_duckdb_asks_a_served_release_over_http(tmp_path: Path) -> None:
    site = build(write_release(three_standards(), tmp_path / "release"), tmp_path / "site").folder
    with server(site, 0) as running, closing(duckdb.connect()) as database:
        thread = threading.Thread(target=running.serve_forever, daemon=True)
        thread.start()
        # DuckDB's own extension (httpfs) is downloaded when it is first used; here Python's file system reads in its place.
        database.register_filesystem(_Http())
        address = f"http://127.0.0.1:{running.server_address[1]}/download/tasks.parquet"
        found = database.execute(f"SELECT standard_id, count(*) FROM '{address}' GROUP BY ALL ORDER BY ALL").fetchall()
        running.shutdown()
        thread.join()
    assert found == [(code, 2) for code in CODES]
