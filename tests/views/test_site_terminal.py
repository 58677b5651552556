"""Standards and hits in the terminal, and completion for shells."""

from __future__ import annotations

import argparse
import csv
import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import build_parser, main
from pipeline.cli.completion import script
from pipeline.documents.text.normalise import match_key
from pipeline.releases.exporters import nested
from pipeline.releases.finding.index import Gathered
from pipeline.releases.finding.ranking import Index
from pipeline.schema import TABLES
from pipeline.schema.tables import TABLES_BY_STANDARD, Tables
from pipeline.views import piped
from pipeline.views.lookup import Hit, KnownAs, Release
from pipeline.views.opened import opened
from pipeline.views.terminal import Screen, marked, screen, search, show, wrap
from pipeline.views.width import width
from tests.build.factory import changed
from tests.views.site_release import CODES, NEW, OLD, hollow, poisoned, three_standards, write_lines, write_release

PLAIN = Screen(80)


@pytest.fixture(scope="module", params=[True, False], ids=["SQLite", "tables"])
def place(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_release(three_standards(), tmp_path_factory.mktemp("terminal") / "release", request.param)


@pytest.fixture
def release(place: Path) -> Iterator[Release]:
    with opened(place) as release:
        yield release


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_a_standard_is_a_table_that_fits(release: Release, columns: int) -> None:
    shown = show(release, NEW, Screen(columns))
    for printed in (NEW, "甲物整理員", "級別 3", "T1 整理甲物", "T1.1 第1項", "K01 甲物概論", "包裝能力", "態度（2）"):
        assert printed in shown, printed
    assert max(map(width, shown.splitlines())) <= columns
    assert "\x1b" not in shown


def test_a_code_without_version_means_the_newest(release: Release) -> None:
    assert show(release, "IDC5294-001", PLAIN) == show(release, NEW, PLAIN)


def test_a_search_says_what_it_found_then_where_and_then_what_to_do(release: Release) -> None:
    total, _, first, *_, last = search(release, "台灣丁物", PLAIN).splitlines()
    assert total == "1 項職能基準、1 處有「台灣丁物」"
    assert first == f"{CODES[0]}  臺灣丁物策展員", "台 finds 臺"
    assert last == f"看一項：show {CODES[0]}"
    assert search(release, "甲", PLAIN, 1).endswith(f"只列出前 1 項，其餘請加 --all；看一項：show {OLD}")
    none, _, last = search(release, "不存在的字", PLAIN).splitlines()
    assert (none, last) == ("0 項職能基準、0 處有「不存在的字」", "換個說法，或只輸入其中幾個字")


@pytest.mark.parametrize("lined", [True, False])
def test_another_program_gets_csv_or_json(place: Path, lined: bool, capsys: pytest.CaptureFixture[str]) -> None:
    if lined:
        write_lines(three_standards(), place)

    def told(*arguments: str) -> str:
        assert main([*arguments, "--release", str(place)]) == 0
        return capsys.readouterr().out

    rows = list(csv.DictReader(io.StringIO(told("show", NEW, "--format", "csv"))))
    assert [row["text"] for row in rows if row["part"] == "duty"] == ["整理甲物"]
    assert {row["task_id"] for row in rows if row["item_id"] == "K01"} == {"T1.1", "T1.2"}
    whole = json.loads(told("show", "5294", "--format", "json"))
    assert (whole["standard_id"], whole["historical"], whole["updated_on"]) == (NEW, False, "2025-06-15")
    assert [row["standard_id"] for row in csv.DictReader(io.StringIO(told("search", "舊物", "--format", "csv")))] == [OLD, OLD]
    assert json.loads(told("search", "台灣丁物", "--format", "json")) == [
        {"standard_id": CODES[0], "name": "臺灣丁物策展員", "table": "standards", "item_id": CODES[0], "text": "臺灣丁物策展員"},
    ]
    (place / nested.FILE_NAME).unlink(missing_ok=True)


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
    with opened(write_release(poisoned(three_standards(), everything=False), tmp_path / "release", database=True)) as release:
        for shown in (show(release, release.standards[0].standard_id, PLAIN), search(release, "script", PLAIN)):
            assert all(character.isprintable() or character == "\n" for character in shown)


def test_every_standard_is_shown_where_whatever_may_be_null_is(tmp_path: Path) -> None:
    tables = hollow(hollow(three_standards(), NEW), CODES[0])
    ways = [write_release(tables, tmp_path / name, name == "with") for name in ("with", "without")]
    shown = []
    for way in ways:
        with opened(way) as release:
            shown.append([show(release, code, PLAIN) for code in CODES] + [search(release, "物", PLAIN)])
    assert shown[0] == shown[1]
    assert "整理舊物" in shown[0][1]
    assert shown[0][2].startswith(f"{NEW}\n級別 未載\n"), "an item without code or text takes no place"
    assert "<NA>" not in "".join(shown[0])


class Held:
    """A release as its records, without a file."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self.standards = [
            KnownAs(one.standard_id, one.base_code, one.version, one.name, one.level) for one in tables.standards
        ]

    def rows(self, table: str, standard_id: str) -> list[dict[str, Any]]:
        return [asdict(one) for one in self._tables.of(table) if getattr(one, "standard_id", None) == standard_id]

    def search(self, wanted: str) -> list[Hit]:
        return []

    @property
    def index(self) -> Index:
        return Gathered.of(())


NULLABLE = [
    (name, column.name) for name in TABLES_BY_STANDARD for column in TABLES[name].columns
    if column.nullable and column.name not in TABLES[name].key
]


def test_each_column_that_may_be_null_may_be_it_alone() -> None:
    whole = three_standards()
    for name, column in NULLABLE:
        tables = Tables()
        for table, records in whole.items():
            holed = [replace(one, **({column: None} if table == name and place % 2 else {})) for place, one in enumerate(records)]
            tables.of(table).extend(holed)
        for code in CODES:
            shown = show(Held(tables), code, PLAIN)
            assert code in shown and "None" not in shown and max(map(width, shown.splitlines())) <= PLAIN.columns, (name, column)
            assert "None" not in str(list(csv.reader(piped.standard(Held(tables), Path(), code, "csv").splitlines())))
    assert len(NULLABLE) > 30


TEXTS = (
    "臺灣ＡＩ與５Ｓ概念", "日本民族目錄", "MS Office 與 E-mail", "Straße Café", "C++、ㄅ①", "電\u200b腦 power\npoint",
    "\u2ea0國 \u2f92習", "甲物㈱",
)
ASKED = (
    "台", "ai", "5s", "日", "民", "民國", "見習", "msoffice", "soff", "e-mail", "strasse", "cafe", "café", "c++", "、", "1",
    "電腦", "powerpoint", "株", "本民", "甲物", "與 5", "無此字", "zzz", "rpo", '"', "*",
)


def test_the_index_finds_what_the_tables_hold(tmp_path: Path) -> None:
    tables = three_standards()
    for number, text in enumerate(TEXTS):
        tables = changed(tables, "competencies", number, name=text)
    found = []
    for name in ("with", "without"):
        with opened(write_release(tables, tmp_path / name, name == "with")) as release:
            found.append({asked: release.search(match_key(asked)) for asked in ASKED})
    assert found[0] == found[1]
    assert [asked for asked in ASKED if not found[0][asked]] == ["cafe", "無此字", "zzz", "*"]


def test_a_part_of_a_code_or_of_a_name_is_enough(release: Release) -> None:
    for part in ("5294", "idc5294", "甲物整理", "ＩＤＣ5294-001"):
        assert show(release, part, PLAIN) == show(release, NEW, PLAIN), part
    assert show(release, "台灣丁物", PLAIN).startswith(CODES[0])
    with pytest.raises(KeyError, match=f"3 standards have 物 .* name one of them:.*{CODES[0]}"):
        show(release, "物", PLAIN)
    asked = "did you mean IDC5294-001v3 甲物整理員"
    for unknown, message in ((" ", "no standard  "), ("甲物整里員", asked), ("idc5294-01v3", asked), ("IDC5924-001", asked)):
        with pytest.raises(KeyError, match=message):
            show(release, unknown, PLAIN)


def test_looking_up_loads_nothing_heavy(tmp_path: Path) -> None:
    release = write_release(three_standards(), tmp_path / "release", database=True)
    script = (
        f"import sys; from pipeline.cli import main; main(['search', '甲物', '--release', {str(release)!r}]);"
        "sys.exit(bool({'pandas', 'pyarrow', 'numpy'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False, capture_output=True).returncode == 0


def test_a_damaged_database_is_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    release = write_release(three_standards(), tmp_path / "release")
    (release / "standards.sqlite").write_bytes(b"no database" * 500)
    assert main(["show", NEW, "--release", str(release)]) == 1
    assert "the release is damaged" in capsys.readouterr().err


def test_wrapping_keeps_words_and_every_character() -> None:
    assert wrap("甲乙丙丁", 4) == ["甲乙", "丙丁"]
    assert wrap("one two three", 8) == ["one two", "three"]
    assert wrap("甲乙，丙", 4) == ["甲", "乙，", "丙"], "a comma does not begin a line"
    assert "".join(wrap("abcdefghijkl", 5)) == "abcdefghijkl"
    assert wrap("", 5) == [""]


def test_the_verbs_print_and_fail_with_a_sentence(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["show", NEW, "--release", str(place)]) == 0
    assert main(["search", "甲", "--release", str(place)]) == 0
    assert NEW in capsys.readouterr().out
    assert main(["show", "IDC5294-001v9", "--release", str(place)]) == 1
    assert "did you mean IDC5294-001v" in capsys.readouterr().err
    assert main(["search", " ", "--release", str(place)]) == 1
    assert "at least one character" in capsys.readouterr().err


def test_the_site_verb_writes_and_says_where(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    options = ["--output", str(tmp_path / "site"), "--no-files", "--address", "https://example.org/"]
    assert main(["site", str(place), *options]) == 0
    assert "3 standards, 7 competency names" in capsys.readouterr().out
    assert (tmp_path / "site" / "sitemap.xml").is_file()
    assert main(["serve", str(tmp_path / "nothing")]) == 1


@pytest.mark.parametrize(("options", "file"), [
    ([], f"{NEW}.docx"), (["--form", "xlsx"], f"{NEW}.xlsx"), (["--form", "course", "--duty", "t1"], f"{NEW}-T1-course.docx"),
])
def test_export_writes_one_standard_and_says_where(
    options: list[str], file: str, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    known = ["export", NEW, "--release", str(place), *options]
    assert main([*known, "--output", str(tmp_path / "out")]) == 0
    own = tmp_path / f"own{Path(file).suffix}"
    assert main([*known, "--output", str(own)]) == 0
    assert capsys.readouterr().out.split("\n") == [str(tmp_path / "out" / file), str(own), ""]
    assert own.read_bytes() == (tmp_path / "out" / file).read_bytes()
    assert main(["export", "IDC5294-001v9", "--release", str(place)]) == 1
    assert "did you mean IDC5294-001v" in capsys.readouterr().err


def complete(line: list[str]) -> set[str]:
    """What bash offers for the last word of a line."""
    words = " ".join(f"'{word}'" for word in line)
    ask = (
        f'COMP_WORDS=({words}); COMP_CWORD={len(line) - 1}; '
        '"$(complete -p icap-pipeline | sed "s/.*-F //; s/ .*//")" icap-pipeline "${COMP_WORDS[COMP_CWORD]}"; '
        'printf "%s\\n" "${COMPREPLY[@]}"'
    )
    whole = f"{script('bash', build_parser())}\n{ask}"
    made = subprocess.run(["bash", "-c", whole], capture_output=True, text=True, check=True, cwd="/")
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
