"""Taking a release back: it stays listed with its reason, and is never the latest again."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.base.lock import exclusive
from pipeline.releases.feed import write_feed
from pipeline.releases.versions import latest, mark_withdrawn, released, releases


def withdraw(output: Path, name: str, reason: str) -> str:
    """Withdraw a release and renew the feed; returns the sentence for the terminal.

    Raises `PipelineError` where there is no such release, it was withdrawn already, or no reason is given.
    """
    with exclusive(output):
        if before := released(output, name).withdrawn:
            raise PipelineError(f"{name} was withdrawn already: {before}")
        return _mark(output, [name], reason)


def rollback(output: Path, name: str, reason: str) -> str:
    """Make an earlier release the latest again by withdrawing all that came after it; as of `withdraw`.

    Raises `PipelineError` where the release was itself withdrawn, or is the latest already.
    """
    with exclusive(output):
        target = released(output, name)
        if target.withdrawn:
            raise PipelineError(f"{name} was withdrawn ({target.withdrawn}) and cannot be the latest again; name another one.")
        newer = [info.name for info in releases(output) if info.sequence > target.sequence and not info.withdrawn]
        if not newer:
            raise PipelineError(f"{name} is the latest release already; nothing was changed.")
        return _mark(output, newer, reason)


def _mark(output: Path, names: list[str], reason: str) -> str:
    if not reason.strip():
        raise PipelineError("Say why in a few words; whoever used the release reads it in the list and in the feed.")
    mark_withdrawn(names, reason.strip(), output)
    write_feed(output)
    current = latest(output)
    now = f"the latest is {current.name} now" if current else "there is no latest release now"
    return f"withdrawn: {', '.join(names)} ({reason.strip()}); {now}. Publish again to tell the places where it was published."
