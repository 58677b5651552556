"""The field guide as data: its entries, who cites it, and which tests are marked with its numbers."""

from __future__ import annotations

import ast
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "field-guide.md"
INDEX = ROOT / "docs" / "field-guide-index.md"
CITING = ("pipeline", "tests", "bench", "fuzz", "docs", "expectations")
"""The folders in which the guide is cited."""
OPEN = "Not yet read by rule"
"""What an entry says that no rule reads, or not all of it."""

_ENTRY = re.compile(r'<a id="(?P<anchor>[^"]+)"></a>\*\*(?P<number>I-[0-9]+) (?P<title>.+?)\.\*\*(?P<text>.*)', re.S)
_RULE = re.compile(r"`(pipeline(?:\.\w+)+:[\w.]+)`")
_ANCHOR = re.compile(r'<a id="([^"]+)"></a>')
_NUMBER = re.compile(r"\bI-[0-9]+")
_SECTION = re.compile(r"(?<![\w.])[A-EGK]\.[0-9]{1,2}(?!\w|\.[0-9])")
_NAME = r"[A-HJ-P](?:\.[0-9]{1,2})?"
_NAMED = re.compile(rf"\b(?:field guide|sections?) \(?(?:section )?({_NAME}(?:(?:, | … | and ){_NAME})*)(?![\w-])")
_RULE_OF_ONE_PAGE = re.compile(r"K \(([0-9]+)\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the guide: `rules` as `module:name`, `open` where it says that something is not yet read."""

    number: str
    title: str
    rules: tuple[str, ...]
    open: bool


def entries(guide: str) -> list[Entry]:
    """The entries in their order."""
    found = (_ENTRY.fullmatch(paragraph.strip()) for paragraph in re.split(r"\n\n+", guide))
    return [
        Entry(match["number"], match["title"], tuple(_RULE.findall(match["text"])), OPEN in " ".join(match["text"].split()))
        for match in found
        if match and match["anchor"] == anchor(match["number"])
    ]


def anchor(citation: str) -> str:
    """Where a citation leads: `I-53` to `i-53`, `A.3` to `a-3`, `L` to `l`."""
    return citation.lower().replace(".", "-")


def citations(text: str) -> set[str]:
    """The numbers and sections that a text cites; of a range both ends."""
    named = (token for match in _NAMED.finditer(text) for token in re.findall(_NAME, match[1]))
    return {*_NUMBER.findall(text), *_SECTION.findall(text), *named}


def guided(rules: str) -> set[str]:
    """What the `guide` fields of a file of expectations cite; they hold nothing but citations."""
    held = (rule.get("meta", {}).get("guide", "") for rule in json.loads(rules)["expectations"])
    fields = (_RULE_OF_ONE_PAGE.sub(r"K.\1", field) for field in held)
    return {token for field in fields for token in re.split(r", | … ", field) if token}


def unresolved(texts: Mapping[str, str], guide: str) -> list[str]:
    """Every citation that leads nowhere, as `path cites what`."""
    anchors = set(_ANCHOR.findall(guide))
    found = ((path, cited) for path, text in texts.items() for cited in sorted(_cited(path, text)))
    return [f"{path} cites {cited}" for path, cited in found if anchor(cited) not in anchors]


def _cited(path: str, text: str) -> set[str]:
    return citations(text) | (guided(text) if path.startswith("expectations/rules/") else set())


def citing(folder: str) -> dict[str, str]:
    """The texts of a folder of the project, by path."""
    paths = (path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in (".py", ".md", ".json", ".csv"))
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in paths}


def marked_tests() -> dict[str, list[str]]:
    """Number → the tests that are marked with it, as `path::name`, read from the source without importing it."""
    found: dict[str, list[str]] = defaultdict(list)
    for test, numbers in marks().items():
        for number in numbers:
            found[number].append(test)
    return found


def marks() -> dict[str, list[str]]:
    """Test → the numbers in its `irregularity` marks."""
    paths = sorted((ROOT / "tests").rglob("test_*.py"))
    return {
        f"{path.relative_to(ROOT).as_posix()}::{name}": [number for call in test.decorator_list for number in _numbers(call)]
        for path in paths
        for name, test in _tests(ast.parse(path.read_text(encoding="utf-8")).body)
    }


def _tests(body: Iterable[ast.stmt], within: str = "") -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            yield within + node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from _tests(node.body, f"{within}{node.name}::")


def _numbers(decorator: ast.expr) -> list[str]:
    """The arguments of `@irregularity("I-53")` or `@pytest.mark.irregularity("I-53")`; none of another decorator."""
    if not isinstance(decorator, ast.Call) or ast.unparse(decorator.func).rpartition(".")[2] != "irregularity":
        return []
    return [ast.literal_eval(argument) for argument in decorator.args]
