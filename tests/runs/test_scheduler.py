"""Reading on a Dask cluster: two workers on this machine give what a local run gives."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from pipeline.archive.sources import source_files
from pipeline.base.errors import PipelineError
from pipeline.cli import main
from pipeline.runs import scheduler
from pipeline.runs.cache.codec import decode
from pipeline.runs.intake import Intake, Options
from pipeline.runs.workers import Answer, Limits, Loss
from pipeline.standards.reading import HISTORICAL, Reading
from tests.conftest import RAW, ROOT

DOCUMENTS = sorted(path for path in RAW.iterdir() if path.suffix in (".pdf", ".docx", ".odt", ".txt"))
WITHOUT_DASK = pytest.mark.skipif(find_spec("distributed") is None, reason="the extra `cluster` is not installed")
OBEY = "tests.runs.reading_tasks:obey"


@contextmanager
def started(*command: str, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A program of Dask that is ended afterwards, and killed where it does not obey."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "DASK_TEMPORARY_DIRECTORY": str(folder)}
    with (folder / f"{command[0]}.log").open("wb") as log:
        process = subprocess.Popen([sys.executable, "-m", "dask", *command], cwd=ROOT, env=environment, stderr=log, stdout=log)
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


@dataclass(frozen=True, slots=True)
class Cluster:
    """A scheduler with two workers, and what it answered before they came."""

    address: str
    before_its_workers: str


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """A cluster, started as docs/scaling.md tells; its programs take seconds to start, so there is one for all tests."""
    folder = tmp_path_factory.mktemp("dask")
    told = folder / "scheduler.json"
    common = ("--scheduler-file", str(told), "--no-dashboard")
    with started("scheduler", "--host", "127.0.0.1", "--port", "0", *common, folder=folder) as process:
        address = address_in(told, process, folder)
        answer = answer_without_workers(address)
        with started("worker", "--nworkers", "2", "--nthreads", "1", *common, folder=folder):
            wait_for_workers(address)
            yield Cluster(address, answer)


@pytest.fixture
def cluster(whole: Cluster) -> str:
    """The address of a scheduler with two workers."""
    return whole.address


def address_in(told: Path, process: subprocess.Popen[bytes], folder: Path) -> str:
    """Wait until the scheduler has written its address."""
    latest = time.monotonic() + 60
    while not (told.exists() and told.read_text()):
        assert process.poll() is None and time.monotonic() < latest, (folder / "scheduler.log").read_text()
        time.sleep(0.05)
    address: str = json.loads(told.read_text())["address"]
    return address


def answer_without_workers(address: str) -> str:
    """How a run ends that comes too early."""
    with pytest.raises(PipelineError) as refused:
        list(scheduler.read_on_cluster(address, ["a"], "pdfium", Limits()))
    return str(refused.value)


def wait_for_workers(address: str) -> None:
    distributed: Any = import_module("distributed")
    with distributed.Client(address, timeout="60s", set_as_default=False) as client:
        client.wait_for_workers(2, timeout=60)


def readings(place: Path | str, options: Options) -> list[Reading]:
    found = Intake(place, source_files(place), options).readings(lambda _: None)
    return sorted(found, key=lambda reading: reading.path)


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """More documents than two batches hold, all of different bytes."""
    folder = tmp_path_factory.mktemp("raw")
    text = next(path for path in DOCUMENTS if path.suffix == ".txt").read_bytes()
    for number in range(2 * scheduler.BATCH + 3):
        (folder / f"{number:02}.txt").write_bytes(text + b"\n" * number)
    (folder / f"{HISTORICAL}old.txt").write_bytes(text + b" ")
    (folder / "empty.pdf").touch()
    for path in DOCUMENTS:
        shutil.copy(path, folder)
    return folder


@WITHOUT_DASK
@pytest.mark.slow
def test_the_cluster_reads_what_a_local_run_reads_and_the_cache_spares_it(copies: Path, cluster: str, tmp_path: Path) -> None:
    local = readings(copies, Options(workers=0))
    assert sum(bool(reading.rejected) for reading in local) == 1
    assert readings(copies, Options(scheduler=cluster, cache=tmp_path / "cache")) == local
    assert readings(copies, Options(scheduler="tcp://127.0.0.1:9", cache=tmp_path / "cache")) == local, "nothing is left to read"


@WITHOUT_DASK
@pytest.mark.slow
def test_the_tables_are_the_same_byte_for_byte(cluster: str, tmp_path: Path) -> None:
    for name, options in (("here", ["--workers", "0"]), ("there", ["--scheduler", cluster, "--no-cache"])):
        arguments = ["parse", "--quiet", "--output", str(tmp_path / name), "--input", str(RAW), *options]
        assert main(arguments) == 0, name
    here, there = (tables(tmp_path / name) for name in ("here", "there"))
    assert here and here == there


def tables(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.suffix in (".csv", ".parquet")}


@WITHOUT_DASK
@pytest.mark.slow
def test_a_changed_file_is_read_anew_by_whatever_address(cluster: str, tmp_path: Path) -> None:
    """Dask keeps results of calls that look alike."""
    for number in range(3):
        (tmp_path / f"{number}.txt").write_bytes(b"")
    (tmp_path / "empty.pdf").touch()
    before = readings(f"file://{tmp_path}", Options(scheduler=cluster))
    assert before == readings(tmp_path, Options(workers=0))
    (tmp_path / "empty.pdf").write_bytes(b"no longer empty")
    after = readings(f"file://{tmp_path}", Options(scheduler=cluster))
    assert [reading.path for old, reading in zip(before, after, strict=True) if old != reading] == ["empty.pdf"]


@WITHOUT_DASK
@pytest.mark.slow
def test_a_document_that_kills_its_reader_costs_only_itself(cluster: str, tmp_path: Path) -> None:
    orders = ["peaceful", "segfault", "hang", "eat", "kill", "peaceful too"]
    paths = [tmp_path / f"{number}.txt" for number in range(len(orders))]
    for path, order in zip(paths, orders, strict=True):
        path.write_text(order)
    answers = dict(scheduler.read_on_cluster(cluster, [str(path) for path in paths], "pdfium", Limits(4, 1024), OBEY))
    lost = [address for address, answer in answers.items() if isinstance(answer, Loss)]
    assert sorted(lost) == [str(path) for path in paths[1:5]]
    assert {decode(answer).format for answer in answers.values() if isinstance(answer, bytes)} == {"text"}


@WITHOUT_DASK
@pytest.mark.slow
def test_a_scheduler_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scheduler, "_PATIENCE", "1s")
    with pytest.raises(PipelineError, match=r"tcp://127\.0\.0\.1:9 cannot be reached"):
        list(scheduler.read_on_cluster("tcp://127.0.0.1:9", ["a"], "pdfium", Limits()))


@WITHOUT_DASK
@pytest.mark.slow
def test_a_scheduler_without_workers_is_named(whole: Cluster) -> None:
    assert "has no workers" in whole.before_its_workers


def test_a_worker_with_another_program_is_refused() -> None:
    with pytest.raises(PipelineError, match="another version of the pipeline"):
        scheduler.read_batch(["a"], "pdfium", 1.0, 512, OBEY, "another")


def test_batches_hold_every_document_once_and_grow_smaller_to_the_end() -> None:
    addresses = [str(number) for number in range(100)]
    batches = list(scheduler._batches(addresses, 2))
    assert [address for batch in batches for address in batch] == addresses
    sizes = list(map(len, batches))
    assert sizes == sorted(sizes, reverse=True) and sizes[0] == scheduler.BATCH and sizes[-1] == 1


def test_answers_travel_as_bytes() -> None:
    answers: list[Answer] = [("a", b"reading"), ("b", Loss("took longer than 1 s")), ("c", b"")]
    assert scheduler._unpacked(["a", "b", "c"], scheduler._packed(answers)) == answers


def test_without_the_extra_the_remedy_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(PipelineError, match="install the extra `cluster`"):
        list(scheduler.read_on_cluster("tcp://127.0.0.1:9", ["a"], "pdfium", Limits()))


def test_an_address_without_fsspec_names_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(PipelineError, match="needs fsspec"):
        source_files("s3://bucket/raw")


@pytest.mark.parametrize("place", ["nowhere://bucket/raw", "file:///no/such/folder"])
def test_an_address_that_cannot_be_opened_is_named(place: str) -> None:
    pytest.importorskip("fsspec", reason="the extra `cluster` is not installed")
    with pytest.raises(PipelineError, match=place):
        source_files(place)
