"""Reading processes: a document that crashes, hangs or eats memory costs itself and nothing else."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import pytest

from pipeline.base.errors import PipelineError
from pipeline.runs.cache.codec import decode
from pipeline.runs.intake import Options
from pipeline.runs.run import Run
from pipeline.runs.workers import Limits, Loss, copied, read_here
from pipeline.runs.workers.messages import READING, STARTED, Incoming, packed
from pipeline.runs.workers.pool import Pool
from pipeline.standards.parse import parse_content
from pipeline.standards.reading import Reading
from pipeline.standards.vocabulary import with_vocabulary
from tests.build import factory
from tests.conftest import RAW, ROOT

OBEY = "tests.runs.reading_tasks:obey"
ROOMY = Limits(seconds=60, megabytes=1024)
HASTY = Limits(seconds=3, megabytes=1024)


def written(folder: Path, orders: Iterable[str]) -> list[str]:
    paths = [folder / f"{number:02}.txt" for number, _ in enumerate(orders)]
    for path, order in zip(paths, orders, strict=True):
        path.write_text(order)
    return [str(path) for path in paths]


def read(addresses: list[str], count: int = 2, limits: Limits = ROOMY, task: str = OBEY) -> dict[str, Reading | str]:
    """What became of each document: its reading, or why it has none."""
    with Pool(count, limits, task) as pool:
        answers = list(pool.read(addresses, "pdfium"))
    assert sorted(address for address, _ in answers) == sorted(addresses)
    return {address: answer.reason if isinstance(answer, Loss) else decode(answer) for address, answer in answers}


LOST = {
    "segfault": "made its reader end (SIGSEGV)",
    "kill": "made its reader end (SIGKILL, perhaps for lack of memory)",
    "leave": "made its reader end (exit status 3)",
    "eat": "needed more than 1024 MB",
    "defect": "met a defect of this program (KeyError in reading_tasks.py, line ",
}


@pytest.mark.parametrize("count", [1, 2])
def test_a_lost_document_costs_only_itself(count: int, tmp_path: Path) -> None:
    """Each beside one that is read, and twice in a row, as the next document's process is then a new one."""
    orders = ["peaceful", *(order for lost in LOST for order in (lost, f"after {lost}")), "kill", "kill", "peaceful too"]
    addresses = written(tmp_path, orders)
    outcome = read(addresses, count)
    for order, address in zip(orders, addresses, strict=True):
        found = outcome[address]
        if order in LOST:
            assert isinstance(found, str) and found.startswith(LOST[order])
        else:
            assert isinstance(found, Reading) and found.bytes == Path(address).stat().st_size


def test_a_document_that_hangs_is_given_up(tmp_path: Path) -> None:
    addresses = written(tmp_path, ["hang", "peaceful", "second", "third"])
    outcome = read(addresses, limits=HASTY)
    assert outcome[addresses[0]] == "took longer than 3 s to be read; allow more with --timeout, or check the file"
    assert all(isinstance(outcome[address], Reading) for address in addresses[1:])


def test_an_answer_that_waited_for_a_busy_run_still_counts(tmp_path: Path) -> None:
    """The run was away for longer than the limit; the document itself took less."""
    addresses = written(tmp_path, ["first", "second"])
    with Pool(2, HASTY, OBEY) as pool:
        answers = pool.read(addresses, "pdfium")
        first = next(answers)
        for process in pool._working():
            process.deadline = 0.0
            assert select.select([process.output], [], [], ROOMY.seconds)[0]
        assert [isinstance(answer, bytes) for _, answer in (first, *answers)] == [True, True]


def test_what_a_library_prints_is_no_answer(tmp_path: Path) -> None:
    addresses = written(tmp_path, ["print", "peaceful"])
    assert all(isinstance(found, Reading) for found in read(addresses, count=1).values())


def test_processes_are_reused_and_no_more_than_asked_for(tmp_path: Path) -> None:
    addresses = written(tmp_path, [f"document {number}" for number in range(9)])
    readers = {found.name for found in read(addresses, count=2).values() if isinstance(found, Reading)}
    assert 1 <= len(readers) <= 2


def test_a_process_that_died_idle_is_not_the_next_documents_fault(tmp_path: Path) -> None:
    first, second = written(tmp_path, ["first", "second"])
    with Pool(1, ROOMY, OBEY) as pool:
        ((_, answer),) = pool.read([first], "pdfium")
        assert isinstance(answer, bytes)
        process = pool._idle[0]
        process._process.kill()
        process._process.wait()
        ((_, answer),) = pool.read([second], "pdfium")
        assert isinstance(answer, bytes)


