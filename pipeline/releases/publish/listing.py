"""The list of releases at a published place: in the sequence in which they were made, whoever published them in which order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from pipeline.base.errors import PipelineError
from pipeline.releases.versions import VERSIONS, Listed, ReleaseInfo, ordered, parse


def releases_there(content: bytes | None, place: str) -> list[Listed]:
    """The releases listed at a place, newest first; raises `PipelineError` where the list cannot be read."""
    if content is None:
        return []
    try:
        return parse(content)
    except ValueError as error:
        raise PipelineError(f"{place}/{VERSIONS} is not a list of releases; publish to another place or repair it.") from error


def with_release(listed: list[Listed], info: ReleaseInfo, place: str, ours: Sequence[ReleaseInfo] = ()) -> list[Listed]:
    """The list with a release in it, and with the withdrawals of ours.

    Raises `PipelineError` where the release's name stands for other data.
    """
    held = next((line for line in listed if line["name"] == info.name), None)
    if held is not None and held["identity"] != info.identity:
        raise PipelineError(
            f"{place} has a release {info.name} with other data, and a published release never changes; "
            "publish to another place, or run the pipeline again for a new name."
        )
    reasons = {(one.name, one.identity): one.withdrawn for one in ours if one.withdrawn}
    merged = [asdict(info), *(line for line in listed if line["name"] != info.name)]
    return ordered(
        line | {"withdrawn": reasons.get((line["name"], line["identity"]), line.get("withdrawn", ""))} for line in merged
    )
