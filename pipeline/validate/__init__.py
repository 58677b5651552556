"""The gate: the Parquet files that are to be published, against every expectation.

`check` reads the files back from the disk, so what it judges is what readers get.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from pipeline.validate.assets import Asset, read_assets
from pipeline.validate.suites import load
from pipeline.validate.verdict import SEVERITIES, Verdict, Violation, violations


def _counts(severities: list[str]) -> dict[str, int]:
    counted = Counter(severities)
    return {severity: counted[severity] for severity in SEVERITIES}


def check(folder: Path, expectations: Path) -> Verdict:
    """Validate `<table>.parquet` of every table in `folder` against the suites below `expectations`.

    A file, a column or a suite that is missing, and an expectation that raises, fail as critical.
    Takes three to six seconds at the first call, because it loads Great Expectations.
    """
    # Imported here and not above: this alone costs seconds, and only the gate needs it.
    from pipeline.validate.engine import run

    assets, unreadable = read_assets(folder)
    suites, unusable = load(expectations)
    outcomes = [*unreadable, *unusable, *run(assets, suites)]
    by_name: dict[str, Asset] = {asset.name: asset for asset in assets}
    found = [violation for outcome in outcomes for violation in violations(outcome, by_name.get(outcome.asset))]
    return Verdict(
        tuple(found),
        _counts([outcome.severity for outcome in outcomes]),
        _counts([outcome.severity for outcome in outcomes if not outcome.success]),
    )


__all__ = ["Verdict", "Violation", "check"]
