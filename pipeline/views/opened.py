"""A release opened for looking something up: plain rows, without the seconds that pandas costs.

    with opened(Path("processed")) as release:
        release.rows("tasks", find(release.standards, "IDC5294-001").standard_id)

The SQLite file of the release answers where it is there; where the settings left it out, the tables do.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.views.lookup import Release, release_folder

_SQLITE = "standards.sqlite"


@contextmanager
def opened(place: Path) -> Iterator[Release]:
    """Open a release, or the latest one in a folder of releases. Raises `PipelineError` where there is none."""
    folder = release_folder(place)
    if (folder / _SQLITE).is_file():
        from pipeline.views.database import Database

        with Database.of(folder / _SQLITE) as database:
            yield database
    else:
        from pipeline.views.plain import Plain

        yield Plain(folder)
