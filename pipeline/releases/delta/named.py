"""The comparison that a person asks for by two names: of two releases, or of two standards."""

from __future__ import annotations

from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.releases.delta.markdown import version_page
from pipeline.releases.delta.store import difference
from pipeline.releases.delta.versions import compare_versions
from pipeline.releases.versions import latest


def page(output: Path, old: str, new: str, release: str | None = None) -> str:
    """What changed between two releases of `output` or two folders of tables, or else between two standards.

    `release` is the one that holds the standards, the latest if nothing is said. Raises `PipelineError` where the
    two are not of one kind, or there is no such release or standard.
    """
    before, after = _tables(output, old), _tables(output, new)
    if before is not None and after is not None:
        return difference(before, after, old).page
    if before is not None or after is not None:
        raise PipelineError(f"{new if after is None else old} is no release; name two releases or two standards.")
    holder = _holder(output, release)
    return version_page(compare_versions(holder, old, holder, new))


def _tables(output: Path, name: str) -> Path | None:
    """A release of the output folder, or any folder with tables."""
    return next((folder for folder in (output / name, Path(name)) if name and (folder / "standards.csv").is_file()), None)


def _holder(output: Path, release: str | None) -> Path:
    newest = latest(output)
    name = release or (newest.name if newest else "")
    folder = _tables(output, name)
    if folder is None:
        raise PipelineError(f"{output} holds no release {name or 'yet'}; make one with `run`, or name it with --release.")
    return folder
