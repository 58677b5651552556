"""The report's JSON is what Python's own encoder writes."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.base.indented import indented

_SCALARS = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text()
_VALUES = st.recursive(_SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4))


@given(_VALUES)
def test_is_what_python_writes(value: Any) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)
    assert indented((value, {"甲物": value})) == json.dumps((value, {"甲物": value}), ensure_ascii=False, indent=1)


@pytest.mark.parametrize("value", [object(), {"a": {1, 2}}, [[b"x"]]])
def test_what_is_no_json_is_refused(value: Any) -> None:
    with pytest.raises(TypeError):
        indented(value)
