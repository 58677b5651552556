"""The verbs of the flow: run, parse, validate, release, publish; and of what it is made of: explain, derive.

They import what they need themselves: `--help` stays quick, and only the gate pays for its library.
"""

from __future__ import annotations

import argparse
import shlex
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.errors import PipelineError
from pipeline.base.eventlog import EventLog
from pipeline.base.meant import meant_path
from pipeline.cli.progress import progress_bar
from pipeline.cli.verbs import (
    EXIT_FAILED,
    AddVerb,
    engine_option,
    output_option,
    positive,
    settings_of,
    settings_option,
    unattended_options,
)
from pipeline.runs.cache import FOLDER
from pipeline.runs.workers import MEGABYTES, SECONDS

if TYPE_CHECKING:
    from pipeline.runs.intake import Options


def add_stage_verbs(add: AddVerb) -> None:
    """Add the verbs from documents to a published release."""
    run_options(add("run", "whole pipeline: a folder of documents becomes a release", run))
    parse = add("parse", "only read: a folder of documents becomes a folder of tables", _parse)
    _reading_options(parse, "build/tables", "folder of the tables")
    parse.add_argument(
        "--forms", choices=("tables", "all"), default="tables",
        help="what to write: the tables as CSV and Parquet, or every form that the settings ask for (default: tables)",
    )
    validate = add("validate", "only check: the gate on a folder of tables", _validate)
    validate.add_argument("tables", type=Path, metavar="DIR", help="folder of tables, or a release")
    release = add("release", "only publish: a folder of tables passes the gate and becomes a release", _release)
    release.add_argument("tables", type=Path, metavar="DIR", help="folder of tables")
    output_option(release)
    settings_option(release)
    publish = add("publish", "copy a release to where people fetch it; needs a licence in the settings", _publish)
    publish.add_argument("place", metavar="DEST", help="a folder, or an address that fsspec opens, s3://bucket/folder …")
    publish.add_argument("--release", metavar="NAME", help="name of the release (default: the latest)")
    publish.add_argument("--site", type=Path, metavar="DIR",
                         help="a site of this release to send along, to the root of DEST, where identifiers lead")
    output_option(publish)
    settings_option(publish)


def add_reading_verbs(add: AddVerb) -> None:
    """Add the verbs that show how documents are read, and write what follows from the definitions."""
    explain = add("explain", "how one document was read: each cell and where it went, and the issues", _explain)
    explain.add_argument("file", type=Path, metavar="FILE", help="a document")
    engine_option(explain)
    explain.add_argument("--standard", type=int, default=1, metavar="N", help="of several standards in a file the Nth")
    explain.add_argument("--html", type=Path, metavar="FILE", help="write one HTML page instead, with the pages drawn")
    explain.add_argument("--png", type=Path, metavar="DIR", help="draw the pages of a PDF instead, cells coloured by destination")
    derive = add("derive", "write anew what follows from the schema, the issue catalogue and the exporters", _derive)
    derive.add_argument("--check", action="store_true", help="only tell which files are out of date; exit 1 if any is")


def run_options(parser: argparse.ArgumentParser) -> None:
    """The options of `run`, which `ingest` ends with."""
    _reading_options(parser, "processed", "folder of the releases")
    parser.add_argument("--catalogue", type=Path, metavar="FILE", help="published list (default: reference/catalogue.csv)")
    unattended_options(parser)