def test_reading_processes_load_no_tables_and_no_gate() -> None:
    """What only the run needs costs more than reading a document."""
    code = (
        "import sys, pipeline.runs.workers.child, pipeline.runs.workers.task\n"
        "from pathlib import Path\n"
        f"for path in Path({str(RAW)!r}).iterdir():\n"
        "    if path.suffix in ('.pdf', '.docx', '.odt', '.txt'): pipeline.runs.workers.task.read_one(str(path), 'pdfium')\n"
        "print([name for name in ('pandas', 'numpy', 'pyarrow', 'great_expectations') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=RAW.parent, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_parse_loads_what_tables_need_and_its_readers_load_nothing_again(tmp_path: Path) -> None:
    """Other forms and the gate cost more to load than some documents to read."""
    unneeded = ("pandas", "great_expectations", "pyarrow.compute", "pipeline.releases.exporters.every")
    (tmp_path / "raw").mkdir()
    shutil.copy(RAW / "IDC5294-001v3.odt", tmp_path / "raw")
    code = (
        "import sys, subprocess\n"
        "from pipeline.cli import main\n"
        "subprocess.Popen = None\n"
        f"main(['parse', '--quiet', '--input', {str(tmp_path / 'raw')!r}, '--output', {str(tmp_path / 'tables')!r}])\n"
        f"print([name for name in {unneeded!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
    assert (tmp_path / "tables" / "documents.csv").read_bytes().count(b"\r\n") == 2


COPIED = """
import sys
from pipeline.runs.workers import Limits, Loss, copied
from pipeline.runs.workers.pool import Pool
assert copied.is_sound()
with Pool(2, Limits(60, 1024), "tests.runs.reading_tasks:obey") as pool:
    for address, answer in pool.read(sys.argv[1:], "pdfium"):
        print(address[-6:], answer.reason[:45] if isinstance(answer, Loss) else "read")
    assert all(isinstance(process._process, copied.Copy) for process in pool._idle)
print("ended once")
"""


def test_copies_of_the_run_are_lost_like_any_process(tmp_path: Path) -> None:
    """In a process of its own, because that of the tests has threads."""
    addresses = written(tmp_path, ["print", "segfault", "kill", "leave", "eat", "defect", "peaceful"])
    done = subprocess.run([sys.executable, "-c", COPIED, *addresses], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    *told, last = done.stdout.splitlines()
    assert last == "ended once"
    assert sorted(told) == [
        "00.txt read", "01.txt made its reader end (SIGSEGV); check whether ",
        "02.txt made its reader end (SIGKILL, perhaps for lac", "03.txt made its reader end (exit status 3); check wh",
        "04.txt needed more than 1024 MB to be read; allow mo", "05.txt met a defect of this program (KeyError in rea",
        "06.txt read",
    ]


def test_a_process_with_another_thread_is_not_copied() -> None:
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    try:
        assert not copied.is_sound()
    finally:
        ended.set()
        other.join()


def test_a_task_that_cannot_start_is_said_once_and_blames_no_document(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"ended before it could read \(exit status 1\)"):
        read(written(tmp_path, ["peaceful"]), task="tests.runs.reading_tasks:absent")


def test_too_little_memory_to_start_blames_no_document(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="allow more with --memory"):
        read(written(tmp_path, ["peaceful"]), limits=Limits(60, 8))


def test_a_file_that_is_gone_is_a_loss_and_the_others_are_read(tmp_path: Path) -> None:
    absent = str(tmp_path / "absent.txt")
    answers = read([absent, *written(tmp_path, ["peaceful"])])
    assert answers[absent] == "cannot be opened: No such file or directory; allow it to be read, or remove it"
    assert len(answers) == 2


def test_a_pool_can_be_used_after_a_reading_was_abandoned(tmp_path: Path) -> None:
    hanging, peaceful = written(tmp_path, ["hang", "peaceful"])
    absent = str(tmp_path / "absent.txt")
    with Pool(2, ROOMY, OBEY) as pool:
        with closing(pool.read([hanging, absent], "pdfium")) as begun:
            assert next(begun)[0] == absent
        assert [address for address, _ in pool.read([peaceful], "pdfium")] == [peaceful]


def test_all_processes_end_with_the_pool(tmp_path: Path) -> None:
    addresses = written(tmp_path, ["peaceful", "hang"])
    with Pool(2, ROOMY, OBEY) as pool:
        _, answer = next(pool.read(addresses, "pdfium"))
        processes = [process._process for process in (*pool._idle, *pool._working())]
    assert isinstance(answer, bytes)
    assert processes and all(process.returncode is not None for process in processes)


def test_real_documents_read_the_same_in_a_process_and_here() -> None:
    addresses = [str(path) for path in sorted(RAW.iterdir()) if path.suffix in (".pdf", ".docx", ".odt", ".txt")]
    with Pool(2, Limits()) as pool:
        apart = dict(pool.read(addresses, "pdfium"))
    assert apart == dict(read_here(addresses, "pdfium"))
    for address, answer in apart.items():
        assert isinstance(answer, bytes) and decode(answer) == parse_content(Path(address).read_bytes())


def test_names_that_are_no_utf_8_reach_the_process(tmp_path: Path) -> None:
    path = os.path.join(os.fsencode(tmp_path), b"\xff.txt")  # noqa: PTH118 - bytes are no pathlib path
    with open(path, "wb") as stream:  # noqa: PTH123
        stream.write(b"peaceful")
    (found,) = read([os.fsdecode(path)]).values()
    assert isinstance(found, Reading)


def test_messages_come_whole_from_pieces() -> None:
    sent = packed(STARTED) + packed(READING, b"x" * 1000)
    incoming, messages = Incoming(), []
    for start in range(0, len(sent), 7):
        incoming.add(sent[start:start + 7])
        while message := incoming.next():
            messages.append(message)
    assert messages == [(STARTED, b""), (READING, b"x" * 1000)]


def csv_files(folder: Path, output: Path, workers: int) -> dict[str, bytes]:
    """The tables of a folder's documents, read by so many processes."""
    run = Run(folder, output, options=Options(workers=workers))
    factory.staged(with_vocabulary(run.assemble(run.read()).tables()), output)
    return {path.name: path.read_bytes() for path in output.iterdir()}


def test_the_number_of_processes_does_not_show_in_the_tables(tmp_path: Path) -> None:
    folder = tmp_path / "raw"
    folder.mkdir()
    for path in sorted(RAW.glob("IDC5294-001v3.*")):
        if path.suffix in (".pdf", ".docx", ".odt", ".txt"):
            shutil.copy(path, folder)
            (folder / f"longer-{path.name}").write_bytes(path.read_bytes() + b"\n")
    (folder / "empty.pdf").touch()
    here, three = (csv_files(folder, tmp_path / str(count), count) for count in (0, 3))
    assert here["documents.csv"].count(b"\r\n") == 2 * 4 + 2
    assert here == three
