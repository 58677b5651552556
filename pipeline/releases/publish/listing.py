"""`versions.json` of a published place: which releases are there, and which one is the latest."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from pipeline.base.errors import PipelineError
from pipeline.releases.release import VERSIONS, ReleaseInfo

Entry = dict[str, Any]


def age(name: str) -> tuple[str, int]:
    """Sort key of release names: the day, then the number of the release on that day."""
    day, _, number = name.partition(".")
    return day, int(number) if number.isdecimal() else 1


def parse(content: bytes | None, place: str) -> list[Entry]:
    """The releases listed at a place, newest first; raises `PipelineError` where the list cannot be read."""
    if content is None:
        return []
    try:
        entries: list[Entry] = json.loads(content)["releases"]
        return sorted(entries, key=lambda entry: age(entry["name"]), reverse=True)
    except (ValueError, KeyError, TypeError) as error:
        raise PipelineError(f"{place}/{VERSIONS} is not a list of releases; publish to another place or repair it.") from error


def with_release(entries: list[Entry], info: ReleaseInfo, place: str) -> list[Entry]:
    """The list with a release in it; raises `PipelineError` where its name stands for other data already."""
    held = next((entry for entry in entries if entry["name"] == info.name), None)
    if held is not None and held["identity"] != info.identity:
        raise PipelineError(
            f"{place} has a release {info.name} with other data, and a published release never changes; "
            "publish to another place, or run the pipeline again for a new name."
        )
    others = [entry for entry in entries if entry["name"] != info.name]
    return sorted([*others, asdict(info)], key=lambda entry: age(entry["name"]), reverse=True)


def text(entries: list[Entry]) -> bytes:
    """The file's content."""
    listed = {"latest": entries[0]["name"], "releases": entries}
    return (json.dumps(listed, ensure_ascii=False, indent=2) + "\n").encode()
