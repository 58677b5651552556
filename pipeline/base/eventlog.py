"""What happens, as one line per event: readable text or JSON."""

from __future__ import annotations

import datetime as dt
import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TextIO

FORMS = ("text", "json")


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


@dataclass(frozen=True, slots=True)
class EventLog:
    """Writes events to a stream; without a form it writes nothing.

    An event has a name and values. Whatever a value holds (names of files hold line breaks), an event
    is one line. Times are UTC; they are for the reader and decide nothing, so a clock may jump.
    """

    form: str | None = None
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], dt.datetime] = _now

    def event(self, name: str, /, **values: Any) -> None:
        """Write one event."""
        if self.form is None:
            return
        moment = self.clock().strftime("%Y-%m-%dT%H:%M:%SZ")
        line = _json(moment, name, values) if self.form == "json" else _text(moment, name, values)
        print(line, file=self.stream, flush=True)


SILENT = EventLog()


def _json(moment: str, name: str, values: dict[str, Any]) -> str:
    return json.dumps({"time": moment, "event": name, **values}, ensure_ascii=True, default=str)


def _text(moment: str, name: str, values: dict[str, Any]) -> str:
    return " ".join([moment, name, *(f"{key}={_value(value)}" for key, value in values.items())])


def _value(value: Any) -> str:
    """A value without a space or a quote as it is, any other as a JSON string, so that lines can be taken apart."""
    if isinstance(value, dict):
        return ",".join(f"{key}:{_value(inner)}" for key, inner in value.items()) or "-"
    if isinstance(value, list | tuple):
        return ",".join(_value(inner) for inner in value) or "-"
    text = str(value)
    plain = text and text.isprintable() and not any(character in text for character in ' "=,')
    return text if plain else json.dumps(text, ensure_ascii=not text.isprintable())
