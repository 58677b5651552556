"""Fetching from servers that lead astray or hold on: one source never stops the others, and no answer lasts for ever."""

from __future__ import annotations

import gzip
import socket
from dataclasses import replace
from pathlib import Path

import pytest
from protego import Protego

from pipeline.archive.fetch import Host, Politeness, Source, fetch_all
from pipeline.archive.fetch.guard import is_public
from pipeline.archive.fetch.politeness import agent
from pipeline.archive.fetch.tls import session_for
from tests.archive.conftest import BOUNDS, Fetch, Time
from tests.archive.misbehaving_server import Server, address


@pytest.mark.parametrize(
    "target",
    ["http://[::1", "http://[v1.x]/", f"http://{'a' * 64}.example/", "http://a..b/", "http://x:99999/", "//", "/\xff\xfe\x00", "http://\xb2/"],
    ids=["bracket", "literal", "label", "dots", "port", "empty", "bytes", "superscript"],
)
@pytest.mark.parametrize("whose", ["document", "robots"])
def test_a_redirect_that_leads_nowhere_stops_no_other_source(
    target: str, whose: str, server: Server, tmp_path: Path, time: Time
) -> None:
    server.elsewhere = target
    server.robots, server.robots_headers = ((302, b""), {"Location": target}) if whose == "robots" else ((404, b""), {})
    sources = [Source(address(server, "away")), Source(address(server, "good.txt", host="localhost"))]
    with session_for({}, agent()) as session:
        politeness = Politeness(session, {}, time.sleep, time.clock)
        done = fetch_all(tmp_path, sources[:1], politeness, "2026-02-03", BOUNDS)
        server.robots, server.robots_headers = (404, b""), {}
        other = fetch_all(tmp_path, sources[1:], politeness, "2026-02-03", BOUNDS)
    assert len(done.failed) == 1 and other.new == ["good.txt"]


def test_packed_rules_are_read(fetch: Fetch, server: Server) -> None:
    server.robots = (200, gzip.compress(b"User-agent: *\nDisallow: /good\n"))
    server.robots_headers = {"Content_Encoding": "gzip"}
    assert "robots.txt does not allow it" in fetch("good.txt").failed[0]


def test_a_server_that_never_ends_its_header_is_left(server: Server, tmp_path: Path) -> None:
    with session_for({}, agent()) as session:
        politeness = Politeness(session, {"127.0.0.1": Host("127.0.0.1", delay=0.0)})
        bounds = replace(BOUNDS, seconds=0.2)
        done = fetch_all(tmp_path, [Source(address(server, "slow-head"))], politeness, "2026-02-03", bounds)
    assert "takes longer than" in done.failed[0]


def test_a_host_that_takes_too_much_of_a_run_is_left_alone(server: Server, tmp_path: Path, time: Time) -> None:
    sources = [Source(address(server, f"busy-ever.{number}")) for number in range(10)]
    with session_for({}, agent()) as session:
        bounds = replace(BOUNDS, seconds=600.0)
        done = fetch_all(tmp_path, sources, Politeness(session, {}, time.sleep, time.clock), "2026-02-03", bounds)
    assert "takes longer than 600 s" in done.failed[0]
    assert "has taken more than 60 minutes already" in done.failed[-1] and server.asked["/busy-ever.9"] == 0


@pytest.mark.parametrize("network", ["public", "private"])
def test_an_address_that_leads_into_the_own_network_is_refused_unless_its_host_may(
    network: str, server: Server, tmp_path: Path, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = socket.getaddrinfo("127.0.0.1", server.server_address[1], type=socket.SOCK_STREAM)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: found)
    hosts = {"documents.example": Host("documents.example", network=network)}
    source = Source(address(server, "good.txt", host="documents.example"))
    with session_for(hosts, agent()) as session:
        politeness = Politeness(session, hosts, time.sleep, time.clock)
        politeness._robots[source.address.removesuffix("/good.txt")] = Protego.parse("")
        done = fetch_all(tmp_path, [source], politeness, "2026-02-03", BOUNDS)
    if network == "private":
        assert done.new == ["good.txt"]
    else:
        assert "leads to 127.0.0.1, which is no public address" in done.failed[0] and server.asked["/good.txt"] == 0


@pytest.mark.parametrize(("ip", "public"), [
    ("127.0.0.1", False), ("10.1.2.3", False), ("169.254.169.254", False), ("::1", False), ("fe80::1", False),
    ("::ffff:192.168.0.1", False), ("100.64.0.1", False), ("1.1.1.1", True), ("2606:4700::1111", True),
])
def test_which_places_are_public(ip: str, public: bool) -> None:
    assert is_public(ip) is public
