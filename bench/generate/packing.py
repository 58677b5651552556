"""Zip packages with fixed times, so that the same document gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

_TIME = (2020, 1, 1, 0, 0, 0)


def package(parts: Mapping[str, str], *, stored: tuple[str, ...] = ()) -> bytes:
    """A zip file of text parts; those in `stored` are not compressed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as target:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, _TIME)
            info.compress_type = zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED
            target.writestr(info, text)
    return buffer.getvalue()
