"""The front door: command line, make targets and both READMEs say the same, and what they say works."""

from __future__ import annotations

import argparse
import os
import re
import shlex
import subprocess
import sys
import tomllib
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import duckdb
import pytest

from pipeline.base.version import VERSION
from pipeline.cli import build_parser
from pipeline.schema import TABLES
from tests.cli import picture
from tests.conftest import Released, release_of

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh-TW.md")
COMMANDS = "docs/commands.md"
PAGES = (*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "docs/architecture.md", "docs/field-guide.md")
GUIDES = ("docs/field-guide-index.md", "docs/issues.md", "docs/quality.md", "docs/operations.md", "expectations/README.md")
LINKED = (*PAGES, *GUIDES, COMMANDS)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def fenced(name: str, language: str) -> list[str]:
    """The code blocks of one language on a page."""
    return re.findall(rf"^```{language}\n(.*?)^```$", read(name), re.M | re.S)


def make(*arguments: str) -> str:
    """What make prints; variables of an enclosing make must not reach it."""
    ours = {"MAKEFLAGS", "MFLAGS", "MAKELEVEL", "MAKEOVERRIDES", "ARGS", "FILE", "INPUT", "OUTPUT", "TABLES", "PYTHON"}
    environment = {name: value for name, value in os.environ.items() if name not in ours}
    done = subprocess.run(["make", *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return done.stdout


@cache
def targets() -> dict[str, str]:
    """The targets that bare `make` lists, in its order, with their one line of help."""
    return dict(re.findall(r"^  make ([a-z-]+) +(\S.*)$", make("-s"), re.M))


def verbs() -> list[str]:
    parser = build_parser()
    return [verb for action in parser._actions if isinstance(action, argparse._SubParsersAction) for verb in action.choices]


def test_the_command_line_has_the_stages_as_verbs() -> None:
    assert {"run", "parse", "validate", "release", "explain", "derive"} <= set(verbs())


@pytest.mark.parametrize("verb", verbs())
def test_every_verb_has_help_a_target_and_a_readme_line(verb: str) -> None:
    assert re.search(rf"^\s+{verb}\s+\S", build_parser().format_help(), re.M), f"{verb} has no help"
    assert verb in targets()
    for page in command_tables():
        assert re.search(rf"^\| `make {verb}\b.*`icap-pipeline {verb}`.*\| \S", page, re.M), f"{verb} is not in {COMMANDS}"


def test_the_target_of_each_verb_calls_it_with_options_it_knows() -> None:
    # A Python that is named is not looked for.
    recipes = make("--dry-run", *verbs(), "FILE=raw/a name with spaces.pdf", f"PYTHON={sys.executable}")
    commands = [shlex.split(command) for command in re.findall(r"python -m pipeline (.*)$", recipes, re.M)]
    for command in commands:
        build_parser().parse_args(command)
    assert [command[0] for command in commands] == verbs()


def test_targets_call_the_interpreter_so_that_the_folder_may_be_moved() -> None:
    """The first line of a command that pip installs names the folder in which it was installed."""
    called = re.findall(r"^(?:\t@|\w+ = )(?:\S+=\S+ )*\$\(BIN\)/([\w-]+)", read("Makefile"), re.M)
    assert len(called) > 5 and set(called) == {"python"}


def command_tables() -> list[str]:
    """The page of the commands in English and in Chinese."""
    english, chinese = read(COMMANDS).split('<a id="zh"></a>')
    return [english, chinese]


@pytest.mark.parametrize("language", [0, 1])
def test_the_page_of_commands_has_a_line_for_every_target_in_the_same_order(language: int) -> None:
    assert re.findall(r"^\| `make ([a-z-]+)", command_tables()[language], re.M) == list(targets())


@pytest.mark.parametrize("page", READMES)
def test_the_readme_names_every_target_in_the_same_order(page: str) -> None:
    listed = re.findall(r"^- \*\*.+$", read(page).partition("docs/commands.md")[2].partition("\n## ")[0], re.M)
    assert re.findall(r"`make ([a-z-]+)`", "\n".join(listed)) == list(targets())


def test_the_picture_of_the_readme_shows_what_the_sample_gives(released: Released, regenerate: bool) -> None:
    drawn = picture.picture(release_of(released.output))
    if regenerate:
        picture.PAGE.write_text(drawn, encoding="utf-8", newline="\n")
    assert picture.PAGE.read_text(encoding="utf-8") == drawn
    assert all("](docs/release.svg)" in read(page).partition("```sh")[0] for page in READMES)


def test_the_targets_come_in_the_order_of_the_flow() -> None:
    flow = ("setup", "run", "parse", "validate", "release", "explain", "derive", "test")
    places = [list(targets()).index(verb) for verb in flow]
    assert all(earlier < later for earlier, later in pairwise(places))


@pytest.mark.parametrize("page", READMES)
def test_the_first_commands_of_the_readme_are_run_and_test(page: str) -> None:
    assert fenced(page, "sh")[0].split("\n") == ["make run", "make test", ""]


@pytest.mark.parametrize("page", [*PAGES, ".ci/run"])
def test_every_target_that_a_page_names_exists(page: str) -> None:
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)|^ *step ([a-z-]+)", read(page), re.M))
    assert {name for pair in named for name in pair if name} - set(targets()) <= {"help"}


def test_explain_without_a_document_says_what_is_missing() -> None:
    with pytest.raises(subprocess.CalledProcessError) as failure:
        make("explain")
    assert "make explain FILE=" in failure.value.stderr


@pytest.mark.parametrize("page", LINKED)
def test_every_link_inside_the_project_leads_somewhere(page: str) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", read(page)):
        path, _, anchor = link.partition("#")
        target = (ROOT / page).parent / path if path else ROOT / page
        assert target.exists(), f"{page} links to {link}"
        assert not anchor or f'<a id="{anchor}"></a>' in target.read_text(encoding="utf-8"), f"{page} links to {link}"


@pytest.mark.parametrize("page", READMES)
def test_the_readme_lists_every_table(page: str) -> None:
    assert re.findall(r"^\| \[`([a-z_]+)`\]", read(page), re.M) == list(TABLES)


def test_the_chinese_readme_calls_the_tables_as_the_schema_does() -> None:
    assert re.findall(r"^\| \[`[a-z_]+`\].*?\| (\S+) \|", read(READMES[1]), re.M) == [table.label_zh for table in TABLES.values()]


def test_both_readmes_have_the_same_parts() -> None:
    english, chinese = (_parts(page) for page in READMES)
    assert english == chinese


def _parts(page: str) -> list[list[str]]:
    """The depths of the headings and all examples, which have no language."""
    headings: list[str] = re.findall(r"^#+(?= )", read(page), re.M)
    return [headings, *(fenced(page, language) for language in ("sh", "python", "sql"))]


@pytest.fixture(scope="module")
def published(released: Released, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the sample has been through the pipeline, as after `make run`."""
    folder = tmp_path_factory.mktemp("newcomer")
    (folder / "processed").symlink_to(released.output)
    return folder


def python(arguments: list[str], folder: Path) -> str:
    """What Python prints, started in `folder`; its errors are the failure's text."""
    environment = os.environ | {"PYTHONUTF8": "1"}
    done = subprocess.run([sys.executable, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_pandas_example_prints_the_tasks_of_the_sample(published: Path) -> None:
    (example,) = fenced("README.md", "python")
    assert "T1.1" in python(["-c", example], published)


def test_the_duckdb_example_counts_the_tasks_of_each_skill(published: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (example,) = fenced("README.md", "sql")
    monkeypatch.chdir(published)
    rows = duckdb.connect().execute(example).fetchall()
    assert rows
    assert all(skill.startswith("S") and tasks >= 1 for _, skill, _, tasks in rows)


def _project() -> dict[str, Any]:
    project: dict[str, Any] = tomllib.loads(read("pyproject.toml"))["project"]
    return project


def _folded(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def _sections() -> dict[str, dict[str, str]]:
    """The sections of constraints.txt: each package with its version, marker and hashes."""
    pin = re.compile(r"^([A-Za-z0-9._-]+)(==\S.*\n(?: {4}.*\n)*)", re.M)
    parts = re.split(r"^# == (\S+)\n", read("constraints.txt"), flags=re.M)
    named = zip(parts[1::2], parts[2::2], strict=True)
    return {section: {_folded(package): rest for package, rest in pin.findall(part)} for section, part in named}


@pytest.mark.parametrize("extra, sections", [
    ("", "run"), ("publish", "run publish"), ("cluster", "run publish cluster"), ("mcp", "run publish cluster mcp"),
    ("dev", "run publish cluster mcp compile dev"),
    ("examples", "run publish cluster mcp compile dev"),
])
def test_every_direct_dependency_is_pinned_in_what_an_install_takes(extra: str, sections: str) -> None:
    asked = _project()["optional-dependencies"].get(extra, _project()["dependencies"])
    names = {_folded(re.split(r"[<>=!~\[ ]", one)[0]) for one in asked}
    assert names <= {package for name in sections.split() for package in _sections()[name]}


def test_every_pin_has_a_version_and_hashes_and_names_no_address() -> None:
    exact = re.compile(r"==[0-9][A-Za-z0-9.+!]*( ; [^\\]+)? \\\n( {4}--hash=sha256:[0-9a-f]{64}( \\)?\n)+")
    pins = [pin for section in _sections().values() for pin in section.values()]
    assert len(pins) > 100 and all(map(exact.fullmatch, pins))
    assert "://" not in read("constraints.txt")


def test_the_changelog_tells_of_the_current_version() -> None:
    assert re.search(rf"^## {re.escape(VERSION)}\b", read("CHANGELOG.md"), re.M)
