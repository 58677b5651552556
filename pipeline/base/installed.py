"""Which version of a package is installed, told by the folder that installing it leaves behind.

`importlib.metadata` reads each description as a letter; for the dozen packages that a run names that costs more than the
rest of a run in which nothing changed.
"""

from __future__ import annotations

import os
import re
import sys
from functools import cache

_FOLDER = re.compile(r"(?P<name>[^-]+)-(?P<version>[^-]+)\.dist-info")
"""As the packaging specification on recorded projects has it: neither part holds a hyphen."""


def version(package: str) -> str | None:
    """The version of a package as the interpreter would import it; None where it is not installed."""
    return _versions().get(_normal(package)) or _described(package)


@cache
def _versions() -> dict[str, str]:
    """Versions by normalised name; what comes first on the interpreter's path counts."""
    found: dict[str, str] = {}
    for place in sys.path:
        try:
            names = os.listdir(place or os.curdir)  # noqa: PTH208 - a few thousand names, of which some hundred count
        except OSError:
            continue
        for folder in filter(None, map(_FOLDER.fullmatch, names)):
            found.setdefault(_normal(folder["name"]), folder["version"])
    return found


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "_", name).lower()


def _described(package: str) -> str | None:
    """The version of a package that was installed in another way."""
    from importlib.metadata import PackageNotFoundError
    from importlib.metadata import version as described

    try:
        return described(package)
    except PackageNotFoundError:
        return None
