"""Large libraries loaded for less: without what they import for nothing we ask of them, and without looking for garbage."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any


def defer(names: Iterable[str]) -> None:
    """Let an import of these modules load nothing; the first use of one loads it whole, as the import would have done.

    What is loaded already, or is not installed, stays as it is.
    """
    for name in names:
        if name not in sys.modules:
            _defer(name)


def _defer(name: str) -> None:
    """Not `importlib.util.LazyLoader`: its modules load as soon as an `import` looks whether they are being loaded."""
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        return
    module, loader = module_from_spec(spec), spec.loader

    def load(attribute: str) -> Any:
        del module.__dict__["__getattr__"]
        loader.exec_module(module)
        return getattr(module, attribute)

    module.__dict__["__getattr__"] = load
    sys.modules[name] = module
    _known_to_parent(name, module)


def _known_to_parent(name: str, module: ModuleType) -> None:
    parent, _, child = name.rpartition(".")
    if parent:
        setattr(sys.modules[parent], child, module)


@contextmanager
def growing() -> Iterator[None]:
    """A block that makes many objects which stay, as large imports do: in it nobody looks for cycles of garbage among them."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
