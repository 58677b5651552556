"""The pdfium library that pypdfium2 brings, without pypdfium2's Python around it.

Its bindings describe every function and structure of pdfium, which costs a process 9 MB and 50 ms at its start; we
call some forty functions and declare them ourselves (see `pdfium_calls`). The library is the same one, loaded once:
whoever imports pypdfium2 as well, before or after, meets it initialised, and initialising it twice changes nothing.
"""

from __future__ import annotations

import ctypes
from importlib.util import find_spec
from typing import Any

PACKAGE = "pypdfium2_raw"
FILES = ("libpdfium.so", "libpdfium.dylib", "pdfium.dll")

# From pdfium's headers; a test compares them with pypdfium2's.
FPDF_PAGEOBJ_TEXT = 1
FPDF_PAGEOBJ_PATH = 2
FPDF_PAGEOBJ_IMAGE = 3
FPDF_PAGEOBJ_FORM = 5
FPDF_SEGMENT_LINETO = 0
FPDF_SEGMENT_BEZIERTO = 1
FPDF_SEGMENT_MOVETO = 2
FPDF_ERR_PASSWORD = 4
FPDFBITMAP_BGRA = 4


class _Config(ctypes.Structure):
    """How pdfium starts: `version` says how much of this it may read, the rest is left to it."""

    _fields_ = (
        ("version", ctypes.c_int), ("user_font_paths", ctypes.POINTER(ctypes.c_char_p)), ("isolate", ctypes.c_void_p),
        ("v8_embedder_slot", ctypes.c_uint),
    )


_NO_FOLDERS = (ctypes.c_char_p * 1)(None)
"""The folders in which pdfium looks for fonts: none, so that a text is the same whatever fonts the machine has."""


def opened() -> ctypes.CDLL:
    """The library, found beside the bindings, or through them where they use one of the system."""
    spec = find_spec(PACKAGE)
    for folder in (spec and spec.submodule_search_locations) or ():
        for name in FILES:
            try:
                return ctypes.CDLL(f"{folder}/{name}")
            except OSError:
                # Of another system, or not there.
                continue
    from pypdfium2_raw import bindings

    library: ctypes.CDLL = bindings._libs["pdfium"]
    return library


_LIBRARY = opened()
_LIBRARY.FPDF_InitLibraryWithConfig(ctypes.byref(_Config(version=2, user_font_paths=_NO_FOLDERS)))


def __getattr__(name: str) -> Any:
    """A function of the library. Raises AttributeError where it has none of that name."""
    return getattr(_LIBRARY, name)
