"""How often properties are tried: a few times with every change, `EXAMPLES` times as often for whoever looks for more."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings

TIMES = int(os.environ.get("EXAMPLES", "1"))


def examples(number: int) -> settings:
    """So many examples, the same in every run; making a whole document for each takes its time."""
    return settings(
        max_examples=number * TIMES, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
    )
