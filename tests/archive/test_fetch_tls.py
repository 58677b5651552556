"""HTTPS: authorities of one's own, certificates of an old form, and verification that nothing switches off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import requests

from pipeline.archive.fetch import Fetched, Host, Politeness, Source, fetch_all
from pipeline.archive.fetch.politeness import agent
from pipeline.archive.fetch.tls import session_for
from pipeline.base.errors import PipelineError
from tests.archive import certificates
from tests.archive.conftest import BOUNDS, Time
from tests.archive.misbehaving_server import address, serving


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "*")


def secure(tmp_path: Path, hosts: dict[str, Host], *, regular: bool = True, names: str = "127.0.0.1") -> Fetched:
    """Fetch over HTTPS from a server whose certificate our own authority signed."""
    made = certificates.make(tmp_path, regular=regular, name=names)
    known = {name: replace(host, ca_file=str(made.authority) if host.ca_file else "") for name, host in hosts.items()}
    time = Time()
    with serving(made.server) as running, session_for(known, agent()) as session:
        source = Source(address(running, "good.txt", "https"))
        return fetch_all(tmp_path / "raw", [source], Politeness(session, known, time.sleep, time.clock), "2026-02-03", BOUNDS)


def host(**values: str) -> dict[str, Host]:
    return {"127.0.0.1": Host("127.0.0.1", 0.0, **values)}


def refused(done: Fetched) -> bool:
    """Whether TLS stood in the way; robots.txt is the first thing asked for."""
    return done.new == [] and len(done.failed) == 1


def test_an_unknown_authority_is_refused_and_its_ca_file_accepted(tmp_path: Path) -> None:
    assert refused(secure(tmp_path / "a", host()))
    assert secure(tmp_path / "b", host(ca_file="yes")).new == ["good.txt"]


def test_an_irregular_certificate_needs_the_lenient_form(tmp_path: Path) -> None:
    assert refused(secure(tmp_path / "a", host(ca_file="yes"), regular=False))
    assert secure(tmp_path / "b", host(ca_file="yes", tls="lenient"), regular=False).new == ["good.txt"]


def test_lenient_is_not_unverified(tmp_path: Path) -> None:
    assert refused(secure(tmp_path / "a", host(tls="lenient"), regular=False)), "unknown authority"
    assert refused(secure(tmp_path / "b", host(ca_file="yes", tls="lenient"), names="192.0.2.1")), "another host's certificate"


def test_the_settings_of_one_host_do_not_reach_another(tmp_path: Path) -> None:
    elsewhere = {"127.0.0.2": Host("127.0.0.2", 0.0, ca_file="yes", tls="lenient")}
    assert refused(secure(tmp_path, elsewhere))


def test_nothing_switches_verification_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = certificates.make(tmp_path, regular=True, name="127.0.0.1")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(made.authority))
    here = {"127.0.0.1": Host("127.0.0.1", network="private")}
    with serving(made.server) as running, session_for(here, agent()) as session:
        with pytest.raises(requests.exceptions.SSLError):
            session.get(address(running, "good.txt", "https"), verify=False, timeout=5)
        session.verify = False
        with pytest.raises(requests.exceptions.SSLError):
            session.get(address(running, "good.txt", "https"), timeout=5)


def test_a_ca_file_without_certificates_is_told_of(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("nothing", encoding="utf-8")
    with pytest.raises(PipelineError, match="holds no certificates"):
        session_for({"x": Host("x", ca_file=str(tmp_path / "ca.pem"))}, agent())
