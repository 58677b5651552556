"""The verbs for releases that are there already: withdraw, rollback, rebuild."""

from __future__ import annotations

import argparse

from pipeline.cli.verbs import AddVerb, output_option, settings_of


def add_release_verbs(add: AddVerb) -> None:
    """Add the verbs."""
    withdraw = add("withdraw", "take a release back: it stays listed with the reason and is never the latest again", _withdraw)
    withdraw.add_argument("name", metavar="NAME", help="name of the release")
    _taking_back(withdraw)
    rollback = add("rollback", "make an earlier release the latest again: all that came after it is withdrawn", _rollback)
    rollback.add_argument("name", metavar="NAME", help="name of the release that becomes the latest")
    _taking_back(rollback)


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
