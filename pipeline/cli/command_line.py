"""What a person types: one verb per stage, and `run` for all of them."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from pipeline.base.errors import AlreadyRunning, PipelineError
from pipeline.base.memory import as_sentence
from pipeline.base.stops import heeded, noted
from pipeline.cli.archive import add_archive_verbs
from pipeline.cli.parser import Parser
from pipeline.cli.quality import add_quality_verbs
from pipeline.cli.releases import add_release_verbs
from pipeline.cli.stages import add_reading_verbs, add_stage_verbs
from pipeline.cli.verbs import EXIT_FAILED, Act
from pipeline.cli.views import add_site_verbs

EXIT_ALREADY_RUNNING = 75


def build_parser() -> argparse.ArgumentParser:
    """The command line; every verb has a help text."""
    parser = Parser(
        prog="icap-pipeline",
        description="Published 職能基準 documents (PDF, DOCX, ODT, XLSX, ODS, text) to tidy, checked tables.",
        epilog="Exit status: 0 done or unchanged, 1 failed with a sentence, 2 wrong usage, 75 another run is at work.",
    )
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="VERB")

    def add(name: str, summary: str, act: Act) -> argparse.ArgumentParser:
        verb = verbs.add_parser(name, help=summary, description=summary)
        verb.set_defaults(act=act)
        return verb

    add_archive_verbs(add)
    add_release_verbs(add)
    add_stage_verbs(add)
    add_quality_verbs(add)
    add_reading_verbs(add)
    add_site_verbs(add, build_parser)
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of the installed command; errors are sentences on stderr."""
    parsed = build_parser().parse_args(arguments)
    try:
        with heeded(), as_sentence():
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
    except KeyboardInterrupt as stop:
        print(noted(stop), file=sys.stderr)
        return EXIT_FAILED
    return status
