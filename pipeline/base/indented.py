"""JSON that people can read, as `json.dumps` indents it: Python writes that value by value, here C writes all flat parts."""

from __future__ import annotations

import json
from functools import cache
from typing import Any


def indented(value: Any) -> str:
    """What `json.dumps(value, ensure_ascii=False, indent=1)` gives. Raises TypeError for what is no JSON."""
    return _indented(value, "\n")


def _indented(value: Any, margin: str) -> str:
    """`margin` is the line end with the spaces before the brackets of this value."""
    if not isinstance(value, dict | list | tuple) or not value:
        return _flat(margin).encode(value)
    deeper = margin + " "
    if not any(isinstance(one, dict | list | tuple) for one in (value.values() if isinstance(value, dict) else value)):
        flat = _flat(deeper).encode(value)
        return f"{flat[0]}{deeper}{flat[1:-1]}{margin}{flat[-1]}"
    if isinstance(value, dict):
        parts = [f"{json.encoder.encode_basestring(key)}: {_indented(one, deeper)}" for key, one in value.items()]
        return f"{{{deeper}{(',' + deeper).join(parts)}{margin}}}"
    return f"[{deeper}{(',' + deeper).join(_indented(one, deeper) for one in value)}{margin}]"


@cache
def _flat(margin: str) -> json.JSONEncoder:
    return json.JSONEncoder(ensure_ascii=False, separators=("," + margin, ": "))
