"""A deferred module is loaded by its first use, and not by its import."""

from __future__ import annotations

import gc
import importlib
import sys
from pathlib import Path

import pytest

from pipeline.base.deferred import defer, growing

MODULE = "said_when_used"


def test_an_import_loads_nothing_and_a_use_loads_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = tmp_path / "loaded"
    (tmp_path / f"{MODULE}.py").write_text(f"from pathlib import Path\nPath({str(loaded)!r}).touch()\nANSWER = 42\n")
    monkeypatch.syspath_prepend(tmp_path)
    try:
        defer((MODULE, "a_module_that_nobody_installed", "sys"))
        module = importlib.import_module(MODULE)
        assert not loaded.exists()
        assert module.ANSWER == 42
        assert loaded.exists()
        assert sys.modules["sys"] is sys
        assert "a_module_that_nobody_installed" not in sys.modules
    finally:
        sys.modules.pop(MODULE, None)


@pytest.mark.parametrize("was_on", [True, False])
def test_garbage_is_looked_for_as_before_once_a_block_of_growth_is_over(was_on: bool) -> None:
    try:
        (gc.enable if was_on else gc.disable)()
        with pytest.raises(ImportError), growing():
            assert not gc.isenabled()
            raise ImportError
        assert gc.isenabled() == was_on
    finally:
        gc.enable()
