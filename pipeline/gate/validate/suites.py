"""Read the suites: `derived/<asset>.json` follows from the schema, `rules/<asset>.json` is written by hand.

An asset is a published table or one of the frames made from them (see `assets`).
"""

from __future__ import annotations

import json
import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.gate.validate.checks import CHECKS
from pipeline.gate.validate.outcome import Outcome, problem
from pipeline.schema.derive.suites import CHECKS as ASSET
from pipeline.schema.derive.suites import NAMESPACE, suites

Expectation = dict[str, Any]
Suites = Mapping[str, Sequence[Expectation]]
"""The expectations of each asset."""


def _numbered(asset: str, expectation: Expectation) -> Expectation:
    """Give a rule an id that follows from what it says, so that people need not write one."""
    words = json.dumps(["rules", asset, expectation["type"], expectation["kwargs"]], ensure_ascii=False, sort_keys=True)
    return expectation | {"id": str(uuid.uuid5(NAMESPACE, words))}


def _rules(path: Path) -> list[Expectation]:
    suite = json.loads(path.read_text(encoding="utf-8"))
    return [_numbered(path.stem, rule) for rule in suite["expectations"]]


def _unjudged(rules: list[Expectation]) -> list[Outcome]:
    """Checks without a rule, and rules of checks that do not exist: both would pass for ever."""
    judged = {rule["kwargs"].get("row_condition", {}).get("parameter") for rule in rules if rule["meta"].get("reason")}
    return [
        *(problem(ASSET, name, f"rules/{ASSET}.json has no rule for the check {name}") for name in CHECKS if name not in judged),
        *(problem(ASSET, str(name), f"rules/{ASSET}.json judges {name}, which is no check") for name in judged - set(CHECKS)),
    ]


def load(expectations: Path) -> tuple[dict[str, list[Expectation]], list[Outcome]]:
    """The expectations of each asset; what is missing or belongs to nothing as failures.

    Without these failures a renamed table would quietly lose its rules.
    """
    names = list(suites())
    loaded: dict[str, list[Expectation]] = defaultdict(list)
    problems = []
    for name in names:
        path = expectations / "derived" / f"{name}.json"
        if path.exists():
            loaded[name] += json.loads(path.read_text(encoding="utf-8"))["expectations"]
        else:
            problems.append(problem(name, "suite", f"derived/{path.name} is missing; generate the suites again"))
    for path in sorted((expectations / "rules").glob("*.json")):
        if path.stem in names:
            loaded[path.stem] += _rules(path)
        else:
            problems.append(problem(path.stem, "suite", f"rules/{path.name} belongs to no table"))
    problems += _unjudged(loaded[ASSET])
    return dict(loaded), problems
