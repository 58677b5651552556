"""The archive as a whole: what is in it, and how a content gets in."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field, replace
from hashlib import sha256
from pathlib import Path, PurePosixPath

from pipeline.archive.layout import INCOMING, kept_files
from pipeline.archive.manifest import ManifestEntry, Provenance, read_manifest, write_manifest
from pipeline.archive.names import free_name, safe_name, same_key, visible
from pipeline.base.digest import sha256_of
from pipeline.base.durable import UNFINISHED, sync, write_whole
from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers import sniff
from pipeline.standards.reading import HISTORICAL

KNOWN, NEW, MARKED = "known", "new", "marked historical"
UNKNOWN = Provenance()


def format_of(data: bytes) -> str:
    """The format of a content, `unknown` where the readers refuse it; a run then tells why."""
    try:
        return sniff(data)
    except UnreadableDocument:
        return "unknown"


def _clear(raw: Path) -> None:
    for path in (*(raw / INCOMING).glob("*"), *raw.glob(f".*{UNFINISHED}")):
        path.unlink(missing_ok=True)


def _entry(digest: str, data: bytes, path: str, original_name: str, provenance: Provenance) -> ManifestEntry:
    return ManifestEntry(digest, len(data), format_of(data), path, original_name, *astuple(provenance))


@dataclass(slots=True)
class Archive:
    """A raw folder with its manifest. Hold the lock of the folder while you change it; `save` at the end.

    `moved` are entries whose file a person renamed, `missing` those whose file is gone,
    `adopted` files that lay in the folder without an entry.
    """

    raw: Path
    entries: dict[str, ManifestEntry] = field(default_factory=dict)
    strays: dict[str, str] = field(default_factory=dict)
    moved: list[ManifestEntry] = field(default_factory=list)
    missing: list[ManifestEntry] = field(default_factory=list)
    adopted: list[ManifestEntry] = field(default_factory=list)
    _taken: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, raw: Path) -> Archive:
        """Read manifest and folder, and remove what a crash left half written; raises `PipelineError` for a damaged manifest."""
        raw.mkdir(parents=True, exist_ok=True)
        _clear(raw)
        archive = cls(raw, {entry.sha256: entry for entry in read_manifest(raw)})
        listed = {entry.path for entry in archive.entries.values()}
        present = [path.relative_to(raw).as_posix() for path in kept_files(raw)]
        archive._taken = {same_key(path) for path in (*present, *listed)}
        archive.strays = {sha256_of(raw / path): path for path in present if path not in listed}
        archive._follow_moves(set(present))
        return archive

    def _follow_moves(self, present: set[str]) -> None:
        """A file that a person renamed or moved keeps its entry: its bytes tell which it is."""
        for entry in list(self.entries.values()):
            if entry.path in present:
                continue
            if entry.sha256 in self.strays:
                self.entries[entry.sha256] = replace(entry, path=self.strays.pop(entry.sha256))
                self.moved.append(self.entries[entry.sha256])
            else:
                self.missing.append(entry)

    def add(self, data: bytes, original_name: str, provenance: Provenance = UNKNOWN) -> tuple[str, ManifestEntry]:
        """Put a content into the archive under a readable name.

        Tells whether it is `new`, `known`, or known and now `marked historical`: the platform offers the
        bytes of a withdrawn document under a name that says so, and the archive follows it.
        """
        digest = sha256(data).hexdigest()
        name = PurePosixPath(original_name).name
        held = self.entries.get(digest)
        if held is not None and (self.raw / held.path).is_file():
            return self._known(held, name)
        path = self.strays.pop(digest, None) or (held.path if held else self._place(data, name))
        if held is not None:
            self._write(data, path)
            self.missing.remove(held)
        self.entries[digest] = held or _entry(digest, data, path, visible(original_name), provenance)
        return (KNOWN if held else NEW), self.entries[digest]

    def _known(self, held: ManifestEntry, name: str) -> tuple[str, ManifestEntry]:
        if not name.startswith(HISTORICAL) or PurePosixPath(held.path).name.startswith(HISTORICAL):
            return KNOWN, held
        for entry in self._earlier_copies(held):
            self._mark(entry)
        return MARKED, self.entries[held.sha256]

    def _earlier_copies(self, held: ManifestEntry) -> list[ManifestEntry]:
        """A content and what came under the same name before it: outdated copies of a withdrawn document.

        What came later is not among them: a new version often has the name of the old one.
        """
        arrived = list(self.entries.values())
        name = PurePosixPath(held.original_name).name
        earlier = arrived[: arrived.index(held)]
        return [held, *(entry for entry in earlier if PurePosixPath(entry.original_name).name == name)]

    def _mark(self, entry: ManifestEntry) -> None:
        """Give a file a name that says historical; its bytes and its entry stay."""
        path = PurePosixPath(entry.path)
        if path.name.startswith(HISTORICAL) or not (self.raw / path).is_file():
            return
        name = free_name(safe_name(HISTORICAL + path.name), lambda name: self._is_taken(path.with_name(name).as_posix()))
        marked = path.with_name(name).as_posix()
        (self.raw / path).rename(self.raw / marked)
        sync((self.raw / path).parent)
        self._taken.add(same_key(marked))
        self.entries[entry.sha256] = replace(entry, path=marked)

    def _is_taken(self, name: str) -> bool:
        return same_key(name) in self._taken or (self.raw / name).exists()

    def _place(self, data: bytes, name: str) -> str:
        """Write a content under the first free name; the file is on the disk before this returns."""
        path = free_name(safe_name(name), self._is_taken)
        self._write(data, path)
        self._taken.add(same_key(path))
        return path

    def _write(self, data: bytes, path: str) -> None:
        incoming = self.raw / INCOMING
        incoming.mkdir(exist_ok=True)
        (self.raw / path).parent.mkdir(parents=True, exist_ok=True)
        write_whole(data, self.raw / path, through=incoming / "document")
        for folder in PurePosixPath(path).parents[1:]:
            sync(self.raw / folder)

    def adopt(self, provenance: Provenance = UNKNOWN) -> None:
        """Give every file without an entry one, so that `verify` watches it from now on."""
        for digest, path in sorted(self.strays.items(), key=lambda item: item[1]):
            data = (self.raw / path).read_bytes()
            if digest not in self.entries:
                self.entries[digest] = _entry(digest, data, path, PurePosixPath(path).name, provenance)
                self.adopted.append(self.entries[digest])
        self.strays.clear()

    def save(self) -> None:
        """Write the manifest; only afterwards may the originals go."""
        sync(self.raw)
        write_manifest(self.raw, self.entries.values())
