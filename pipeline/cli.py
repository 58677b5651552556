"""What a person types: one verb per stage, and `run` for all of them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeAlias

from pipeline.errors import AlreadyRunning, PipelineError

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
    _run_verb(verbs)
    _parse_verb(verbs)
    _validate_verb(verbs)
    _release_verb(verbs)
    _explain_verb(verbs)
    _derive_verb(verbs)
    return parser


# The type of add_subparsers() has no public name.
_Verbs: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"
Act = Callable[[argparse.Namespace], int]


def _verb(verbs: _Verbs, name: str, summary: str, act: Act) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=summary, description=summary)
    parser.set_defaults(act=act)
    return parser


def _reading_options(parser: argparse.ArgumentParser, output: str, meaning: str) -> None:
    parser.add_argument("--input", type=Path, default=Path("raw"), metavar="DIR", help="folder of documents (default: raw)")
    parser.add_argument("--output", type=Path, default=Path(output), metavar="DIR", help=f"{meaning} (default: {output})")
    parser.add_argument("--engine", choices=ENGINES, default="pdfium", help="PDF engine (default: pdfium)")
    parser.add_argument("--quiet", action="store_true", help="no progress and no summary, only errors")


def _run_verb(verbs: _Verbs) -> None:
    parser = _verb(verbs, "run", "whole pipeline: a folder of documents becomes a release", _run)
    _reading_options(parser, "processed", "folder of the releases")


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


def _explain_verb(verbs: _Verbs) -> None:
    parser = _verb(verbs, "explain", "how one document was read: each cell and where it went, and the issues", _explain)
    parser.add_argument("file", type=Path, metavar="FILE", help="a document")
    parser.add_argument("--engine", choices=ENGINES, default="pdfium", help="PDF engine (default: pdfium)")


def _derive_verb(verbs: _Verbs) -> None:
    parser = _verb(verbs, "derive", "write anew what follows from the schema and the issue catalogue", _derive)
    parser.add_argument("--check", action="store_true", help="only tell which files are out of date; exit 1 if any is")


# The verbs import what they need themselves: `--help` stays quick, and only the gate pays for its library.


def _run(arguments: argparse.Namespace) -> int:
    from pipeline.intake import source_files
    from pipeline.report import summary
    from pipeline.run import run

    files = source_files(arguments.input)
    with _progress(len(files), arguments.quiet) as progress:
        record = run(arguments.input, arguments.output, engine=arguments.engine, progress=progress, files=files)
    if not arguments.quiet:
        print(summary(record, arguments.output))
    return 0


def _parse(arguments: argparse.Namespace) -> int:
    from pipeline.intake import source_files
    from pipeline.report import counts
    from pipeline.run import RunRecord, count, read_tables, stage

    files = source_files(arguments.input)
    record = RunRecord(str(arguments.input), outcome="parsed")
    with _progress(len(files), arguments.quiet) as progress:
        tables = read_tables(arguments.input, arguments.engine, progress, files)
    count(tables, record)
    stage(tables, arguments.output, record)
    if not arguments.quiet:
        print(counts(record) + f"\ntables in {arguments.output}")
    return 0


def _validate(arguments: argparse.Namespace) -> int:
    from pipeline.report import verdict_lines
    from pipeline.run import EXPECTATIONS
    from pipeline.validate import check

    _need_tables(arguments.tables)
    verdict = check(arguments.tables, EXPECTATIONS)
    print(verdict_lines(verdict))
    return 0 if verdict.passed else EXIT_FAILED


def _release(arguments: argparse.Namespace) -> int:
    from pipeline.report import summary
    from pipeline.run import release_tables

    _need_tables(arguments.tables)
    print(summary(release_tables(arguments.tables, arguments.output), arguments.output))
    return 0


def _explain(arguments: argparse.Namespace) -> int:
    from pipeline.explain import explain

    if not arguments.file.is_file():
        raise PipelineError(f"{arguments.file} is not a file; name a document.")
    print(explain(arguments.file, arguments.engine))
    return 0


def _derive(arguments: argparse.Namespace) -> int:
    from pipeline.derive import out_of_date, write_generated

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
    except OSError as error:
        print(f"{error.filename or 'A file'} cannot be used: {error.strerror or error}.", file=sys.stderr)
        return EXIT_FAILED
    except KeyboardInterrupt:
        print("Interrupted; nothing was released.", file=sys.stderr)
        return EXIT_FAILED
    return status
