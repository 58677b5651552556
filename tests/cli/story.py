"""Write docs/story.md: an archive over a year, with the real commands and what each printed.

`python -m tests.cli.story [--kill FILE] [--fuzz FILE] [--among FILE]` runs everything in a scratch folder; the files
hold what the kill test and the fuzz command printed.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "story.md"
NAME = "數位平臺營運企劃人員-職能基準"
PRINTED, CORRECTED = "依據腳本企劃完成影片拍攝", "依據核定之腳本與預算完成影片拍攝"
_SAMPLE = ROOT / "raw" / "IDC5294-001v3.txt"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A night: what arrives in `downloads/`, which commands are typed, what to see."""

    title: str
    day: str
    arrives: Callable[[Path], None]
    commands: tuple[str, ...]
    text: str


def text_of(old: str = "", new: str = "") -> str:
    """The sample's text with one passage exchanged; the passage must be there."""
    text = _SAMPLE.read_text(encoding="utf-8")
    if old not in text:
        raise ValueError(f"the sample does not hold {old}")
    return text.replace(old, new) if old else text


def first(folder: Path) -> None:
    """The sample as text."""
    (folder / f"{NAME}.txt").write_text(text_of(), encoding="utf-8")


def changed(folder: Path) -> None:
    """The same document with a corrected indicator."""
    (folder / f"{NAME}.txt").write_text(text_of(PRINTED, CORRECTED), encoding="utf-8")


def new_version(folder: Path) -> None:
    """The next version of the standard under a new name, as the platform publishes it."""
    rows = "V3\tIDC5294-001v3\t數位平臺營運企劃人員\t最新版本\t略\t2025/06/15"
    if rows not in text_of():
        raise ValueError("the sample's version table is another one")
    now = "V4\tIDC5294-001v4\t數位內容營運企劃人員\t最新版本\t略\t2026/12/15\n"
    older = "V3\tIDC5294-001v3\t數位平臺營運企劃人員\t歷史版本\t已被《IDC5294-001v4》取代\t2025/06/15"
    text = text_of(rows, now + older)
    text = text.replace("職能基準代碼\t\tIDC5294-001v3", "職能基準代碼\t\tIDC5294-001v4")
    text = text.replace("職業\t數位平臺營運企劃人員", "職業\t數位內容營運企劃人員")
    text = text.replace(PRINTED, f"{CORRECTED}並留存紀錄")
    (folder / "數位內容營運企劃人員-職能基準.txt").write_text(text, encoding="utf-8")


def broken(folder: Path) -> None:
    """A download that stopped half way."""
    (folder / "半途中斷.pdf").write_bytes((ROOT / "raw" / "IDC5294-001v3.pdf").read_bytes()[:60_000])


def historical(folder: Path) -> None:
    """The bytes of the third version, which the platform now offers as historical."""
    (folder / f"《歷史資料》{NAME}.txt").write_text(
        text_of(PRINTED, CORRECTED), encoding="utf-8"
    )


def nothing(folder: Path) -> None:
    """Nothing arrives."""


KILLED = "砍掉重來 · Killed at random moments"
INGEST = "icap-pipeline ingest"
SOURCE = "--source 'iCAP 職能發展應用平台'"
CHAPTERS = (
    Chapter("第一次歸檔 · First ingest", "2026-01-05", first,
            (f"mv downloads/* raw/inbox/ && {INGEST} {SOURCE}", "cat raw/manifest.csv"),
            "A document lies in the inbox. It moves into the archive and becomes the first release."),
    Chapter("沒有變動 · No change", "2026-01-06", nothing, (INGEST, "ls processed"),
            "The next night nothing arrived: no document is opened, no release is made."),
    Chapter("文件更正 · A changed document", "2026-02-02", changed,
            (f"mv downloads/* raw/inbox/ && {INGEST} {SOURCE} --log text", "ls raw", "cat processed/2026-02-02/CHANGES.md"),
            "The platform corrected a sentence under the same name. Both files stay, the later one is published."),
    Chapter("新版次 · A new version", "2026-12-16", new_version,
            (f"mv downloads/* raw/inbox/ && {INGEST} {SOURCE} --quiet", "cat processed/2026-12-16/CHANGES.md",
             "icap-pipeline diff IDC5294-001v3 IDC5294-001v4"),
            "Version 4 appears under a new name. Version 3 stays in the tables and is marked as superseded."),
    Chapter("損壞的文件 · A broken document", "2026-12-17", broken, (f"mv downloads/* raw/inbox/ && {INGEST} {SOURCE}",),
            "A PDF that stopped half way is kept as it came, rejected with a reason, and stops nothing."),
    Chapter("列為歷史資料、下架 · Historical, then withdrawn", "2027-01-04", historical,
            (f"mv downloads/* raw/inbox/ && {INGEST} {SOURCE} --quiet", "ls raw",
             f"mkdir -p raw/withdrawn && mv raw/半途中斷.pdf raw/withdrawn/ && {INGEST} --quiet", "ls processed",
             "icap-pipeline diff 2027-01-04 2027-01-04.2", "icap-pipeline verify"),
            "The platform offers the old bytes under a historical name; the file takes that name. The broken file is "
            "withdrawn by hand: it stays in the archive and leaves the tables."),
)


