"""The site beside the releases: `publish --site` sends it to the root of the place, where identifiers begin.

A list of hashes at the place, written last, says what was sent, so that only what has changed is sent again. Nothing
below `id/` is ever removed: an identifier that was published once leads somewhere for good.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base.digest import sha256_of
from pipeline.base.errors import PipelineError
from pipeline.releases.exporters.addresses import FOLDER
from pipeline.releases.feed_name import FEED
from pipeline.releases.publish.stores import Store

SUMS = "SITE-SHA256SUMS"
_INDEX = Path("api") / "index.json"


@dataclass(slots=True)
class SiteSent:
    """What was done: paths sent, paths removed, and how many were there already."""

    sent: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    present: int = 0

    @property
    def summary(self) -> str:
        """The sentence for the terminal."""
        return f"the site: {len(self.sent)} files sent, {self.present} there already, {len(self.removed)} removed"


def shown(site: Path) -> str:
    """The release that a site shows. Raises `PipelineError` where there is no site."""
    try:
        return str(json.loads((site / _INDEX).read_bytes())["release"])
    except (OSError, ValueError, KeyError) as error:
        raise PipelineError(f"{site} holds no site; make one with `site`.") from error


def send(site: Path, store: Store, place: str, on_sent: Callable[[str], None]) -> SiteSent:
    """Send the files of a site that are not there yet. Raises `PipelineError` where one reads back differently."""
    ours, there, done = _hashes(site), _parsed(store.get_bytes(SUMS)), SiteSent()
    # Pages at the top last: they lead to the others.
    for path in sorted(ours, key=lambda path: ("/" not in path, path)):
        if there.get(path) == ours[path]:
            done.present += 1
            continue
        store.put(site / path, path)
        if store.sha256(path) != ours[path]:
            raise PipelineError(f"{place}/{path} reads back differently from what was sent; publish again to send it anew.")
        done.sent.append(path)
        on_sent(path)
    gone = {path: digest for path, digest in there.items() if path not in ours}
    for path in gone:
        if not path.startswith(f"{FOLDER}/"):
            store.remove(path)
            done.removed.append(path)
    kept = {path: digest for path, digest in gone.items() if path not in done.removed}
    if done.sent or done.removed:
        store.put_bytes(_text(ours | kept), SUMS)
    return done


def _hashes(site: Path) -> dict[str, str]:
    """SHA-256 of each file by path, without what is only for this machine; the feed is that of the releases."""
    found = ((path.relative_to(site).as_posix(), path) for path in sorted(site.rglob("*")) if path.is_file())
    return {name: sha256_of(path) for name, path in found if not name.startswith(".") and name != FEED}


def _parsed(content: bytes | None) -> dict[str, str]:
    lines = (content or b"").decode().splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def _text(sums: dict[str, str]) -> bytes:
    return "".join(f"{digest}  {path}\n" for path, digest in sorted(sums.items())).encode()
