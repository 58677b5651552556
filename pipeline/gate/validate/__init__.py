"""The gate: the Parquet files that are to be published, against every expectation.

`check` reads the files back from the disk, so what it judges is what readers get.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from pipeline.gate import accepted as lists
from pipeline.gate.validate import known
from pipeline.gate.validate.assets import Asset, Sources, read_assets
from pipeline.gate.validate.outcome import Outcome
from pipeline.gate.validate.suites import load
from pipeline.gate.validate.tables import Tables
from pipeline.gate.validate.verdict import SEVERITIES, Verdict
from pipeline.gate.validate.violations import Violation, accept, found, numbered


def _counts(severities: Sequence[str]) -> dict[str, int]:
    counted = Counter(severities)
    return {severity: counted[severity] for severity in SEVERITIES}


def check(
    folder: Path, expectations: Path, *, reference: Path | None = None, before: Mapping[str, int] | None = None,
    today: dt.date | None = None, distinct: bool = True,
) -> Verdict:
    """Validate `<table>.parquet` of every table in `folder` against the suites and bounds below `expectations`.

    `reference` is the folder of official lists, `before` the last release's rows per table, `today` the day
    on which accepted anomalies become complaints (none without it); without `distinct` every row is judged for itself,
    for the same verdict at many times the cost. A file, a column or a suite that is missing,
    and an expectation that raises, fail as critical. Raises `PipelineError` where a list that the user keeps
    cannot be read. Takes three to six seconds at the first call, because it loads Great Expectations.
    """
    # Imported here and not above: this alone costs seconds, and only the gate needs it.
    from pipeline.gate.validate.engine import run

    accepted = lists.load(expectations)
    assets, tables, unreadable = read_assets(Sources(folder, expectations, reference, before or {}))
    suites, unusable = load(expectations)
    outcomes = [*unreadable, *unusable, *run(assets, suites, distinct=distinct)]
    violations = _violations(outcomes, {asset.name: asset for asset in assets}, accepted)
    return _verdict(outcomes, violations, tables, accepted, today or dt.date.min)


def _violations(
    outcomes: Sequence[Outcome], assets: Mapping[str, Asset], accepted: Sequence[lists.KnownIssue]
) -> list[Violation]:
    broken = [
        replace(one, outcome=place)
        for place, outcome in enumerate(outcomes) for one in found(outcome, assets.get(outcome.asset))
    ]
    return accept(numbered(broken), {one.id: one.reason for one in accepted if one.complete})


def _verdict(
    outcomes: Sequence[Outcome], violations: Sequence[Violation], tables: Tables, accepted: Sequence[lists.KnownIssue],
    today: dt.date,
) -> Verdict:
    still = {one.outcome for one in violations if one.accepted is None}
    complaints = numbered(list(known.complaints(accepted, _ids(violations, tables) if accepted else (), today)))
    failed = [outcome.severity for place, outcome in enumerate(outcomes) if not outcome.success and place in still]
    evaluated = _counts([outcome.severity for outcome in outcomes])
    failed += [one.severity for one in complaints]
    return Verdict((*violations, *complaints), evaluated, _counts(failed), tuple(outcomes), tables)


def _ids(violations: Sequence[Violation], tables: Tables) -> set[str]:
    """What a person may have accepted: violations, issues and documents."""
    places = [("issues", "issue_id"), ("documents", "sha256")]
    known = [tables.column(table, name).values.dropna() for table, name in places if table in tables]
    return {*(one.id for one in violations), *(str(name) for column in known for name in column)}


__all__ = ["Verdict", "Violation", "check"]
