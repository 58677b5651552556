"""HTTPS with verification that can be widened per host, never switched off."""

from __future__ import annotations

import ssl
from typing import Any

import certifi
import requests
from requests.adapters import HTTPAdapter

from pipeline.archive.fetch.guard import Guard, pools
from pipeline.archive.fetch.settings import Host
from pipeline.base.errors import PipelineError

REDIRECTS = 5
"""From address to address, of a document or of robots.txt."""


def context_for(host: Host) -> ssl.SSLContext:
    """The verifying context of a host; strict in the form of certificates on every Python, lenient on request.

    Newer Pythons reject certificates without key identifiers by themselves, older ones do not; here
    both behave alike. Raises `PipelineError` for a file that holds no certificates.
    """
    try:
        context = ssl.create_default_context(cafile=host.ca_file or certifi.where())
    except ssl.SSLError as error:
        raise PipelineError(f"{host.ca_file} holds no certificates in PEM form; put the authority's there.") from error
    if host.tls == "lenient":
        context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    else:
        context.verify_flags |= ssl.VERIFY_X509_STRICT
    return context


class GuardedAdapter(HTTPAdapter):
    """Connections that the guard watches."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard
        super().__init__(max_retries=0)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Have connections made that are watched."""
        super().init_poolmanager(*args, **options)
        self.poolmanager.pool_classes_by_scheme = pools(self._guard)


class VerifyingAdapter(GuardedAdapter):
    """Connections of one host with its own context."""

    def __init__(self, host: Host, guard: Guard) -> None:
        self._context = context_for(host)
        super().__init__(guard)

    def init_poolmanager(self, *args: Any, **options: Any) -> None:
        """Hand our context on; requests would make its own."""
        super().init_poolmanager(*args, **options, ssl_context=self._context)

    def proxy_manager_for(self, proxy: str, **options: Any) -> Any:
        """The same context behind a proxy."""
        return super().proxy_manager_for(proxy, **options, ssl_context=self._context)

    def cert_verify(self, conn: Any, url: str, verify: bool | str, cert: Any) -> None:
        """Our context holds the authorities already; requests would add its own, and could switch them off."""
        conn.cert_reqs = "CERT_REQUIRED"

    def build_connection_pool_key_attributes(self, request: Any, verify: bool | str, cert: Any = None) -> Any:
        """Whatever a caller or the environment says of `verify`: the context decides, and it verifies."""
        attributes, options = super().build_connection_pool_key_attributes(request, True, cert)
        for name in ("ca_certs", "ca_cert_dir"):
            options.pop(name, None)
        return attributes, options | {"cert_reqs": "CERT_REQUIRED"}


class Session(requests.Session):
    """A session whose connections are watched by its `guard`."""

    def __init__(self, guard: Guard) -> None:
        super().__init__()
        self.guard = guard


def session_for(hosts: dict[str, Host], agent: str) -> Session:
    """A session that names itself, verifies each host by its settings and leads to private places only where they say so."""
    guard = Guard(host.host for host in hosts.values() if host.network == "private")
    session = Session(guard)
    session.max_redirects = REDIRECTS
    session.headers.update({"User-Agent": agent, "Accept": "*/*", "Accept-Encoding": "identity"})
    session.mount("http://", GuardedAdapter(guard))
    session.mount("https://", VerifyingAdapter(Host(""), guard))
    for host in hosts.values():
        adapter = VerifyingAdapter(host, guard)
        # With what ends a host's name, so that no longer name gets these settings.
        session.mount(f"https://{host.host}/", adapter)
        session.mount(f"https://{host.host}:", adapter)
    return session
