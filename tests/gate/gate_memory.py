"""A gate that remembers: what Great Expectations was asked once in this process is not asked again.

What it finds in a frame follows from the frame and the expectations alone, and most tests damage one table of many.
Without this the same frames are judged again in every test, for seconds each. A test about the gate giving
the same twice calls `forget` between the two.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd

from pipeline.gate.validate.library import Library
from pipeline.gate.validate.suites import Expectation

Ask = Callable[[Library, pd.DataFrame, Sequence[Expectation], Mapping[str, Any]], dict[str, Any]]

_KNOWN: dict[bytes, dict[str, Any]] = {}


def _key(frame: pd.DataFrame, expectations: Sequence[Expectation], result_format: Mapping[str, Any]) -> bytes:
    """Equal for equal questions only: the frame goes in with its types and its row labels."""
    words = json.dumps([list(expectations), dict(result_format)])
    return hashlib.sha256(pickle.dumps((words, frame))).digest()


def remembering(ask: Ask) -> Ask:
    """The library, asked at most once for the same frame and expectations."""

    def asked(
        library: Library, frame: pd.DataFrame, expectations: Sequence[Expectation], result_format: Mapping[str, Any]
    ) -> dict[str, Any]:
        key = _key(frame, expectations, result_format)
        if key not in _KNOWN:
            _KNOWN[key] = ask(library, frame, expectations, result_format)
        return dict(_KNOWN[key])

    return asked


def forget() -> None:
    """Have everything evaluated anew."""
    _KNOWN.clear()
