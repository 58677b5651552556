"""The verbs for releases that are there already: withdraw, rollback, rebuild."""

from __future__ import annotations

import argparse
from pathlib import Path

from pipeline.cli.progress import progress_bar
from pipeline.cli.verbs import ENGINES, EXIT_FAILED, AddVerb, output_option, settings_of, settings_option


def add_release_verbs(add: AddVerb) -> None:
    """Add the verbs."""
    withdraw = add("withdraw", "take a release back: it stays listed with the reason and is never the latest again", _withdraw)
    withdraw.add_argument("name", metavar="NAME", help="name of the release")
    _taking_back(withdraw)
    rollback = add("rollback", "make an earlier release the latest again: all that came after it is withdrawn", _rollback)
    rollback.add_argument("name", metavar="NAME", help="name of the release that becomes the latest")
    _taking_back(rollback)
    rebuild = add("rebuild", "make a release again elsewhere, from the archive, and compare the hash of every file", _rebuild)
    rebuild.add_argument("name", nargs="?", metavar="NAME", help="name of the release (default: the latest)")
    rebuild.add_argument("--input", type=Path, default=Path("raw"), metavar="DIR", help="folder of the archive (default: raw)")
    output_option(rebuild)
    settings_option(rebuild)
    rebuild.add_argument("--catalogue", type=Path, metavar="FILE", help="published list (default: reference/catalogue.csv)")
    rebuild.add_argument("--engine", choices=ENGINES, help="PDF engine (default: the one that the release was made with)")
    rebuild.add_argument("--workers", type=int, metavar="N", help="reading processes (default: one per core; 0: none)")
    rebuild.add_argument("--restore", action="store_true",
                         help="if all is equal, put what was made into the place of a release that is gone or damaged")


def _taking_back(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", required=True, metavar="TEXT", help="why; whoever used the release reads it")
    output_option(parser)


def _withdraw(arguments: argparse.Namespace) -> int:
    from pipeline.releases.withdrawal import withdraw

    settings_of()
    print(withdraw(arguments.output, arguments.name, arguments.reason))
    return 0


def _rollback(arguments: argparse.Namespace) -> int:
    from pipeline.releases.withdrawal import rollback

    settings_of()
    print(rollback(arguments.output, arguments.name, arguments.reason))
    return 0


def _rebuild(arguments: argparse.Namespace) -> int:
    from pipeline.archive.sources import source_files
    from pipeline.gate.criteria import Criteria
    from pipeline.runs.intake import Options
    from pipeline.runs.rebuild import Means, rebuilt, restore

    settings, total = settings_of(arguments.settings), len(source_files(arguments.input))
    with progress_bar(total, "documents", "reading") as progress:
        means = Means(
            arguments.input, settings, Criteria(catalogue=arguments.catalogue), Options(workers=arguments.workers),
            arguments.engine, progress, progress.stage,
        )
        with rebuilt(arguments.output, arguments.name, means) as again:
            print(again.summary, flush=True)
            if arguments.restore:
                print(restore(again))
    return EXIT_FAILED if again.comparison.different else 0
