"""Schedules that a user can switch on: a systemd timer, a cron line, a workflow of a hosted CI."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import Template

from pipeline.base.durable import write_whole
from pipeline.base.errors import PipelineError
from pipeline.base.places import CHECKOUT, ROOT, checkout

TEMPLATES = ROOT / "schedules"
WORKFLOW = Path(".github", "workflows", "ingest.yml")
KINDS = ("systemd", "cron", "workflow")
UNITS = ("icap-pipeline.service", "icap-pipeline.timer")
MARK = "# icap-pipeline"
"""Ends our line in a crontab, so that installing again replaces it."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What a schedule runs and when; `hour` and `minute` are local time of the machine."""

    raw: Path
    output: Path
    hour: int = 3
    minute: int = 17
    options: Sequence[str] = ()

    def words(self, kind: str) -> dict[str, str]:
        """The values of the templates, quoted as `kind` needs it."""
        quote = _systemd_word if kind == "systemd" else _cron_word
        options = "".join(f" {quote(option)}" for option in self.options)
        # Where settings and official lists are looked for.
        folder = str(CHECKOUT or Path.cwd())
        return {
            "project": quote(folder),
            # Settings of a unit that are no command know neither quotes nor escapes, only specifiers.
            "folder": folder.replace("%", "%%"),
            "page": (ROOT / "docs" / "ingestion.md").as_uri().replace("%", "%%"),
            "command": f"{quote(sys.executable)} -m pipeline",
            "input": quote(str(self.raw.resolve())),
            "output": quote(str(self.output.resolve())),
            "log": quote(str(self.output.resolve() / "runs.log")),
            "hour": f"{self.hour:02d}",
            "minute": f"{self.minute:02d}",
            "options": options,
        }


def _systemd_word(text: str) -> str:
    r"""A word for a unit file: `%` and `$` are doubled, spaces are written `\x20`."""
    if "\n" in text:
        raise PipelineError("A schedule cannot name a path or option with a line break; rename it.")
    doubled = text.replace("\\", "\\\\").replace("%", "%%").replace("$", "$$")
    return re.sub(r"[\s\"';]", lambda match: f"\\x{ord(match[0]):02x}", doubled)


def _cron_word(text: str) -> str:
    """A word for the shell, with `%` escaped, which cron takes for a line break."""
    if "\n" in text:
        raise PipelineError("A schedule cannot name a path or option with a line break; rename it.")
    return shlex.quote(text).replace("%", r"\%")


def rendered(kind: str, plan: Plan) -> dict[str, str]:
    """The files of a schedule: name to text."""
    if kind == "workflow":
        return {WORKFLOW.name: (ROOT / WORKFLOW).read_text(encoding="utf-8")}
    names = UNITS if kind == "systemd" else ("crontab",)
    words = plan.words(kind)
    return {name: Template((TEMPLATES / name).read_text(encoding="utf-8")).substitute(words) for name in names}


def install(kind: str, plan: Plan) -> list[str]:
    """Install a schedule for the present user and tell what was done; raises `PipelineError`."""
    if kind == "systemd":
        return _install_units(rendered(kind, plan))
    if kind == "cron":
        return _install_line(rendered(kind, plan)["crontab"])
    checkout("The hosted workflow")
    return [f"{WORKFLOW} is in the project; push it and allow workflows in the repository's settings."]


def _install_units(units: dict[str, str]) -> list[str]:
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in units.items():
        write_whole(text.encode(), folder / name)
    written = [f"wrote {folder / name}" for name in units]
    return [*written, "switch on with: systemctl --user daemon-reload && systemctl --user enable --now icap-pipeline.timer"]


def _install_line(text: str) -> list[str]:
    """Put our line into the user's crontab, in place of the one of last time."""
    command = shutil.which("crontab")
    if command is None:
        raise PipelineError("This machine has no crontab command; install cron, or take the systemd timer.")
    held = subprocess.run([command, "-l"], capture_output=True, text=True, check=False).stdout
    others = [line for line in held.splitlines() if not line.endswith(MARK)]
    (ours,) = cron_lines(text)
    whole = "\n".join([*others, f"{ours} {MARK}", ""])
    done = subprocess.run([command, "-"], input=whole, text=True, capture_output=True, check=False)
    if done.returncode:
        raise PipelineError(f"crontab refused the line: {done.stderr.strip() or 'no reason given'}.")
    return ["the line is in your crontab; see it with: crontab -l"]


def cron_lines(text: str) -> list[str]:
    """The lines of a crontab that are no comments; raises `PipelineError` for one that cron would refuse."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    for line in lines:
        fields = line.split(None, 5)
        if len(fields) < 6:
            raise PipelineError(f"A cron line has five fields and a command, this one has less: {line[:60]}")
        for value, (name, low, high) in zip(fields, _CRON_FIELDS, strict=False):
            if not all(_is_cron_item(item, low, high) for item in value.split(",")):
                raise PipelineError(f"The {name} of a cron line is not {value}; it lies between {low} and {high}.")
        if re.search(r"(?<!\\)%", fields[5]):
            raise PipelineError("A cron command holds a bare %, which cron takes for a line break; write \\%.")
    return lines


_CRON_FIELDS = (("minute", 0, 59), ("hour", 0, 23), ("day of the month", 1, 31), ("month", 1, 12), ("day of the week", 0, 7))


def _is_cron_item(item: str, low: int, high: int) -> bool:
    match = re.fullmatch(r"(?:\*|([0-9]+)(?:-([0-9]+))?)(?:/([0-9]+))?", item)
    if match is None:
        return False
    first, last, step = (int(part) if part else None for part in match.groups())
    inside = all(low <= number <= high for number in (first, last) if number is not None)
    return inside and (last is None or first is None or first <= last) and step != 0
