"""Programs of others that are used where they are installed."""

from __future__ import annotations

import shutil

_OFFICE = ("soffice", "libreoffice")


def office() -> str | None:
    """Where LibreOffice is, None where it is not installed."""
    return next((found for name in _OFFICE if (found := shutil.which(name))), None)
