"""What a person types: one verb per stage, and `run` for all of them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from pipeline.base.errors import AlreadyRunning, PipelineError
from pipeline.base.eventlog import EventLog
from pipeline.cli.archive import add_archive_verbs, unattended_options
from pipeline.cli.quality import add_quality_verbs
from pipeline.cli.views import add_site_verbs
from pipeline.runs.workers import MEGABYTES, SECONDS

if TYPE_CHECKING:
    from pipeline.runs.intake import Options

EXIT_FAILED = 1
EXIT_ALREADY_RUNNING = 75
ENGINES = ("pdfium", "pdfplumber", "both")


def build_parser() -> argparse.ArgumentParser:
    """The command line; every verb has a help text."""
    parser = argparse.ArgumentParser(
        prog="icap-pipeline", description="Published 職能基準 documents (PDF, DOCX, ODT, text) to tidy, checked tables.",
        epilog="Exit status: 0 done or unchanged, 1 failed with a sentence, 2 wrong usage, 75 another run is at work.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")
    add_archive_verbs(verbs, _run_options, _run)
    _run_verb(verbs)
    _parse_verb(verbs)
    _validate_verb(verbs)
    _release_verb(verbs)
    _publish_verb(verbs)
    add_quality_verbs(lambda name, summary, act: _verb(verbs, name, summary, act))
    _explain_verb(verbs)
    _derive_verb(verbs)
    add_site_verbs(lambda name, summary, act: _verb(verbs, name, summary, act), build_parser)
    return parser


# The type of add_subparsers() has no public name.
_Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Act = Callable[[argparse.Namespace], int]


def _verb(verbs: _Verbs, name: str, summary: str, act: Act) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=summary, description=summary)
    parser.set_defaults(act=act)
    return parser


def _reading_options(parser: argparse.ArgumentParser, output: str, meaning: str) -> None:
    parser.add_argument(
        "--input", type=_place, default=Path("raw"), metavar="DIR",
        help="folder of documents, or an address that fsspec opens, s3://… (default: raw)",
    )
    parser.add_argument("--output", type=Path, default=Path(output), metavar="DIR", help=f"{meaning} (default: {output})")
    parser.add_argument("--engine", choices=ENGINES, default="pdfium", help="PDF engine (default: pdfium)")
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary, only errors")
    _settings_option(parser)
    _cost_options(parser)


def _settings_option(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--settings", type=Path, metavar="FILE", help="licence, publisher, forms (default: settings.toml)")


def _place(text: str) -> Path | str:
    """A folder, or an address, which a path would mangle."""
    return text if "://" in text else Path(text)


def _cost_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--workers", type=_count, metavar="N", help="reading processes (default: one per core; 0: none, for debugging)"
    )
    parser.add_argument(
        "--timeout", type=float, default=SECONDS, metavar="S", help=f"seconds that a document may take (default: {SECONDS:g})"
    )
    parser.add_argument(
        "--memory", type=_count, default=MEGABYTES, metavar="MB", help=f"memory that a document may need (default: {MEGABYTES})"
    )
    parser.add_argument("--scheduler", metavar="ADDRESS", help="read on a Dask cluster, tcp://host:port (docs/scaling.md)")
    parser.add_argument("--cache", type=Path, metavar="DIR", help="folder that saves doing work twice (default: OUTPUT/.cache)")
    parser.add_argument("--no-cache", action="store_true", help="read everything anew and remember nothing")


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError(text)
    return number


def _options(arguments: argparse.Namespace) -> Options:
    from pipeline.runs.intake import Options
    from pipeline.runs.workers import Limits

    cache = None if arguments.no_cache else arguments.cache or arguments.output / ".cache"
    limits = Limits(arguments.timeout, arguments.memory)
    return Options(arguments.engine, arguments.workers, limits, arguments.scheduler, cache)


def _run_verb(verbs: _Verbs) -> None:
    _run_options(_verb(verbs, "run", "whole pipeline: a folder of documents becomes a release", _run))


def _run_options(parser: argparse.ArgumentParser) -> None:
    """The options of `run`, which `ingest` ends with."""
    _reading_options(parser, "processed", "folder of the releases")
    parser.add_argument("--catalogue", type=Path, metavar="FILE", help="published list (default: reference/catalogue.csv)")
    unattended_options(parser)


def _parse_verb(verbs: _Verbs) -> None:
    parser = _verb(verbs, "parse", "only read: a folder of documents becomes a folder of tables", _parse)
    _reading_options(parser, "build/tables", "folder of the tables")


def _validate_verb(verbs: _Verbs) -> None:
    parser = _verb(verbs, "validate", "only check: the gate on a folder of tables", _validate)
    parser.add_argument("tables", type=Path, metavar="DIR", help="folder of tables, or a release")


def _release_verb(verbs: _Verbs) -> None:
    parser = _verb(verbs, "release", "only publish: a folder of tables passes the gate and becomes a release", _release)
    parser.add_argument("tables", type=Path, metavar="DIR", help="folder of tables")
    parser.add_argument(
        "--output", type=Path, default=Path("processed"), metavar="DIR", help="folder of the releases (default: processed)"
    )


def _publish_verb(verbs: _Verbs) -> None:
    parser = _verb(verbs, "publish", "copy a release to where people fetch it; needs a licence in the settings", _publish)
    parser.add_argument("place", metavar="DEST", help="a folder, or an address that fsspec opens, s3://bucket/folder …")
    parser.add_argument("--release", metavar="NAME", help="name of the release (default: the latest)")
    parser.add_argument(
        "--output", type=Path, default=Path("processed"), metavar="DIR", help="folder of the releases (default: processed)"
    )
    _settings_option(parser)


def _explain_verb(verbs: _Verbs) -> None:
    parser = _verb(verbs, "explain", "how one document was read: each cell and where it went, and the issues", _explain)
    parser.add_argument("file", type=Path, metavar="FILE", help="a document")
    parser.add_argument("--engine", choices=ENGINES, default="pdfium", help="PDF engine (default: pdfium)")
    parser.add_argument("--html", type=Path, metavar="FILE", help="write one HTML page instead, with the pages drawn")
    parser.add_argument("--png", type=Path, metavar="DIR", help="draw the pages of a PDF instead, cells coloured by destination")


def _derive_verb(verbs: _Verbs) -> None:
    parser = _verb(verbs, "derive", "write anew what follows from the schema and the issue catalogue", _derive)
    parser.add_argument("--check", action="store_true", help="only tell which files are out of date; exit 1 if any is")


# The verbs import what they need themselves: `--help` stays quick, and only the gate pays for its library.


def _run(arguments: argparse.Namespace) -> int:
    from pipeline.archive.sources import source_files
    from pipeline.releases.settings import read
    from pipeline.runs.notify import telling
    from pipeline.runs.run import run
    from pipeline.runs.summary import summary

    with telling(arguments.notify) as tell:
        settings, files = read(arguments.settings), source_files(arguments.input)
        with _progress(len(files), arguments.quiet) as progress:
            record = run(
                arguments.input, arguments.output, options=_options(arguments), progress=progress, files=files,
                settings=settings, keep=arguments.keep, log=EventLog(arguments.log),
                catalogue=arguments.catalogue,
            )
        tell(record)
    if not arguments.quiet:
        print(summary(record, arguments.output))
    return 0


def _parse(arguments: argparse.Namespace) -> int:
    from pipeline.archive.sources import source_files
    from pipeline.releases.settings import read
    from pipeline.runs.intake import Intake
    from pipeline.runs.run import RunRecord, count, read_tables, stage
    from pipeline.runs.summary import counts

    settings, files = read(arguments.settings), source_files(arguments.input)
    record = RunRecord(str(arguments.input), outcome="parsed")
    with _progress(len(files), arguments.quiet) as progress:
        tables = read_tables(Intake(arguments.input, files, _options(arguments)), progress, record)
    count(tables, record)
    stage(tables, arguments.output, record, settings)
    if not arguments.quiet:
        print(counts(record) + f"\ntables in {arguments.output}")
    return 0


def _validate(arguments: argparse.Namespace) -> int:
    from pipeline.gate.criteria import Yardstick
    from pipeline.gate.validate import check
    from pipeline.runs.summary import verdict_lines

    _need_tables(arguments.tables)
    yardstick = Yardstick()
    verdict = check(arguments.tables, yardstick.expectations, reference=yardstick.reference)
    print(verdict_lines(verdict))
    return 0 if verdict.passed else EXIT_FAILED


def _release(arguments: argparse.Namespace) -> int:
    from pipeline.runs.run import release_tables
    from pipeline.runs.summary import summary

    _need_tables(arguments.tables)
    print(summary(release_tables(arguments.tables, arguments.output), arguments.output))
    return 0


def _publish(arguments: argparse.Namespace) -> int:
    from pipeline.releases.publish import publish
    from pipeline.releases.settings import read

    done = publish(arguments.output, arguments.place, read(arguments.settings), name=arguments.release, told=print)
    pointer = "it is the latest there" if done.is_latest else "a newer one stays the latest there"
    print(f"published {done.release} to {done.place}: {len(done.sent)} files sent, {len(done.present)} there already; {pointer}")
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from pipeline.views.explain import as_text, examine, write_html, write_pngs

    if not arguments.file.is_file():
        raise PipelineError(f"{arguments.file} is not a file; name a document.")
    examination = examine(arguments.file, arguments.engine)
    written = [write_html(examination, arguments.html)] if arguments.html else []
    written += write_pngs(examination, arguments.png) if arguments.png else []
    print("\n".join(f"wrote {path}" for path in written) or as_text(examination))
    return 0


def _derive(arguments: argparse.Namespace) -> int:
    from pipeline.base.places import checkout

    checkout("derive")
    from pipeline.schema.derive import out_of_date, write_generated

    if arguments.check:
        stale = out_of_date()
        print("\n".join(f"{path} is out of date" for path in stale) or "everything is current")
        return EXIT_FAILED if stale else 0
    print("\n".join(f"wrote {path}" for path in write_generated()) or "everything is current")
    return 0


def _need_tables(folder: Path) -> None:
    if not (folder / "documents.parquet").is_file():
        raise PipelineError(f"{folder} holds no tables; make them with `parse` or name a release.")


@contextmanager
def _progress(total: int, quiet: bool) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, nothing in a log."""
    if quiet or not sys.stderr.isatty():
        yield lambda _: None
        return
    from tqdm import tqdm

    with tqdm(total=total, unit="doc", desc="reading", leave=False, dynamic_ncols=True) as bar:
        yield lambda done: bar.update(done) and None


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of the installed command; errors are sentences on stderr."""
    parsed = build_parser().parse_args(arguments)
    try:
        status: int = parsed.act(parsed)
    except AlreadyRunning as error:
        print(error, file=sys.stderr)
        return EXIT_ALREADY_RUNNING
    except PipelineError as error:
        print(error, file=sys.stderr)
        return EXIT_FAILED
    except BrokenPipeError:
        # Whoever read the output has seen enough (`explain … | head`).
        sys.stdout = open(os.devnull, "w")  # noqa: PTH123, SIM115 - the interpreter flushes it at its end
        return 0
    except OSError as error:
        print(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.", file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("Interrupted; nothing was released.", file=sys.stderr)
        return EXIT_FAILED
    return status
