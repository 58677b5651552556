"""Fetching from servers that misbehave: polite, bounded, never half, never unverified."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.archive.fetch import Host, Politeness, Source, fetch_all, read_hosts, read_sources
from pipeline.archive.fetch.content import file_name
from pipeline.archive.fetch.download import Download
from pipeline.archive.fetch.politeness import agent
from pipeline.archive.fetch.tls import session_for
from pipeline.archive.manifest import read_manifest
from pipeline.base.errors import PipelineError
from tests.archive.conftest import BOUNDS, Fetch, Time
from tests.archive.misbehaving_server import BODY, Server, address, serving


def test_a_document_comes_with_its_address_and_dates(fetch: Fetch, tmp_path: Path, server: Server) -> None:
    assert fetch("good.txt", published_on="2025-06-15", licence="某授權").new == ["good.txt"]
    (entry,) = read_manifest(tmp_path)
    assert (entry.source, entry.retrieved_on, entry.published_on) == (address(server, "good.txt"), "2026-02-03", "2025-06-15")
    assert entry.licence == "某授權" and (tmp_path / "good.txt").read_bytes() == BODY


def test_the_request_says_who_asks(fetch: Fetch, server: Server) -> None:
    fetch("good.txt")
    told = server.headers["/good.txt"]["User-Agent"]
    assert told.startswith("icap-competency-pipeline/") and told.endswith("(+someone@example.org)")
    assert server.headers["/good.txt"]["Accept-Encoding"] == "identity"


def test_an_unchanged_document_is_not_sent_again(fetch: Fetch, tmp_path: Path, server: Server) -> None:
    fetch("good.txt")
    assert fetch("good.txt").unchanged == [address(server, "good.txt")]
    assert server.headers["/good.txt"]["If-None-Match"] == '"v1"'
    assert server.headers["/good.txt"]["If-Modified-Since"] == "Mon, 02 Feb 2026 00:00:00 GMT"
    assert len(read_manifest(tmp_path)) == 1


def test_a_changed_document_stands_beside_the_old_one(fetch: Fetch, tmp_path: Path, server: Server) -> None:
    fetch("good.txt")
    server.etag, server.body = '"v2"', BODY + "新".encode()
    assert fetch("good.txt").new == ["good (2).txt"]
    assert (tmp_path / "good.txt").read_bytes() == BODY


def test_a_document_that_is_gone_from_the_archive_is_fetched_in_full(fetch: Fetch, tmp_path: Path, server: Server) -> None:
    fetch("good.txt")
    (tmp_path / "good.txt").unlink()
    fetch("good.txt")
    assert "If-None-Match" not in server.headers["/good.txt"] and (tmp_path / "good.txt").read_bytes() == BODY


def test_robots_are_obeyed(fetch: Fetch, server: Server, time: Time) -> None:
    server.robots = (200, b"User-agent: *\nDisallow: /good\nCrawl-delay: 9\n")
    (sentence,) = fetch("good.txt").failed
    assert "robots.txt does not allow it" in sentence and server.asked["/good.txt"] == 0
    assert fetch("named").new and 9.0 in time.slept


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_host_whose_robots_cannot_be_read_is_left_alone(status: int, fetch: Fetch, server: Server) -> None:
    server.robots = (status, b"")
    (sentence,) = fetch("good.txt").failed
    assert "robots.txt cannot be read now" in sentence and server.asked["/good.txt"] == 0


def test_requests_to_one_host_keep_their_distance(fetch: Fetch, time: Time) -> None:
    fetch("good.txt")
    assert time.slept == [2.0], "robots.txt first, the document two seconds later"


@pytest.mark.parametrize(
    "path", ["break.txt", "break-restart.txt", "break-weak.txt", "wrong-part.txt", "other-part.txt", "no-range.txt"]
)
def test_a_broken_download_is_resumed_or_begun_anew(path: str, fetch: Fetch, tmp_path: Path) -> None:
    assert fetch(path).failed == []
    (entry,) = read_manifest(tmp_path)
    assert (tmp_path / entry.path).read_bytes() == BODY


def test_a_resumed_download_asks_for_the_rest_of_the_same_document(fetch: Fetch, server: Server) -> None:
    fetch("break.txt")
    assert server.headers["/break.txt"]["Range"] == "bytes=1000-" and server.headers["/break.txt"]["If-Range"] == '"v1"'


def test_halves_of_two_documents_are_never_joined(server: Server, time: Time) -> None:
    with session_for({}, agent()) as session:
        politeness = Politeness(session, {}, time.sleep, time.clock)
        body = Download(address(server, "break-changed.txt"), politeness, {}, BOUNDS).get()
    assert server.headers["/break-changed.txt"]["If-Range"] == '"v1"'
    assert body is not None and body.data == BODY[::-1] and body.etag == '"v2"'


def test_patience_as_long_as_the_server_asks(fetch: Fetch, time: Time) -> None:
    assert fetch("busy.txt").failed == [] and 7.0 in time.slept


def test_a_date_to_come_back_counts_from_now(server: Server, time: Time) -> None:
    with session_for({}, agent()) as session:
        politeness = Politeness(session, {"127.0.0.1": Host("127.0.0.1", delay=0.0)}, time.sleep, time.clock)
        now = dt.datetime(2026, 2, 2, tzinfo=dt.UTC)
        body = Download(address(server, "busy-date.txt"), politeness, {}, BOUNDS, lambda: now).get()
    assert body is not None and body.data == BODY and 40.0 in time.slept


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("busy-long.txt", "asks to come back in 86400 s"),
        ("always-broken.txt", "broke off"),
        ("failing.txt", "fails (status 500), 4 times"),
        ("missing.txt", "no longer there (status 404)"),
        ("login", "web page"),
        ("error-text", "does not mention 職能"),
        ("empty.txt", "is empty"),
        ("cut.pdf", "cut off"),
        ("large.txt", "is larger than 4 MB"),
        ("endless.txt", "is larger than 4 MB"),
        ("squeezed.txt", "is larger than 4 MB"),
        ("circle", "from redirect to redirect"),
        ("silent.txt", "cannot be reached"),
        ("busy-odd.txt", "that is for the next time"),
        ("unasked.txt", "has not changed, although nobody asked"),
        ("busy-ever.txt", "takes longer than 60 s"),
    ],
)
def test_whatever_is_no_document_fails_with_a_sentence(path: str, told: str, fetch: Fetch, tmp_path: Path) -> None:
    done = fetch(path)
    (sentence,) = done.failed
    assert told in sentence and sentence.endswith(".") and "\n" not in sentence
    assert read_manifest(tmp_path) == [] and done.new == []


def test_a_slow_server_does_not_hold_the_run(server: Server, tmp_path: Path) -> None:
    ticks = iter(range(0, 100_000, 20))
    with session_for({}, agent()) as session:
        politeness = Politeness(session, {}, lambda _: None, lambda: float(next(ticks)))
        done = fetch_all(tmp_path, [Source(address(server, "slow.txt"))], politeness, "2026-02-03", replace(BOUNDS, seconds=30.0))
    assert "takes longer than 30 s" in done.failed[0]


def test_a_redirect_is_followed_and_judged_by_the_rules_of_its_target(fetch: Fetch, server: Server) -> None:
    assert fetch("moved").failed == []
    server.robots = (200, b"User-agent: *\nDisallow: /good\n")
    server.asked.clear()
    assert "robots.txt does not allow it" in fetch("moved").failed[0] and server.asked["/good.txt"] == 0


@pytest.mark.parametrize("target", ["file:///etc/passwd", "ftp://127.0.0.1/x", "http://user:secret@127.0.0.1/x"])
def test_a_redirect_to_something_else_is_refused(target: str, fetch: Fetch, server: Server) -> None:
    server.elsewhere = target
    assert "from redirect to redirect" in fetch("away").failed[0]


def test_one_failure_stops_no_other(server: Server, tmp_path: Path, time: Time) -> None:
    sources = [Source(address(server, path)) for path in ("failing.txt", "good.txt", "missing.txt")]
    with session_for({}, agent()) as session:
        done = fetch_all(tmp_path, sources, Politeness(session, {}, time.sleep, time.clock), "2026-02-03", BOUNDS)
    assert done.new == ["good.txt"] and len(done.failed) == 2


def test_a_host_that_is_not_there(tmp_path: Path, time: Time) -> None:
    with serving() as gone:
        nowhere = address(gone, "good.txt")
    with session_for({}, agent()) as session:
        done = fetch_all(tmp_path, [Source(nowhere)], Politeness(session, {}, time.sleep, time.clock), "2026-02-03", BOUNDS)
    assert "robots.txt cannot be read now" in done.failed[0]


def test_the_name_comes_from_the_server_and_is_made_safe(fetch: Fetch, tmp_path: Path) -> None:
    fetch("named")
    assert [entry.path for entry in read_manifest(tmp_path)] == ["物.txt"]
    assert file_name("https://x/File/datum/110022001v2.pdf", "", b"%PDF-1.4") == "110022001v2.pdf"
    disposition = 'attachment; filename="職能.pdf"'.encode().decode("latin-1")
    assert file_name("https://x/get?id=1", disposition, b"%PDF-1.4") == "職能.pdf"
    assert file_name("https://x/", "", b"%PDF-1.4") == "document.pdf"


def test_a_damaged_record_is_told_of(fetch: Fetch, tmp_path: Path) -> None:
    (tmp_path / "fetch.json").write_text('{"a": 1}', encoding="utf-8")
    with pytest.raises(PipelineError, match="delete it, then every address is fetched in full"):
        fetch("good.txt")


def test_the_record_remembers_validators(fetch: Fetch, tmp_path: Path, server: Server) -> None:
    fetch("good.txt")
    record = json.loads((tmp_path / "fetch.json").read_text(encoding="utf-8"))
    assert record[address(server, "good.txt")]["etag"] == '"v1"'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("sources.csv", "url\nhttp://x/", "line 1 is not a header"),
        ("sources.csv", "address\nfile:///etc/passwd\n", "line 2 has no plain address"),
        ("sources.csv", "address\nhttp://user@host/\n", "line 2 has no plain address"),
        ("sources.csv", "address,published_on\nhttp://x/,yesterday\n", "line 2 has a date"),
        ("sources.csv", "address\nhttp://x/,a,b\n", "more fields"),
        ("hosts.csv", "host,delay\nx,soon\n", "no number of seconds"),
        ("hosts.csv", "host,tls\nx,off\n", "strict or lenient"),
        ("hosts.csv", "host,ca_file\nx,none.pem\n", "does not exist beside it"),
    ],
)
def test_settings_that_cannot_be_understood(name: str, content: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(PipelineError, match=told):
        read_sources(tmp_path) if name == "sources.csv" else read_hosts(tmp_path)


def test_settings_as_a_person_writes_them(tmp_path: Path) -> None:
    (tmp_path / "sources.csv").write_text("\ufeffaddress,name\n# 註解,\n https://x/a.pdf ,甲.pdf\n", encoding="utf-8")
    (tmp_path / "hosts.csv").write_text("host,delay,tls\nX.tw,3,lenient\n", encoding="utf-8")
    assert read_sources(tmp_path) == [Source("https://x/a.pdf", "甲.pdf")]
    assert read_hosts(tmp_path) == {"x.tw": Host("x.tw", 3.0, "", "lenient")}
    with pytest.raises(PipelineError, match=r"sources\.csv does not exist; write one"):
        read_sources(tmp_path / "elsewhere")