def _reading_options(parser: argparse.ArgumentParser, output: str, meaning: str) -> None:
    parser.add_argument(
        "--input", type=_place, default=Path("raw"), metavar="DIR",
        help="folder of documents, or an address that fsspec opens, s3://… (default: raw)",
    )
    output_option(parser, output, meaning)
    engine_option(parser)
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary, only errors")
    settings_option(parser)
    _cost_options(parser)


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
    parser.add_argument(
        "--run-memory", type=positive, metavar="MB",
        help="memory that the run itself may need (default: three quarters of what the machine has)",
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

    cache = None if arguments.no_cache else arguments.cache or arguments.output / FOLDER
    limits = Limits(arguments.timeout, arguments.memory)
    return Options(arguments.engine, arguments.workers, limits, arguments.scheduler, cache)


def _bounded(arguments: argparse.Namespace) -> AbstractContextManager[None]:
    from pipeline.base import memory

    memory.keep_little()
    return memory.bounded(arguments.run_memory or memory.default_megabytes())


def run(arguments: argparse.Namespace) -> int:
    """The whole pipeline, with the options of `run_options`."""
    from pipeline.archive.sources import source_files
    from pipeline.gate.criteria import Criteria
    from pipeline.runs.notify import telling
    from pipeline.runs.run import Run
    from pipeline.runs.summary import summary

    with telling(arguments.notify) as tell:
        settings, files = settings_of(arguments.settings), source_files(arguments.input)
        with _bounded(arguments), progress_bar(len(files), "documents", "reading", quiet=arguments.quiet) as progress:
            record = Run(
                arguments.input, arguments.output, options=_options(arguments), settings=settings, files=files,
                progress=progress, criteria=Criteria(catalogue=arguments.catalogue), keep=arguments.keep,
                log=EventLog(arguments.log), telling=progress.stage,
            ).walk()
        tell(record)
    if not arguments.quiet:
        print(summary(record, arguments.output))
    return 0


def _parse(arguments: argparse.Namespace) -> int:
    from pipeline.archive.sources import source_files
    from pipeline.releases.settings import read
    from pipeline.runs.run import Run
    from pipeline.runs.summary import counts

    settings, files = read(arguments.settings), source_files(arguments.input)
    with _bounded(arguments), progress_bar(len(files), "documents", "reading", quiet=arguments.quiet) as progress:
        record = Run(
            arguments.input, arguments.output, options=_options(arguments), settings=settings, files=files, progress=progress,
            telling=progress.stage,
        ).parse(all_forms=arguments.forms == "all")
    if not arguments.quiet:
        print(counts(record), f"tables in {arguments.output}", sep="\n")
        print(f"next        icap-pipeline validate {shlex.quote(str(arguments.output))}")
    return 0


def _validate(arguments: argparse.Namespace) -> int:
    from pipeline.gate.inspection import validate

    with progress_bar(None, "", "checking at the gate"):
        verdict = validate(arguments.tables)
    print(verdict.summary)
    if verdict.passed:
        print(f"next        icap-pipeline release {shlex.quote(str(arguments.tables))}")
    return 0 if verdict.passed else EXIT_FAILED


def _release(arguments: argparse.Namespace) -> int:
    from pipeline.runs.stages import release_tables
    from pipeline.runs.summary import summary

    settings = settings_of(arguments.settings)
    with progress_bar(None, "", "taking over the tables") as progress:
        record = release_tables(arguments.tables, arguments.output, settings, progress.stage)
    print(summary(record, arguments.output))
    return 0


def _publish(arguments: argparse.Namespace) -> int:
    from pipeline.releases.publish import publish
    from pipeline.releases.settings import read

    settings, named = read(arguments.settings), {"name": arguments.release, "site": arguments.site}
    done = publish(arguments.output, arguments.place, settings, on_sent=print, **named)
    print(done.summary)
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from pipeline.views.explain import as_text, examine, write_html, write_pngs

    if not arguments.file.is_file():
        raise PipelineError(f"{arguments.file} is not a file; name a document{meant_path(arguments.file) or '.'}")
    examination = examine(arguments.file, arguments.engine, arguments.standard)
    written = [write_html(examination, arguments.html)] if arguments.html else []
    written += write_pngs(examination, arguments.png) if arguments.png else []
    print("\n".join(f"wrote {path}" for path in written) or as_text(examination))
    return 0


def _derive(arguments: argparse.Namespace) -> int:
    from pipeline.base.places import checkout
    from pipeline.runs.generated_files import out_of_date, write_generated

    checkout("derive")

    if arguments.check:
        stale = out_of_date()
        print("\n".join(f"{path} is out of date" for path in stale) or "everything is current")
        return EXIT_FAILED if stale else 0
    print("\n".join(f"wrote {path}" for path in write_generated()) or "everything is current")
    return 0
