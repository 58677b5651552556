"""The day, as far as it decides anything."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterator
from contextlib import contextmanager

TAIPEI = "Asia/Taipei"
_FIXED = {TAIPEI: dt.timezone(dt.timedelta(hours=8))}
"""Zones that need no database: Taiwan has not put its clocks forward since 1979."""
_zone: dt.tzinfo = _FIXED[TAIPEI]
_day: dt.date | None = None


def zone_named(name: str) -> dt.tzinfo:
    """A time zone by its IANA name. Raises ValueError where there is no such zone."""
    if name in _FIXED:
        return _FIXED[name]
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"{name} is no time zone; name one such as {TAIPEI}") from error


def settle(name: str) -> None:
    """Say once, at the start of a command, whose days count: those of this zone. Raises ValueError as of `zone_named`."""
    global _zone
    _zone = zone_named(name)


@contextmanager
def on_day(day: dt.date) -> Iterator[None]:
    """In this block it is another day, that of a run which is repeated."""
    global _day
    before, _day = _day, day
    try:
        yield
    finally:
        _day = before


def today() -> dt.date:
    """The day of the run in its place; SOURCE_DATE_EPOCH (seconds) sets the moment, so that a run can be repeated."""
    if _day is not None:
        return _day
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    moment = dt.datetime.now(dt.UTC) if epoch is None else dt.datetime.fromtimestamp(int(epoch), dt.UTC)
    return moment.astimezone(_zone).date()
