"""A release served to assistants: asked by the client of the protocol's own SDK, in this process and over a pipe."""

from __future__ import annotations

import asyncio
import builtins
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mcp import StdioServerParameters
from mcp.client.client import Client
from mcp.types import CallToolResult, TextContent

from pipeline.base.errors import PipelineError
from pipeline.cli import main
from pipeline.views.assistant import names
from pipeline.views.assistant.server import server
from tests.conftest import ROOT
from tests.releases.published import ADDRESS, LICENCE, build
from tests.views.site_release import CODES, NEW, OLD, edited, three_standards, write_release

OTHER = CODES[0]
TOOLS = {"find", "standard", "task", "compare", "skill", "sources"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A complete release whose licence is stated."""
    tables = edited(three_standards(), "standards", {"standard_id": OLD}, is_current=False)
    return build(tmp_path_factory.mktemp("mcp") / "2026-01-31", made=tables)


async def _called(asked: Any, tool: str, arguments: Mapping[str, Any]) -> CallToolResult:
    async with Client(asked) as client:
        result = await client.call_tool(tool, dict(arguments))
    assert isinstance(result, CallToolResult)
    return result


def call(place: Path, tool: str, **arguments: Any) -> dict[str, Any]:
    result = asyncio.run(_called(server(place), tool, arguments))
    assert not result.is_error, result.content
    return result.structured_content or {}


def refused(place: Path, tool: str, **arguments: Any) -> str:
    result = asyncio.run(_called(server(place), tool, arguments))
    assert result.is_error
    (content,) = result.content
    assert isinstance(content, TextContent)
    return content.text


def test_the_tools_say_what_they_take_and_that_they_only_read(place: Path) -> None:
    async def listed() -> Any:
        async with Client(server(place)) as client:
            return (await client.list_tools()).tools

    tools = {tool.name: tool for tool in asyncio.run(listed())}
    assert tools.keys() == TOOLS
    assert all(tool.annotations.read_only_hint and tool.description for tool in tools.values())
    assert tools["find"].input_schema["properties"]["text"]["maxLength"] == 12_000
    assert tools["task"].input_schema["required"] == ["standard", "task"]


ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("find", {"text": "策劃展覽"}), ("standard", {"standard": NEW}), ("task", {"standard": NEW, "task": "T1.1"}),
    ("compare", {"first": OLD, "second": NEW}), ("skill", {"name": "挑選"}), ("sources", {"standard": "5294"}),
)


@pytest.mark.parametrize(("tool", "arguments"), ASKED, ids=[tool for tool, _ in ASKED])
def test_every_answer_has_its_sources(place: Path, tool: str, arguments: dict[str, Any]) -> None:
    answer = call(place, tool, **arguments)
    for source in answer["sources"]:
        assert source["document"] == f"{source['standard_id']}.pdf" and len(source["sha256"]) == 64
        assert (source["licence"], source["release"]) == (LICENCE.name, "2026-01-31")
    assert answer["sources"]


def test_find_ranks_with_reasons(place: Path) -> None:
    (first, *_) = call(place, "find", text="我们要找人策划展览", limit=1)["standards"]
    assert (first["standard_id"], first["rank"]) == (OTHER, 1)
    assert first["reasons"][0]["code"] == "T1.2"


def test_a_standard_and_a_task_are_what_is_printed(place: Path) -> None:
    whole = call(place, "standard", standard="甲物整理")
    assert (whole["profile"]["standard_id"], whole["profile"]["updated_on"]) == (NEW, "2025-06-15")
    assert whole["duties"][0]["tasks"][0] == {"task_id": "T1.1", "name": "第1項整理", "page": 1, "levels": [3]}
    assert whole["attitudes"][0]["definition"] == "先做再問。"
    task = call(place, "task", standard=NEW, task="t1.1")
    assert (task["duty"]["name"], task["levels"], task["indicators"][0]["indicator_code"]) == ("整理甲物", [3], "P1.1.1")
    assert [one["code"] for one in task["knowledge"] + task["skills"]] == ["K01", "K02", "S01", None]
    assert task["sources"][0]["pages"] == [1]


def test_comparing_tells_both_sides_by_text(place: Path) -> None:
    both = call(place, "compare", first=OLD, second=NEW)
    assert [one["text"] for one in both["tasks"]["only_first"]] == ["整理舊物"]
    assert [one["text"] for one in both["skills"]["only_second"]] == ["挑選能力"]
    assert {"text": "甲物概論", "first_code": "K01", "second_code": "K01"} in both["knowledge"]["both"]
    assert [one["standard_id"] for one in both["sources"]] == [OLD, NEW]


def test_a_skill_tells_where_it_is_needed(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = call(place, "skill", name="挑選")
    assert [(one["name"], one["standards_found"]) for one in answer["names"]] == [("挑選能力", 2), ("挑選舊物能力", 1)]
    found = answer["names"][0]["standards"][0]
    assert (found["standard_id"], found["code"], found["tasks"]) == (OTHER, "S01", ["T1.1", "T1.2"])
    monkeypatch.setattr(names, "MOST_NAMES", 1)
    short = call(place, "skill", name="挑選")
    assert (len(short["names"]), short["names_found"]) == (1, 2)
    assert {one["standard_id"] for one in short["sources"]} == {OTHER, NEW}


def test_sources_tell_licence_reading_and_issues(place: Path) -> None:
    answer = call(place, "sources", standard=NEW)
    assert answer["licence"] == {"name": LICENCE.name, "title": LICENCE.title, "url": LICENCE.url}
    assert (answer["published_at"], answer["reading"], answer["documents"][0]["status"]) == (ADDRESS, "clean", "published")


def test_a_release_without_a_licence_says_so(tmp_path: Path) -> None:
    bare = write_release(three_standards(), tmp_path / "release", database=True)
    answer = call(bare, "sources", standard=NEW)
    assert answer["licence"] is None and "no licence" in answer["rights"]["en"]


@pytest.mark.parametrize(("tool", "arguments", "sentence"), [
    ("find", {"text": "work"}, "no Chinese"),
    ("find", {"text": "會" * 12_001}, "12000"),
    ("find", {"text": "會", "limit": 51}, "50"),
    ("standard", {"standard": "IDC5294-001v9"}, "did you mean IDC5294-001v"),
    ("standard", {}, "standard"),
    ("task", {"standard": NEW, "task": "T9.9"}, "there are T1.1, T1.2"),
    ("skill", {"name": " "}, "at least one character"),
])
def test_what_cannot_be_answered_is_told(place: Path, tool: str, arguments: dict[str, Any], sentence: str) -> None:
    said = refused(place, tool, **arguments)
    assert sentence in said and "Traceback" not in said


def test_another_process_serves_over_a_pipe(place: Path) -> None:
    arguments = ["-m", "pipeline", "mcp", "--release", str(place)]
    program = StdioServerParameters(command=sys.executable, args=arguments, cwd=ROOT)
    result = asyncio.run(_called(program, "task", {"standard": "IDC5294-001", "task": "T1.1"}))
    assert result.structured_content is not None
    assert result.structured_content["task"]["name"] == "第1項整理"


def test_without_a_release_or_without_the_package_there_is_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(PipelineError, match="holds no release"):
        server(tmp_path)
    assert main(["mcp", "--release", str(tmp_path)]) == 1
    assert "holds no release" in capsys.readouterr().err
    usual = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.split(".")[0] == "mcp":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
        return usual(name, *rest)

    monkeypatch.delitem(sys.modules, "pipeline.views.assistant.server")
    monkeypatch.setattr(builtins, "__import__", without)
    assert main(["mcp", "--release", str(tmp_path)]) == 1
    assert "make mcp installs it" in capsys.readouterr().err
