"""What earlier runs into an output folder found: the state that was last released, the bytes last found valid."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.base import expendable
from pipeline.base.digest import sha256_of
from pipeline.releases.folder import CHECKSUMS, ReleaseFolder
from pipeline.releases.versions import ReleaseInfo, latest
from pipeline.runs.cache import FOLDER, versions

if TYPE_CHECKING:
    from pipeline.releases.staging import Staging

_RELEASED = "released.json"
_VALIDATED = "validated.json"


class PreviousRuns:
    """What is remembered of one output folder.

    `rules` are the files and folders besides the documents that decide what is released; absent ones count
    as absent.
    """

    def __init__(self, output: Path, rules: Iterable[Path]) -> None:
        self._output = output
        self._folder = output / FOLDER
        self._rules = " ".join((versions.program(), *map(versions.of_place, rules)))

    def state(self, contents: Iterable[tuple[str, str]], choices: str) -> str:
        """Fingerprint of all that a release depends on.

        `contents` is path and content hash of every file, `choices` tells what the user chose besides.
        """
        lines = [f"{path}\x1f{content}\n" for path, content in sorted(contents)]
        text = "".join((self._rules, "\n", choices, "\n", *lines))
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

    def released(self, state: str) -> dict[str, Any] | None:
        """The record of the run that released this very state, if its release is still the latest."""
        known = expendable.load(self._folder / _RELEASED, state)
        current = latest(self._output)
        if current is None or known.get("release") != current.name or known.get("sums") != self._sums(current.name):
            return None
        record = known.get("record")
        return record if isinstance(record, dict) and self._is_sound(current, known, state) else None

    def _sums(self, release: str) -> str | None:
        """What tells a release from another one of the same name."""
        path = self._output / release / CHECKSUMS
        return sha256_of(path) if path.is_file() else None

    def _is_sound(self, current: ReleaseInfo, known: dict[str, Any], state: str) -> bool:
        """Whether the latest release is what it was when it was made; its files are opened only if they may have changed."""
        marks = ReleaseFolder(self._output / current.name).marks()
        if marks and marks == known.get("marks"):
            return True
        from pipeline.releases.verify import damage

        if any(damage(current, self._output)):
            return False
        expendable.save(known | {"marks": marks}, self._folder / _RELEASED, state)
        return True

    def note_released(self, state: str, release: str, record: dict[str, Any]) -> None:
        """Remember that the latest release holds this state, and the record of the run."""
        marks = ReleaseFolder(self._output / release).marks()
        known = {"release": release, "sums": self._sums(release), "record": record, "marks": marks}
        expendable.save(known, self._folder / _RELEASED, state)

    def verdict(self, staging: Staging) -> dict[str, Any] | None:
        """What the gate said of exactly these bytes under exactly these rules, if it let them pass."""
        gate = expendable.load(self._folder / _VALIDATED, self._tables(staging)).get("gate")
        return gate if isinstance(gate, dict) else None

    def note_verdict(self, staging: Staging, gate: dict[str, Any]) -> None:
        """Remember that the gate let these bytes pass."""
        expendable.save({"gate": gate}, self._folder / _VALIDATED, self._tables(staging))

    def _tables(self, staging: Staging) -> str:
        """Identity of staged bytes that this run wrote itself: its checksums speak for every file."""
        return sha256((self._rules + staging.checksums()).encode()).hexdigest()
