"""Publishing: a release is copied to where people fetch it.

    DEST/
    ├── <release>/…       copied first, never changed afterwards
    ├── latest/…          a copy of the newest release, replaced after the release is complete
    ├── versions.json     replaced last: whoever reads it finds everything it names
    ├── feed.xml          the feed of the releases
    └── index.html, id/…  the site of the newest release, where one is given

Every file is read back and its hash compared. A publication that broke off is resumed by giving the
command again: what is there with the right hash is not sent again.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.base.digest import sha256_of
from pipeline.base.errors import PipelineError
from pipeline.releases.exporters import datapackage
from pipeline.releases.exporters.files import LATEST
from pipeline.releases.feed_name import FEED
from pipeline.releases.folder import CHECKSUMS, OWN
from pipeline.releases.publish import listing
from pipeline.releases.publish.site import SiteSent, send, shown
from pipeline.releases.publish.stores import Store, open_store
from pipeline.releases.settings import Settings
from pipeline.releases.versions import VERSIONS, latest_name, released, releases, text

REFUSAL = (
    "Nothing was published: the settings state no licence. The documents' full texts say 「版權所有：勞動部勞動力發展署」, "
    "and the Open Government Data Licence of the government's list of standards covers the list and not these texts, so "
    "there is no default. Whoever publishes has to know under which licence they may, and state it in settings.toml:\n"
    '  [publication]\n  licence = { name = "…", title = "…", url = "…" }'
)
OnSent = Callable[[str], None]


class PublishRefused(PipelineError):
    """What was asked for must not be published; the message says why and what to do."""


@dataclass(slots=True)
class Publication:
    """What was done: paths sent, paths found there already, paths removed from `latest`."""

    release: str
    place: str
    is_latest: bool
    sent: list[str] = field(default_factory=list)
    present: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    site: SiteSent | None = None

    @property
    def summary(self) -> str:
        """The sentence for the terminal."""
        pointer = "it is the latest there" if self.is_latest else "a newer one stays the latest there"
        counts = f"{len(self.sent)} files sent, {len(self.present)} there already"
        site = f"; {self.site.summary}" if self.site else ""
        return f"published {self.release} to {self.place}: {counts}; {pointer}{site}"


def publish(
    output: Path, place: str, settings: Settings, *, name: str | None = None, on_sent: OnSent = lambda _: None,
    store: Store | None = None, site: Path | None = None,
) -> Publication:
    """Copy a release of `output` to `place`; the latest one, unless `name` says otherwise.

    With it goes the feed, and a `site` of this very release where it is the latest there.

    `on_sent` is called with every file sent. Raises `PublishRefused` without a licence, where the release states
    another one, or where its files are not those it was made of; and `PipelineError` where the place fails.
    Repeating the call resumes.
    """
    if settings.licence is None:
        raise PublishRefused(REFUSAL)
    info = released(output, name)
    folder = output / info.name
    if site is not None and (other := shown(site)) != info.name:
        raise PublishRefused(f"Nothing was published: {site} shows release {other} and not {info.name}; make the site again.")
    _same_licence(folder, settings.licence.name)
    hashes = verified_hashes(folder)
    target = open_store(place) if store is None else store
    there = listing.releases_there(target.get_bytes(VERSIONS), place)
    listed = listing.with_release(there, info, place, releases(output))
    if info.name in (line["name"] for line in there):
        _same_files(folder, target, place)
    done = Publication(info.name, place, is_latest=latest_name(listed) == info.name)
    for top in (info.name, LATEST) if done.is_latest else (info.name,):
        _copy(folder, hashes, target, top, done, on_sent)
        _remove_stale(hashes, target, top, done)
    _put(text(listed), VERSIONS, target, done)
    if (output / FEED).is_file():
        _put((output / FEED).read_bytes(), FEED, target, done)
    if site is not None and done.is_latest:
        done.site = send(site, target, place, on_sent)
    return done


def _same_licence(folder: Path, licence: str) -> None:
    """The licence stands inside the release as well, so both must say the same."""
    stated = datapackage.licence_name(folder)
    if stated != licence:
        said = "no licence" if stated is None else f"the licence {stated}"
        raise PublishRefused(
            f"Nothing was published: the settings state the licence {licence}, but release {folder.name} was made with {said}; "
            "run the pipeline again, which makes a release that states it."
        )


def _same_files(folder: Path, store: Store, place: str) -> None:
    """A release that is listed at the place is complete there, so its files may not become others."""
    there = store.get_bytes(f"{folder.name}/{CHECKSUMS}")
    if there is not None and there != (folder / CHECKSUMS).read_bytes():
        raise PublishRefused(
            f"Nothing was published: {place} has a release {folder.name} with the same tables but other files, "
            "and a published release never changes; run the pipeline again for a new name."
        )


def verified_hashes(folder: Path) -> dict[str, str]:
    """SHA-256 of every file of a release by path; raises `PublishRefused` where one is not what `SHA256SUMS` says."""
    lines = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    promised = {path: digest for digest, _, path in (line.partition("  ") for line in lines)}
    found = {
        path.relative_to(folder).as_posix(): sha256_of(path)
        for path in sorted(folder.rglob("*")) if path.is_file()
    }
    wrong = sorted(path for path in promised.keys() | (found.keys() - OWN) if promised.get(path) != found.get(path))
    if wrong:
        raise PublishRefused(
            f"Nothing was published: {folder / wrong[0]} is not the file that the release was made of; "
            "restore it from a backup, or run the pipeline again."
        )
    # Checksums come last: where they are, the rest is.
    return dict(sorted(found.items(), key=lambda item: (item[0] == CHECKSUMS, item[0])))


def _copy(folder: Path, hashes: Mapping[str, str], store: Store, top: str, done: Publication, on_sent: OnSent) -> None:
    there = store.sizes(top)
    for name, digest in hashes.items():
        source, path = folder / name, f"{top}/{name}"
        if there.get(path) == source.stat().st_size and store.sha256(path) == digest:
            done.present.append(path)
            continue
        store.put(source, path)
        if store.sha256(path) != digest:
            raise PipelineError(f"{done.place}/{path} reads back differently from what was sent; publish again to send it anew.")
        done.sent.append(path)
        on_sent(path)


def _remove_stale(hashes: Mapping[str, str], store: Store, top: str, done: Publication) -> None:
    """What an earlier release, or a publication that broke off, left and this release has not must not stay."""
    for path in store.sizes(top):
        if path.removeprefix(f"{top}/") not in hashes:
            store.remove(path)
            done.removed.append(path)


def _put(content: bytes, path: str, store: Store, done: Publication) -> None:
    """A small file of the place itself."""
    if store.get_bytes(path) == content:
        done.present.append(path)
        return
    store.put_bytes(content, path)
    if store.get_bytes(path) != content:
        raise PipelineError(f"{done.place}/{path} reads back differently from what was sent; publish again.")
    done.sent.append(path)


__all__ = ["REFUSAL", "Publication", "PublishRefused", "publish", "verified_hashes"]
