"""Standards and hits in the terminal, and completion for shells."""

from __future__ import annotations

import argparse
import io
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from pipeline import load
from pipeline.cli import build_parser, main
from pipeline.cli.completion import script
from pipeline.views.dataset import Dataset
from pipeline.views.terminal import Screen, marked, screen, search, show, wrap
from pipeline.views.width import width
from tests.views.site_release import CODES, NEW, OLD, poisoned, three_standards, write_release

PLAIN = Screen(80)


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(three_standards(), tmp_path_factory.mktemp("terminal") / "release")


@pytest.fixture(scope="module")
def data(release: Path) -> Dataset:
    return load(release)


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_standard_is_a_table_that_fits(data: Dataset, columns: int) -> None:
    shown = show(data, NEW, Screen(columns))
    for printed in (NEW, "甲物整理員", "級別 3", "T1 整理甲物", "T1.1 第1項", "K01 甲物概論", "包裝能力", "態度（2）"):
        assert printed in shown, printed
    assert max(map(width, shown.splitlines())) <= columns
    assert "\x1b" not in shown


def test_a_code_without_version_means_the_newest(data: Dataset) -> None:
    assert show(data, "IDC5294-001", PLAIN) == show(data, NEW, PLAIN)


def test_a_search_shows_places_and_says_what_it_leaves_out(data: Dataset) -> None:
    found = search(data, "台灣丁物", PLAIN)
    assert found.startswith(f"{CODES[0]}  臺灣丁物策展員"), "台 finds 臺"
    assert "1 項職能基準、1 處" in found
    assert search(data, "甲", PLAIN, 1).endswith("只列出前 1 項，其餘請加 --all")
    assert search(data, "舊物", PLAIN).startswith(OLD)
    assert "0 項職能基準" in search(data, "不存在的字", PLAIN)


def test_a_hit_far_inside_a_long_text_is_seen() -> None:
    shown = marked("前" * 100 + "智慧財產權" + "後" * 100, "智慧財產", Screen(60, colour=True), 40)
    assert "\x1b[1;33m智慧財產\x1b[0m" in shown
    assert width(re.sub(r"\x1b\[[0-9;]*m", "", shown)) <= 40
    assert marked("沒有", "智慧", PLAIN, 10) == "沒有"


def test_colours_are_for_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert screen(Terminal()).colour
    assert not screen(io.StringIO()).colour
    monkeypatch.setenv("NO_COLOR", "1")
    assert not screen(Terminal()).colour


def test_a_document_cannot_speak_to_the_terminal(tmp_path: Path) -> None:
    data = load(write_release(poisoned(three_standards(), everything=False), tmp_path / "release"))
    (one, *_) = data["standards"]["standard_id"]
    for shown in (show(data, one, PLAIN), search(data, "script", PLAIN)):
        assert all(character.isprintable() or character == "\n" for character in shown)


def test_wrapping_keeps_words_and_every_character() -> None:
    assert wrap("甲乙丙丁", 4) == ["甲乙", "丙丁"]
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("甲乙，丙", 4) == ["甲", "乙，", "丙"], "a comma does not begin a line"
    assert "".join(wrap("abcdefghijkl", 5)) == "abcdefghijkl"
    assert wrap("", 5) == [""]


def test_the_verbs_print_and_fail_with_a_sentence(release: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", NEW, "--release", str(release)]) == 0
    assert main(["search", "甲", "--release", str(release)]) == 0
    assert NEW in capsys.readouterr().out
    assert main(["show", "IDC5294-001v9", "--release", str(release)]) == 1
    assert "did you mean IDC5294-001v" in capsys.readouterr().err
    assert main(["search", " ", "--release", str(release)]) == 1
    assert "at least one character" in capsys.readouterr().err


def test_the_site_verb_writes_and_says_where(release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--output", str(tmp_path / "site"), "--no-files", "--address", "https://example.org/"]
    assert main(["site", str(release), *options]) == 0
    assert "3 standards, 7 competency names" in capsys.readouterr().out
    assert (tmp_path / "site" / "sitemap.xml").is_file()
    assert main(["serve", str(tmp_path / "nothing")]) == 1


@pytest.mark.parametrize(("options", "file"), [
    ([], f"{NEW}.docx"), (["--form", "xlsx"], f"{NEW}.xlsx"), (["--form", "course", "--duty", "t1"], f"{NEW}-T1-course.docx"),
])
def test_export_writes_one_standard_and_says_where(
    options: list[str], file: str, release: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = ["export", NEW, "--release", str(release), *options]
    assert main([*known, "--output", str(tmp_path / "out")]) == 0
    own = tmp_path / f"own{Path(file).suffix}"
    assert main([*known, "--output", str(own)]) == 0
    assert capsys.readouterr().out.split("\n") == [str(tmp_path / "out" / file), str(own), ""]
    assert own.read_bytes() == (tmp_path / "out" / file).read_bytes()
    assert main(["export", "IDC5294-001v9", "--release", str(release)]) == 1
    assert "did you mean IDC5294-001v" in capsys.readouterr().err


def complete(line: list[str]) -> set[str]:
    """What bash offers for the last word of a line."""
    words = " ".join(f"'{word}'" for word in line)
    ask = f'COMP_WORDS=({words}); COMP_CWORD={len(line) - 1}; _icap_pipeline; printf "%s\\n" "${{COMPREPLY[@]}}"'
    whole = f"{script('bash', build_parser())}\n{ask}"
    made = subprocess.run(["bash", "-c", whole], capture_output=True, text=True, check=True, cwd="/")
    assert not made.stderr
    return set(made.stdout.split())


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
def test_bash_completes_verbs_options_and_values() -> None:
    assert complete(["icap-pipeline", "se"]) == {"search", "serve"}
    assert {"--engine", "--quiet"} <= complete(["icap-pipeline", "parse", "--"])
    assert complete(["icap-pipeline", "parse", "--engine", "pdfp"]) == {"pdfplumber"}
    assert complete(["icap-pipeline", "completion", "z"]) == {"zsh"}
    assert "usr" in complete(["icap-pipeline", "validate", "us"])


@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_reads_its_script() -> None:
    subprocess.run(["zsh", "-n"], input=script("zsh", build_parser()), text=True, check=True)


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_completion_names_every_verb_and_option(shell: str) -> None:
    made = script(shell, build_parser())
    for action in build_parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            for verb, parser in action.choices.items():
                assert verb in made
                assert all(option in made for one in parser._actions for option in one.option_strings)
