"""The story in the documentation is a recording: its commands exist, and every chapter shows what it promises."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from pipeline.cli import build_parser
from tests.cli import story

PAGE = story.PAGE.read_text(encoding="utf-8")


def typed() -> list[str]:
    """The calls of our own command line on the page."""
    lines = re.findall(r"^\$ (.*)$", PAGE, re.M)
    return [part.strip() for line in lines for part in line.split("&&") if part.strip().startswith("icap-pipeline ")]


@pytest.mark.parametrize("command", sorted(set(typed())))
def test_every_command_of_the_story_is_understood(command: str) -> None:
    build_parser().parse_args(shlex.split(command)[1:])


@pytest.mark.parametrize("chapter", story.CHAPTERS, ids=lambda chapter: chapter.day)
def test_every_chapter_is_on_the_page_with_its_commands(chapter: story.Chapter) -> None:
    # Pages of changes have headings of their own; the next chapter's is what ends this one.
    ends = [f"\n## {title}" for title in (*(other.title for other in story.CHAPTERS), story.KILLED)]
    part = PAGE.partition(f"\n## {chapter.title}\n")[2]
    part = part[: min(part.index(end) for end in ends if end in part)]
    assert re.findall(r"^\$ (.*)$", part, re.M) == list(chapter.commands)


@pytest.mark.parametrize(
    "told",
    ["release     unchanged: processed/2026-01-05", "1 published", "which arrived later",
     "為 IDC5294-001v3 的新版", "職能基準名稱更名", "rejected  半途中斷.pdf", f"《歷史資料》{story.NAME}",
     "移除 removed 「半途中斷.pdf」",
     "documents are as they came, 0 are not", "200 kills, 0 came too late, 0 with damage"],
)
def test_the_story_shows_what_it_is_about(told: str) -> None:
    assert told in PAGE


def test_what_arrives_differs_from_night_to_night(tmp_path: Path) -> None:
    contents = set()
    for chapter in story.CHAPTERS:
        folder = tmp_path / chapter.day
        folder.mkdir()
        chapter.arrives(folder)
        contents |= {path.read_bytes() for path in folder.iterdir()}
    assert len(contents) == 4, "the historical file has the bytes of the corrected one"
