"""A release becomes a folder of pages."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.releases.exporters import nested
from pipeline.releases.exporters.files import data_files
from pipeline.releases.exporters.rows import write_text
from pipeline.releases.exporters.sqlite import FILE_NAME as SQLITE
from pipeline.releases.folder import ReleaseFolder
from pipeline.views.dataset import Dataset, load
from pipeline.views.site import datasette, index, linked
from pipeline.views.site import files as own_files
from pipeline.views.site.catalogue import Catalogue, growth
from pipeline.views.site.changes import changes
from pipeline.views.site.charts_page import charts_page
from pipeline.views.site.data_page import DOWNLOAD, OTHERS, REPORT, changes_page, data_page, quality_page
from pipeline.views.site.home_page import compare_page, home_page, list_page
from pipeline.views.site.html import slug
from pipeline.views.site.name_page import name_page
from pipeline.views.site.shell import Page, Shell
from pipeline.views.site.standard_page import standard_page

MARK = ".icap-site"
"""A file that says that a folder is a site of ours and may be replaced."""
Progress = Callable[[int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """`address`: where the site will be read, with a slash at the end; `copy`: whether the release's files come along."""

    address: str | None = None
    copy: bool = True


@dataclass(frozen=True, slots=True)
class Built:
    """What was written."""

    folder: Path
    standards: int
    names: int
    files: int
    bytes: int


def build(place: Path, output: Path, options: Options | None = None, progress: Progress = lambda _: None) -> Built:
    """Write the site of a release, or of the latest release in a folder of releases, into `output`.

    The same release gives the same bytes. `output` is replaced if it is a site; raises `PipelineError`
    if it holds something else, and whatever `load` raises. `progress` hears of each standard.
    """
    options = options or Options()
    if options.address is not None and not options.address.endswith("/"):
        raise PipelineError(f"the address {options.address} must end with a slash, because page names follow it.")
    data = load(place)
    release = data.folder.resolve()
    if release == output.resolve() or release in output.resolve().parents:
        raise PipelineError(f"{output} lies inside the release, which never changes; name another folder.")
    _empty(output)
    catalogue = Catalogue(data, release.name, growth(release))
    pages = _write_pages(catalogue, release, output, options, progress)
    _write_files(catalogue, data, output)
    index.write(catalogue, output)
    _copy_assets(output)
    _copy_release(release, output, options)
    if options.address:
        linked.write_sitemap(pages, options.address, output)
    written = [path for path in output.rglob("*") if path.is_file()]
    weight = sum(path.stat().st_size for path in written)
    return Built(output, len(catalogue.standards), len(catalogue.names), len(written), weight)


def _empty(output: Path) -> None:
    """An empty folder with our mark."""
    if output.exists() and (not output.is_dir() or (any(output.iterdir()) and not (output / MARK).exists())):
        raise PipelineError(f"{output} holds something else than a site; name a new folder, or empty it yourself.")
    if output.exists():
        shutil.rmtree(output)
    for folder in ("standard", "name"):
        (output / folder).mkdir(parents=True)
    write_text(["A site made by icap-pipeline; it is replaced when it is made again.\n"], output / MARK)


def _pages(catalogue: Catalogue, release: Path, options: Options, progress: Progress) -> Iterator[Page]:
    yield home_page(catalogue, options.address, changes(release), ("data/standards.js", "assets/search-index.js"))
    yield list_page(catalogue)
    yield compare_page()
    yield charts_page(catalogue)
    yield quality_page(catalogue, release)
    yield changes_page(release)
    yield data_page(release, options.copy)
    for row in catalogue.standards:
        yield standard_page(catalogue, row["standard_id"], options.address)
        progress(1)
    for name in catalogue.names.values():
        yield name_page(catalogue, name, options.address)


def _write_pages(catalogue: Catalogue, release: Path, output: Path, options: Options, progress: Progress) -> list[str]:
    shell = Shell(catalogue.release, options.address)
    paths = []
    for page in _pages(catalogue, release, options, progress):
        write_text([shell.render(page)], output / page.path)
        paths.append(page.path)
    return paths


def _write_files(catalogue: Catalogue, data: Dataset, output: Path) -> None:
    """The downloads beside each standard's page."""
    for standard in nested.standards(data):
        own = standard["standard_id"]
        stem = output / "standard" / slug(own)
        own_files.write_json(standard, stem.with_name(f"{stem.name}.json"))
        own_files.write_csv(catalogue, own, stem.with_name(f"{stem.name}.csv"))
        own_files.write_xlsx(catalogue, own, stem.with_name(f"{stem.name}.xlsx"))


def _copy_assets(output: Path) -> None:
    (output / "assets").mkdir()
    for asset in sorted(files("pipeline.views.site").joinpath("assets").iterdir(), key=lambda one: one.name):
        (output / "assets" / asset.name).write_bytes(asset.read_bytes())


def _copy_release(release: Path, output: Path, options: Options) -> None:
    """The report, and the release's own files with what datasette needs, as far as they are there."""
    if (release / REPORT).is_file():
        shutil.copyfile(release / REPORT, output / REPORT)
    if not options.copy:
        return
    target = output / DOWNLOAD
    wanted = [one.path for one in data_files(ReleaseFolder(release))] + [name for name in OTHERS if (release / name).is_file()]
    for name in wanted:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(release / name, target / name)
    if (target / SQLITE).is_file():
        datasette.write(target)
