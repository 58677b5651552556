"""What an unattended machine does every night, over and over, in one process that may be killed at any moment.

`take_part(folder)` runs rounds of it until something ends the process: drop documents, take them in,
stage tables, publish, write the feed, retire old releases. The gate is left out, because it writes
nothing that is published and would be four fifths of the time.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from lxml import etree

from pipeline.archive.inbox import take_in
from pipeline.archive.manifest import Provenance
from pipeline.archive.verify import verify
from pipeline.base.lock import exclusive
from pipeline.releases.folder import CHECKSUMS, RUN_RECORD
from pipeline.releases.versions import VERSIONS
from pipeline.runs.run import Run
from tests.build import factory

KEEP = 4


def take_part(folder: Path, rounds: int | None = None, first: int = 0) -> None:
    """Run rounds, without an end if no number is given; `first` makes their documents differ from earlier ones."""
    number = first
    while rounds is None or number < first + rounds:
        one_round(folder, number)
        number += 1


def one_round(folder: Path, number: int) -> None:
    """One night: three documents arrive, a release is made, old ones go."""
    raw, output = folder / "raw", folder / "processed"
    drop(raw / "inbox", number)
    with exclusive(raw):
        take_in(raw, raw / "inbox", Provenance("scenario", "2026-02-03"))
        run = Run(raw, output, settings=factory.ALONE, keep=KEEP)
        with run.recorded():
            tables = factory.standard_tables(f"IDC5294-001v{number % 3 + 1}", tasks=1 + number % 5)
            run.release(run.stage(factory.publication(tables)))
            run.follow_up()


def drop(inbox: Path, number: int) -> None:
    """Documents arrive whole, as a browser or `mv` brings them; what arrived is noted first."""
    inbox.mkdir(parents=True, exist_ok=True)
    (inbox.parent.parent / "dropped").mkdir(exist_ok=True)
    for place in range(3):
        data = f"職能基準 {number} {place}\n".encode() * 50
        digest = hashlib.sha256(data).hexdigest()
        temporary = inbox.parent.parent / f"arriving-{place}"
        temporary.write_bytes(data)
        temporary.replace(inbox / f"document {place}.txt.part")
        (inbox / f"document {place}.txt.part").replace(inbox / f"{number} {place}.txt")
        (inbox.parent.parent / "dropped" / digest).touch()


def damage(folder: Path) -> list[str]:
    """Everything that is wrong with the folder after a kill; nothing if all promises hold."""
    return [*_release_damage(folder / "processed"), *_archive_damage(folder)]


def _release_damage(output: Path) -> list[str]:
    wrong: list[str] = []
    if not (output / VERSIONS).exists():
        return wrong
    listed = json.loads((output / VERSIONS).read_text(encoding="utf-8"))
    if not listed["releases"] or listed["latest"] != listed["releases"][0]["name"]:
        wrong.append("versions.json names no latest release")
    for line in listed["releases"]:
        wrong += _checksum_damage(output / line["name"])
    if (output / "feed.xml").exists():
        etree.fromstring((output / "feed.xml").read_bytes())
    return wrong


def _checksum_damage(folder: Path) -> list[str]:
    wrong = []
    sums = (folder / CHECKSUMS).read_text(encoding="utf-8").splitlines()
    for digest, name in (line.split("  ", 1) for line in sums):
        if hashlib.sha256((folder / name).read_bytes()).hexdigest() != digest:
            wrong.append(f"{folder.name}/{name} does not match its checksum")
    if not {"standards.csv", "CHANGES.md"} <= {line.split("  ", 1)[1] for line in sums}:
        wrong.append(f"{folder.name} is incomplete")
    json.loads((folder / RUN_RECORD).read_text(encoding="utf-8"))
    return wrong


def _archive_damage(folder: Path) -> list[str]:
    """No document that ever arrived may be missing from archive and inbox together."""
    raw = folder / "raw"
    wrong = list(verify(raw).damaged)
    held = {hashlib.sha256(path.read_bytes()).hexdigest() for path in raw.rglob("*.txt")}
    arrived = {path.name for path in (folder / "dropped").iterdir()} if (folder / "dropped").exists() else set()
    return wrong + [f"the document {digest} is lost" for digest in sorted(arrived - held)]
