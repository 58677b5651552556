"""The rooms of `pipeline/`: which may import which, and that a way in is never also a way back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import ROOT

LAYERS = (
    {"cli"},
    {"runs"},
    {"gate", "views", "archive"},
    {"standards", "releases"},
    {"documents", "schema"},
    {"base"},
)
"""From the top down; a room knows the rooms of lower layers and none beside it."""
MOST_ENTRIES = 12
ON_DEMAND = {("__init__", "views")}
"""`from pipeline import load` works although nothing is imported before somebody asks for it."""

FLOOR = {room: floor for floor, rooms in enumerate(LAYERS) for room in rooms}


def modules(package: Path) -> dict[str, Path]:
    """Every module of a package by its dotted name."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(path: Path, known: set[str]) -> Iterator[str]:
    """The package's own modules that a file imports, wherever in it: an import inside a function counts as well."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in known)
        elif isinstance(node, ast.ImportFrom) and node.module in known:
            for alias in node.names:
                submodule = f"{node.module}.{alias.name}"
                yield submodule if submodule in known else str(node.module)


@cache
def arrows(package: Path) -> set[tuple[str, str]]:
    """Who imports whom, module by module."""
    known = modules(package)
    return {(name, target) for name, path in known.items() for target in imports(path, set(known)) if target != name}


def room(module: str) -> str:
    """The entry of the package's folder that a module belongs to."""
    return module.split(".")[1] if "." in module else "__init__"


def upward(package: Path) -> list[str]:
    """The imports that leave a room without going down."""
    wrong = []
    for source, target in sorted(arrows(package)):
        ends = room(source), room(target)
        if ends[0] == ends[1] or ends in ON_DEMAND or ends[0] == "__main__" or ends[1] == "__init__":
            continue
        if ends[0] not in FLOOR or ends[1] not in FLOOR or FLOOR[ends[1]] <= FLOOR[ends[0]]:
            wrong.append(f"{source} imports {target}")
    return wrong


def circles(package: Path) -> list[set[str]]:
    """Groups of modules that import each other in a ring; a package's `__init__` and its siblings are one."""
    below: dict[str, set[str]] = {}
    for source, target in arrows(package):
        if not source.startswith(f"{target}.") and not target.startswith(f"{source}."):
            below.setdefault(source, set()).add(target)
    reached = {source: _reach(source, below) for source in below}
    rings = {frozenset(other for other in reached[one] if one in reached.get(other, ())) for one in reached}
    return [set(ring) for ring in rings if len(ring) > 1]


def _reach(start: str, below: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for target in below.get(waiting.pop(), set()) - found:
            found.add(target)
            waiting.append(target)
    return found


def test_the_front_of_the_house_shows_the_flow() -> None:
    entries = {path.name for path in (ROOT / "pipeline").iterdir() if path.name != "__pycache__"}
    assert len(entries) <= MOST_ENTRIES
    assert entries == {"__init__.py", "__main__.py"} | FLOOR.keys()


def test_imports_go_down_only() -> None:
    assert upward(ROOT / "pipeline") == []


def test_no_modules_import_each_other_in_a_ring() -> None:
    assert circles(ROOT / "pipeline") == []


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A tiny package with the same rooms, all sound."""
    package = tmp_path / "pipeline"
    for name in FLOOR:
        (package / name).mkdir(parents=True)
        (package / name / "__init__.py").write_text("", encoding="utf-8")
    (package / "__init__.py").write_text("", encoding="utf-8")
    (package / "runs" / "run.py").write_text("from pipeline.gate import verdict\n", encoding="utf-8")
    (package / "gate" / "verdict.py").write_text("import pipeline.base\n", encoding="utf-8")
    return package


def test_a_sound_house_has_nothing_to_tell(house: Path) -> None:
    assert (upward(house), circles(house)) == ([], [])


@pytest.mark.parametrize(("place", "line", "told"), [
    ("base", "from pipeline.runs import run", "pipeline.base.new imports pipeline.runs.run"),
    ("gate", "def look() -> None:\n    import pipeline.views", "pipeline.gate.new imports pipeline.views"),
    ("standards", "from pipeline import releases", "pipeline.standards.new imports pipeline.releases"),
])
def test_a_planted_import_upwards_or_sideways_is_told(house: Path, place: str, line: str, told: str) -> None:
    (house / place / "new.py").write_text(f"{line}\n", encoding="utf-8")
    assert upward(house) == [told]


def test_a_planted_ring_is_told(house: Path) -> None:
    (house / "runs" / "one.py").write_text("from pipeline.runs import two\n", encoding="utf-8")
    (house / "runs" / "two.py").write_text("def late() -> None:\n    from pipeline.runs import one\n", encoding="utf-8")
    assert circles(house) == [{"pipeline.runs.one", "pipeline.runs.two"}]
