"""What the stages of a first run cost, each done once more by itself in a process of its own: CPU seconds and peak memory."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bench.measure.runs import Cost, cost, write_corpus
from pipeline.releases.versions import latest

READ_ALONE = """
import sys
from pathlib import Path
from pipeline.archive.sources import source_files
from pipeline.runs.intake import Intake, Options
raw = Path(sys.argv[1])
for _ in Intake(raw, source_files(raw), Options()).readings(lambda _: None):
    pass
"""
FORM_ALONE = "bench.measure.form_alone"
WHOLE = "the whole first run"


@dataclass(frozen=True, slots=True)
class Stages:
    """The costs of the whole run (`WHOLE`) and of its stages, start-up included in each, over so many documents."""

    documents: int
    costs: Mapping[str, Cost]

    def share(self, stage: str) -> float:
        """The CPU seconds of a stage in those of the whole."""
        return self.costs[stage].cpu / self.costs[WHOLE].cpu


def stages(folder: Path, count: int) -> Stages:
    """Run once over made-up documents, then do each stage again by itself. Raises RuntimeError where one fails."""
    raw, output, again = folder / "raw", folder / "processed", folder / "again"
    write_corpus(raw, count)
    again.mkdir()
    costs = {WHOLE: cost("-m", "pipeline", "run", "--quiet", "--input", str(raw), "--output", str(output))}
    held = latest(output)
    if held is None:
        raise RuntimeError(f"{output} holds no release to measure")
    release = str(output / held.name)
    costs["reading"] = cost("-c", READ_ALONE, str(raw))
    costs["reading and tables: `parse`"] = cost(
        "-m", "pipeline", "parse", "--quiet", "--no-cache", "--input", str(raw), "--output", str(folder / "tables")
    )
    costs["XLSX"] = cost("-m", FORM_ALONE, "xlsx", release, str(again))
    costs["SQLite and its index"] = cost("-m", FORM_ALONE, "sqlite", release, str(again))
    costs["the gate"] = cost("-m", "pipeline", "validate", release)
    return Stages(count, costs)
