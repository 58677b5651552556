"""Schedules: each kind is checked by its own verifier, and installing twice leaves one."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import stat
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from pipeline.base.errors import PipelineError
from pipeline.cli import build_parser, command_line
from pipeline.runs import schedules
from pipeline.runs.schedules import MARK, UNITS, Plan, cron_lines, install, rendered
from tests.conftest import ROOT

PLAN = Plan(Path("/srv/icap/raw"), Path("/srv/icap/processed"), 3, 17, ("--keep", "30"))
ODD = Plan(Path("/srv/a b%c/$raw 'x'"), Path("/srv/職能"), 23, 5, ("--notify", "https://hook.example/a?b=1&c=%20"))
PLANS = pytest.mark.parametrize("plan", [PLAN, ODD], ids=["plain", "odd"])


def unit(text: str) -> dict[str, list[str]]:
    """The settings of a unit file, a list for each name."""
    found: dict[str, list[str]] = {}
    for line in text.splitlines():
        assert not line or line.startswith(("#", "[")) or re.match(r"[A-Z][A-Za-z]+=\S", line), line
        name, _, value = line.partition("=")
        if value and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


def systemd_words(command: str) -> list[str]:
    """A command line as systemd splits it: at spaces, then escapes and doubled marks undone."""
    words = [re.sub(r"\\x([0-9a-f]{2})", lambda match: chr(int(match[1], 16)), word) for word in command.split(" ")]
    return [word.replace("%%", "%").replace("$$", "$").replace("\\\\", "\\") for word in words]


def parsed(words: list[str]) -> Any:
    """What our own command line makes of the words after `python -m pipeline`."""
    assert words[1:3] == ["-m", "pipeline"]
    return build_parser().parse_args(words[3:])


@PLANS
def test_the_service_runs_what_the_plan_says(plan: Plan) -> None:
    settings = unit(rendered("systemd", plan)["icap-pipeline.service"])
    fetch, ingest = settings["ExecStart"]
    assert fetch.startswith("-"), "a failed download must not keep the inbox waiting"
    told = parsed(systemd_words(fetch[1:]))
    assert (told.verb, told.input) == ("fetch", plan.raw)
    told = parsed(systemd_words(ingest))
    assert (told.verb, told.input, told.output, told.log) == ("ingest", plan.raw, plan.output, "json")
    assert (str(told.keep) if plan is PLAN else told.notify) == plan.options[1]
    assert settings["SuccessExitStatus"] == ["75"] and settings["Type"] == ["oneshot"]


def test_the_timer_starts_the_service_at_the_time() -> None:
    settings = unit(rendered("systemd", PLAN)["icap-pipeline.timer"])
    assert settings["OnCalendar"] == ["*-*-* 03:17:00"] and settings["Persistent"] == ["true"]
    assert settings["WantedBy"] == ["timers.target"]


@PLANS
@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd on this machine")
def test_systemd_accepts_the_units(plan: Plan, tmp_path: Path) -> None:
    for name, text in rendered("systemd", plan).items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    command = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / name) for name in UNITS)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if "icap-pipeline" in line]
    assert ours == [] and done.returncode == 0, done.stderr


@PLANS
def test_the_cron_line_is_one_and_runs_what_the_plan_says(plan: Plan) -> None:
    (line,) = cron_lines(rendered("cron", plan)["crontab"])
    minute, hour, day, month, weekday, command = line.split(None, 5)
    assert (int(minute), int(hour), day, month, weekday) == (plan.minute, plan.hour, "*", "*", "*")
    shell = command.replace("\\%", "%")
    subprocess.run(["sh", "-n", "-c", shell], check=True)
    words = shlex.split(shell)
    place = words.index("ingest")
    told = parsed([*words[place - 3:place], *[word.rstrip(";") for word in words[place:words.index("}")]]])
    assert (told.input, told.output, told.log) == (plan.raw, plan.output, "json")


@pytest.mark.parametrize(
    "line",
    ["* * * *", "60 * * * * x", "0 24 * * * x", "0 0 0 * * x", "0 0 * 13 * x", "0 0 * * 8 x", "*/0 * * * * x", "5-1 * * * * x",
     "a * * * * x", "0 0 * * * date +%F"],
)
def test_a_wrong_cron_line_is_refused(line: str) -> None:
    with pytest.raises(PipelineError):
        cron_lines(line)


def test_right_cron_lines_are_accepted() -> None:
    text = "# note\n\n*/5 1-3,22 1 */2 1-5 date +\\%F\n0 0 * * 7 true\n"
    assert len(cron_lines(text)) == 2


def workflow() -> dict[Any, Any]:
    text = rendered("workflow", PLAN)["ingest.yml"]
    loaded: dict[Any, Any] = yaml.safe_load(text)
    return loaded


def test_the_workflow_has_a_schedule_and_steps_that_exist() -> None:
    loaded = workflow()
    triggers = loaded[True]  # YAML 1.1 takes the key `on` for the word yes.
    cron_lines(f"{triggers['schedule'][0]['cron']} true")
    assert "workflow_dispatch" in triggers and loaded["concurrency"]["cancel-in-progress"] is False
    (job,) = loaded["jobs"].values()
    assert job["timeout-minutes"] <= 360 and job["runs-on"]


@pytest.mark.parametrize("path", sorted((ROOT / ".github/workflows").glob("*.yml")), ids=lambda path: path.stem)
def test_a_workflow_pins_its_actions_by_commit_and_may_do_no_more_than_it_needs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    loaded = yaml.safe_load(text)
    assert loaded["permissions"] in ({}, {"contents": "read"})
    for step in (step for job in loaded["jobs"].values() for step in job["steps"]):
        assert ("uses" in step) != ("run" in step)
        if "uses" in step:
            assert re.search(re.escape(step["uses"]) + r" # v\d+\.\d+\.\d+$", text, re.M)
            assert re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"])
        else:
            subprocess.run(["sh", "-n", "-c", step["run"]], check=True)


def test_the_workflow_calls_targets_of_the_makefile_with_options_they_know() -> None:
    (job,) = workflow()["jobs"].values()
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    calls = [shlex.split(step["run"]) for step in job["steps"] if step.get("run", "").startswith("make ")]
    assert [call[1] for call in calls] == ["setup", "fetch", "ingest", "verify"]
    for call in calls:
        assert re.search(rf"^{call[1]}:", makefile, re.M)
        options = [word for part in call[2:] for word in part.removeprefix("ARGS=").split()]
        if call[1] != "setup":
            build_parser().parse_args([call[1], *options])


def test_printing_is_the_default(capsys: pytest.CaptureFixture[str]) -> None:
    for kind in schedules.KINDS:
        assert command_line.main(["schedule", kind]) == 0
        assert capsys.readouterr().out.strip()
    assert command_line.main(["schedule", "cron", "--at", "23:05"]) == 0
    assert "\n05 23 * * * " in capsys.readouterr().out


@pytest.mark.parametrize("time", ["24:00", "3", "03:60", "x:y"])
def test_a_time_that_is_none_is_wrong_usage(time: str) -> None:
    with pytest.raises(SystemExit) as end:
        command_line.main(["schedule", "cron", "--at", time])
    assert end.value.code == 2


def test_installing_units_writes_them_for_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    told = install("systemd", PLAN)
    assert {path.name for path in (tmp_path / "systemd" / "user").iterdir()} == set(UNITS)
    assert "systemctl --user enable --now icap-pipeline.timer" in told[-1]


def test_installing_a_cron_line_twice_leaves_one_and_keeps_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table = tmp_path / "table"
    table.write_text("5 4 * * * backup\n", encoding="utf-8")
    command = tmp_path / "crontab"
    command.write_text(f'#!/bin/sh\nif [ "$1" = -l ]; then cat {table}; else cat > {table}; fi\n', encoding="utf-8")
    command.chmod(command.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    for _ in range(2):
        install("cron", PLAN)
    lines = cron_lines(table.read_text(encoding="utf-8"))
    assert len(lines) == 2 and lines[0] == "5 4 * * * backup" and lines[1].endswith(MARK)


def test_a_machine_without_cron_is_told_so(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PipelineError, match="no crontab command"):
        install("cron", PLAN)


def test_the_workflow_is_pushed_not_installed() -> None:
    assert ".github/workflows/ingest.yml" in install("workflow", PLAN)[0]


def test_a_path_with_a_line_break_is_refused() -> None:
    for kind in ("systemd", "cron"):
        with pytest.raises(PipelineError, match="line break"):
            rendered(kind, Plan(Path("/a\nb"), Path("/c")))
