"""The day, as far as it decides anything."""

from __future__ import annotations

import datetime as dt
import os


def today() -> dt.date:
    """The day of the run in UTC; SOURCE_DATE_EPOCH (seconds) sets it, so that a run can be repeated."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    now = dt.datetime.now(dt.UTC) if epoch is None else dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return now.date()
