"""One address to its bytes: conditional, bounded in size and time, resumed after a break."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

from pipeline.archive.fetch.guard import NotPublic
from pipeline.archive.fetch.politeness import LONGEST_WAIT, Politeness
from pipeline.archive.fetch.settings import is_fetchable
from pipeline.archive.fetch.tls import REDIRECTS

if TYPE_CHECKING:
    from requests import Response


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a download may cost: bytes, seconds in all and without an answer, attempts, redirects."""

    size: int = 256 << 20
    seconds: float = 600.0
    silence: float = 30.0
    attempts: int = 4


BOUNDS = Bounds()
_PIECE = 1 << 16
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")


class Failed(Exception):
    """A download that is given up; the message ends a sentence that begins with the address."""


class _Broken(Exception):
    """An attempt that ended early and is worth another; with the seconds to wait before it."""

    def __init__(self, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Body:
    """What came: the bytes, the validators for the next time, and the name the server gives."""

    data: bytes
    etag: str
    last_modified: str
    disposition: str


@dataclass(slots=True)
class Download:
    """The state of one download over its attempts. `validators` are the request headers of a known content."""

    address: str
    politeness: Politeness
    validators: dict[str, str]
    bounds: Bounds = BOUNDS
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    _data: bytearray | None = None
    _etag: str = ""
    _last_modified: str = ""

    def get(self) -> Body | None:
        """The body, or None if the server says that it has not changed; raises `Failed`."""
        began, why = self.politeness.clock(), ""
        self.politeness.session.guard.asked_for = urlsplit(self.address).hostname or ""
        for attempt in range(self.bounds.attempts):
            try:
                with self.politeness.asking(self.address, self._left(began)):
                    return self._attempt(began)
            except _Broken as error:
                why = str(error)
                wait = error.wait or float(2**attempt)
                if wait >= self._left(began):
                    raise Failed(self._too_long()) from error
                self.politeness.hold_off(self.address, wait)
            except TimeoutError as error:
                raise Failed(self._too_long()) from error
            except NotPublic as error:
                raise Failed(
                    f"was not fetched: it leads to {error}, which is no public address; check it, or say in hosts.csv that the "
                    "network of this host is private"
                ) from error
            except ValueError as error:
                # What libraries say of an address or a header that cannot be.
                raise Failed(f"was not fetched: the host answers with something that cannot be ({error}); check it") from error
        raise Failed(f"{why}, {self.bounds.attempts} times in a row; try again later")

    def _left(self, began: float) -> float:
        """Seconds that the address may still take."""
        return self.bounds.seconds - (self.politeness.clock() - began)

    def _attempt(self, began: float) -> Body | None:
        with self._open(self.address, 0) as answer:
            if answer.status_code == 304 and not self._data:
                if not self.validators:
                    raise Failed("says that it has not changed, although nobody asked; check the address")
                return None
            self._check_status(answer)
            self._begin(answer)
            self._read(answer, began)
            data = bytes(self._data or b"")
            return Body(data, self._etag, self._last_modified, answer.headers.get("Content-Disposition", ""))

    @contextmanager
    def _open(self, address: str, hops: int) -> Iterator[Response]:
        """Ask, and follow redirects by hand: each host on the way has its own rules."""
        refused = self.politeness.may_fetch(address)
        if refused:
            raise Failed(refused)
        self.politeness.wait(address)
        try:
            answer = self.politeness.session.get(
                address, headers=self._headers(), stream=True, timeout=self.bounds.silence, allow_redirects=False
            )
        except requests.exceptions.SSLError as error:
            raise Failed(
                "was not fetched: the host's certificate does not hold; if the publisher's authority is not known here, "
                f"name its CA file in hosts.csv, if only its form is old, set tls to lenient ({_cause(error)})"
            ) from error
        except requests.RequestException as error:
            raise _Broken(f"cannot be reached ({type(error).__name__})") from error
        with answer:
            if not answer.is_redirect:
                yield answer
                return
            target = urljoin(address, self.politeness.session.get_redirect_target(answer) or "")
        if hops >= REDIRECTS or not is_fetchable(target):
            raise Failed("was not fetched: it leads from redirect to redirect; check the address")
        if address.startswith("https:") and not target.startswith("https:"):
            raise Failed("was not fetched: it leads away from https; check the address")
        with self._open(target, hops + 1) as followed:
            yield followed

    def _headers(self) -> dict[str, str]:
        """Validators for a first attempt, a range for a later one; without a validator it begins anew."""
        strong = self._etag if self._etag and not self._etag.startswith("W/") else self._last_modified
        if self._data and strong:
            return {"Range": f"bytes={len(self._data)}-", "If-Range": strong}
        self._data = None
        return self.validators

    def _check_status(self, answer: Response) -> None:
        code = answer.status_code
        if code == 416:
            self._data = None
            raise _Broken("refused to send the rest")
        if code in (429, 503):
            wait = self._retry_after(answer)
            if wait > LONGEST_WAIT:
                raise Failed(f"asks to come back in {wait:.0f} s; that is for the next time")
            raise _Broken(f"is busy (status {code})", wait)
        if code >= 500:
            raise _Broken(f"fails (status {code})")
        if code in (404, 410):
            raise Failed(f"is no longer there (status {code}); correct or remove its row in sources.csv")
        if code not in (200, 206):
            raise Failed(f"was refused (status {code}); check the address in a browser")

    def _retry_after(self, answer: Response) -> float:
        """Seconds to wait as the server asks, given as a number or as a date; 0 if it does not say."""
        value = answer.headers.get("Retry-After", "").strip()
        if value.isascii() and value.isdigit():
            return float(value[:9])
        try:
            moment = parsedate_to_datetime(value)
            moment = moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
            return max(0.0, (moment - self.now()).total_seconds())
        except (ValueError, TypeError, OverflowError):
            return 0.0

    def _begin(self, answer: Response) -> None:
        """Go on where the last attempt ended, or begin anew if the server sends all of it."""
        if answer.status_code == 206:
            given = _RANGE.fullmatch(answer.headers.get("Content-Range", ""))
            if self._data is None or given is None or int(given[1]) != len(self._data):
                self._data = None
                raise _Broken("sent another part than was asked for")
            if self._etag and answer.headers.get("ETag", self._etag) != self._etag:
                self._data = None
                raise _Broken("has changed in between")
        else:
            self._data = bytearray()
        self._etag = answer.headers.get("ETag", "")
        self._last_modified = answer.headers.get("Last-Modified", "")
        length = answer.headers.get("Content-Length", "")
        if length.isascii() and length.isdigit() and int(length[:18]) + len(self._data or b"") > self.bounds.size:
            raise Failed(self._too_large())

    def _read(self, answer: Response, began: float) -> None:
        data = self._data if self._data is not None else bytearray()
        self._data = data
        try:
            # Whatever has come, and not a full piece: a slow or broken body must not hide what it sent.
            while piece := answer.raw.read1(_PIECE, decode_content=True):
                data += piece
                if len(data) > self.bounds.size:
                    raise Failed(self._too_large())
                if self._left(began) < 0:
                    raise Failed(self._too_long())
        except (urllib3.exceptions.HTTPError, OSError) as error:
            if answer.headers.get("Content-Encoding", "identity") != "identity":
                self._data = None
            raise _Broken(f"broke off ({type(error).__name__})") from error

    def _too_long(self) -> str:
        return f"takes longer than {self.bounds.seconds:.0f} s; try again later"

    def _too_large(self) -> str:
        return f"is larger than {self.bounds.size >> 20} MB, which no standard needs; check the address"


def _cause(error: BaseException) -> str:
    """What OpenSSL says, without the addresses around it."""
    found = re.search(r"certificate verify failed: ([^(\"']+)", str(error))
    return found[1].strip() if found else "no reason given"
