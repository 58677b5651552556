"""What Great Expectations said of single values in an earlier run, so that it is asked only of values that are new.

What it says of a value follows from the value and the question alone (see `questions`). A value is known by the hash
of its text; the questions stand beside it in full, and the key of the file by whatever else decides: this program and
its libraries. What could not be answered is not kept.
"""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b, sha256
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from pipeline.base import expendable
from pipeline.gate.validate.columns import Mask, Positions
from pipeline.gate.validate.questions import Question

Digests = npt.NDArray[np.bytes_]

_BYTES = 16
_LAST = b"\x01"
"""Ends each digest, because numpy takes zeros at the end of bytes for nothing."""
_NULL = b"\x00" * (_BYTES - 1) + _LAST


@dataclass(frozen=True, slots=True)
class Recalled:
    """Of some values: their digests, which of them have to be asked, and for each question which break it, as far as known."""

    digests: Digests
    unknown: Positions
    failing: Mapping[Question, Mask]


class KeptAnswers:
    """The answers that lie in a file under a key; `path` None keeps nothing."""

    def __init__(self, path: Path | None = None, key: str = "") -> None:
        self._path, self._key = path, f"answers {key}"
        self._known: dict[str, Any] = expendable.load(path, self._key) if path else {}
        self._told: dict[str, Any] = {}

    def recall(self, questions: Sequence[Question], values: pd.Series) -> Recalled:
        """What is known of values that all these questions are asked of."""
        nothing = {question: np.zeros(len(values), dtype=bool) for question in questions}
        if self._path is None:
            return Recalled(np.empty(0, dtype=f"S{_BYTES}"), np.arange(len(values)), nothing)
        digests = _digests(values)
        try:
            entry = self._known[_name(questions)]
            known = np.isin(digests, _unpacked(entry["judged"]))
            failing = {question: known & _among(digests, entry["failing"][json.dumps(question)]) for question in questions}
        except (KeyError, TypeError, ValueError):
            return Recalled(digests, np.arange(len(values)), nothing)
        return Recalled(digests, np.flatnonzero(~known), failing)

    def note(self, recalled: Recalled, failing: Mapping[Question, Mask]) -> None:
        """Keep what was answered: for each question the values that break it. What no run asks any more is forgotten."""
        if self._path is not None:
            told = {json.dumps(question): _packed(recalled.digests[wrong]) for question, wrong in failing.items()}
            self._told[_name(failing)] = {"judged": _packed(recalled.digests), "failing": told}

    def save(self) -> None:
        """Keep the answers of this run for the next one."""
        if self._path is not None and self._told != self._known:
            expendable.save(self._told, self._path, self._key)


def _name(questions: Sequence[Question] | Mapping[Question, Mask]) -> str:
    return sha256(json.dumps(sorted(questions)).encode()).hexdigest()


def _digests(values: pd.Series) -> Digests:
    found = [_NULL if pd.isna(value) else blake2b(_bytes(value), digest_size=_BYTES - 1).digest() + _LAST for value in values]
    return np.array(found, dtype=f"S{_BYTES}")


def _bytes(value: object) -> bytes:
    """A value's text; of one type no two values have the same."""
    return str(value).encode("utf-8", "surrogatepass")


def _among(digests: Digests, packed: str) -> Mask:
    return np.isin(digests, _unpacked(packed)) if packed else np.zeros(len(digests), dtype=bool)


def _packed(digests: Digests) -> str:
    return b64encode(np.sort(digests).tobytes()).decode()


def _unpacked(text: str) -> Digests:
    return np.frombuffer(b64decode(text), dtype=f"S{_BYTES}")