def run(command: str, place: Path, day: str) -> str:
    """What a command prints in the scratch folder, at noon of a day."""
    noon = dt.datetime.fromisoformat(f"{day}T12:00:00+00:00")
    environment = os.environ | {
        "PATH": f"{place / '.bin'}{os.pathsep}{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8",
        "SOURCE_DATE_EPOCH": str(int(noon.timestamp())),
    }
    done = subprocess.run(["sh", "-c", command], cwd=place, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the story broke off at: {command}\n{done.stdout}{done.stderr}")
    told = re.sub(r"(?m)^(time +)[\d.]+ s$", r"\1… s", done.stderr + done.stdout).rstrip("\n")
    return re.sub(r"(?m)^\d{4}-\d\d-\d\dT[\d:]+Z ", f"{day}T03:17:00Z ", told)


def install(place: Path) -> None:
    """The command as an installation has it, whether or not this Python has it installed."""
    command = place / ".bin" / "icap-pipeline"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m pipeline "$@"\n', encoding="utf-8")
    command.chmod(0o755)


def told(chapter: Chapter, place: Path) -> list[str]:
    """A chapter as Markdown."""
    (place / "downloads").mkdir(exist_ok=True)
    chapter.arrives(place / "downloads")
    lines = [f"## {chapter.title}", "", f"{chapter.day}. {chapter.text}", ""]
    for command in chapter.commands:
        lines += ["```console", f"$ {command}", run(command, place, chapter.day), "```", ""]
    return lines


def figures(title: str, command: str, path: Path | None) -> list[str]:
    """The figures of a long search, as its command printed them."""
    if path is None:
        return []
    return [f"## {title}", "", "```console", f"$ {command}", path.read_text(encoding="utf-8").rstrip("\n"), "```", ""]


AMONG = "python -m fuzz --among 500 --inputs 20000 --seconds 60"
HEAD = """# 一年的故事 · A year in the life of an archive

Written by `python -m tests.cli.story`, which runs the commands below in an empty folder. The sample is invented
upon the document in `raw/`; days are set, seconds left out. How everything works: [ingestion](ingestion.md).
"""


def main(words: Sequence[str] | None = None) -> int:
    """Write the page."""
    parser = argparse.ArgumentParser(prog="python -m tests.cli.story", description=__doc__)
    parser.add_argument("--kill", type=Path, help="what `python -m tests.runs.kill_loop` printed")
    parser.add_argument("--fuzz", type=Path, help="what `python -m fuzz --inputs 20000` printed")
    parser.add_argument("--among", type=Path, help=f"what `{AMONG}` printed")
    parser.add_argument("--page", type=Path, default=PAGE)
    arguments = parser.parse_args(words)
    lines = [HEAD]
    with tempfile.TemporaryDirectory() as scratch:
        install(Path(scratch))
        (Path(scratch) / "raw" / "inbox").mkdir(parents=True)
        for chapter in CHAPTERS:
            lines += told(chapter, Path(scratch))
    lines += figures(KILLED, "python -m tests.runs.kill_loop --points 200", arguments.kill)
    lines += figures("損壞輸入 · Damaged input", "python -m fuzz --inputs 20000", arguments.fuzz)
    lines += figures("混在完好文件之間 · Among sound documents", AMONG, arguments.among)
    arguments.page.write_text("\n".join(lines).rstrip("\n") + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
