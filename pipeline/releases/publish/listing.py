"""The list of releases at a published place: newest by name first, whoever published them in which order."""

from __future__ import annotations

from dataclasses import asdict

from pipeline.base.errors import PipelineError
from pipeline.releases.versions import VERSIONS, Listed, ReleaseInfo, age, parse


def releases_there(content: bytes | None, place: str) -> list[Listed]:
    """The releases listed at a place, newest first; raises `PipelineError` where the list cannot be read."""
    if content is None:
        return []
    try:
        return _newest_first(parse(content))
    except ValueError as error:
        raise PipelineError(f"{place}/{VERSIONS} is not a list of releases; publish to another place or repair it.") from error


def with_release(listed: list[Listed], info: ReleaseInfo, place: str) -> list[Listed]:
    """The list with a release in it; raises `PipelineError` where its name stands for other data already."""
    held = next((line for line in listed if line["name"] == info.name), None)
    if held is not None and held["identity"] != info.identity:
        raise PipelineError(
            f"{place} has a release {info.name} with other data, and a published release never changes; "
            "publish to another place, or run the pipeline again for a new name."
        )
    return _newest_first([*(line for line in listed if line["name"] != info.name), asdict(info)])


def _newest_first(listed: list[Listed]) -> list[Listed]:
    return sorted(listed, key=lambda line: age(line["name"]), reverse=True)
