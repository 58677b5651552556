"""Tell a mail gateway or a chat hook what a run did, as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from pipeline.base.errors import AlreadyRunning, PipelineError

if TYPE_CHECKING:
    from pipeline.runs.record import RunRecord

SECONDS = 10.0


def message(outcome: str, text: str, **values: Any) -> dict[str, Any]:
    """What is posted: `text` is what chat hooks show, the rest is for programs."""
    return {"text": f"icap-pipeline: {text}", "outcome": outcome, **values}


def post(address: str, body: dict[str, Any], seconds: float = SECONDS) -> str | None:
    """Post `body` as JSON; returns a sentence if that failed, because a silent hook must not fail a run.

    Addresses of hooks are secrets: sentences name the host only. Redirects are not followed.
    """
    import requests

    host = urlsplit(address).hostname or "the address"
    if urlsplit(address).scheme not in ("http", "https"):
        return "The notification was not sent: its address must begin with http:// or https://."
    try:
        answer = requests.post(address, json=body, timeout=seconds, allow_redirects=False)
    except requests.RequestException as error:
        return f"The notification was not sent: {host} cannot be reached ({type(error).__name__})."
    if not answer.ok or answer.is_redirect:
        return f"The notification was not taken: {host} answered {answer.status_code}."
    return None


@contextmanager
def telling(address: str | None) -> Iterator[Callable[[RunRecord], None]]:
    """Tell of the run in this block: of its record when it is handed over, of the sentence when it fails.

    A hook that fails is a sentence on stderr. Another run at work is not told of: that one tells itself.
    """
    try:
        yield lambda record: _tell(address, _of_record(record))
    except AlreadyRunning:
        raise
    except (PipelineError, OSError) as error:
        _tell(address, message("failed", f"failed: {error}"))
        raise


def _of_record(record: RunRecord) -> dict[str, Any]:
    standards = record.rows.get("standards", 0)
    text = f"{record.outcome}, release {record.release}, {standards} standards, {len(record.rejected)} documents rejected"
    return message(
        record.outcome, text, release=record.release, documents=record.documents, rows=record.rows, changes=record.changes,
        raw={kind: len(paths) for kind, paths in record.raw.items()}, rejected=record.rejected[:20],
    )


def _tell(address: str | None, body: dict[str, Any]) -> None:
    problem = post(address, body) if address else None
    if problem:
        print(problem, file=sys.stderr)
