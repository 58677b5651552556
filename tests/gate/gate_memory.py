"""A gate that remembers: what was evaluated once in this process is not evaluated again.

What the gate finds in an asset follows from its frame and its expectations alone, and most tests damage one table
of many. Without this the same frames are judged again in every test, for seconds each. A test about the gate giving
the same twice calls `forget` between the two.
"""

from __future__ import annotations

import hashlib
import json
import pickle
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pipeline.gate.validate.assets import Asset
from pipeline.gate.validate.outcome import Outcome
from pipeline.gate.validate.suites import Expectation

RunOne = Callable[[Any, Asset, Sequence[Expectation]], Iterator[Outcome]]

_KNOWN: dict[bytes, tuple[Outcome, ...]] = {}


def _key(asset: Asset, expectations: Sequence[Expectation]) -> bytes:
    """Equal for equal questions only: the frame goes in with its types and its row labels."""
    return hashlib.sha256(pickle.dumps((asset.name, json.dumps(list(expectations)), asset.frame))).digest()


def remembering(run_one: RunOne) -> RunOne:
    """The evaluation of one asset, asked at most once for the same frame and expectations."""

    def run(source: Any, asset: Asset, expectations: Sequence[Expectation]) -> Iterator[Outcome]:
        key = _key(asset, expectations)
        if key not in _KNOWN:
            _KNOWN[key] = tuple(run_one(source, asset, expectations))
        yield from _KNOWN[key]

    return run


def forget() -> None:
    """Have everything evaluated anew."""
    _KNOWN.clear()
