"""Make a site, or see that it is made already, which takes no library."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.releases import versions
from pipeline.views.lookup import release_folder
from pipeline.views.site import identity
from pipeline.views.site.folder import SiteFolder, digest
from pipeline.views.site.options import Built, Options, Progress, Tick


def silent(_: int) -> AbstractContextManager[Tick]:
    """Tell nobody."""
    return nullcontext(lambda _: None)


def build(place: Path, output: Path, options: Options | None = None, progress: Progress = silent) -> Built:
    """Write the site of a release, or of the latest release in a folder of releases, into `output`.

    The same release gives the same bytes, whatever stood there before: files are written where what they are made
    of has changed, or where somebody has touched them. Raises `PipelineError` where there is no release, or where
    `output` holds something else than a site.
    """
    options = options or Options()
    release = release_folder(place).resolve()
    _check(release, output, options)
    program = identity.program()
    beside = versions.read(release.parent), identity.feed(release.parent)
    stamp = digest(program, options, release.name, *beside, identity.release(release))
    site = SiteFolder(output)
    site.claim()
    totals = site.known.totals
    if not (site.known.stamp == stamp and site.is_as_left()):
        from pipeline.views.site.writing import Build

        totals = Build(release, options, site, program).run(progress)
        site.close(stamp, totals)
    files, weight = site.weight
    return Built(output, totals["standards"], totals["names"], files, weight, site.written)


def _check(release: Path, output: Path, options: Options) -> None:
    if options.address is not None and not options.address.endswith("/"):
        raise PipelineError(f"the address {options.address} must end with a slash, because page names follow it.")
    if release == output.resolve() or release in output.resolve().parents:
        raise PipelineError(f"{output} lies inside the release, which never changes; name another folder.")
