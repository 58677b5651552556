"""The verb `find`: which standards fit a text."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.cli.verbs import AddVerb, positive, printed

LIMIT = 10


def add_find(add: AddVerb, release_options: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the verb with the options that looking at a release has."""
    find = add("find", "which standards fit a text, such as a job advertisement: ranked, with the reasons, offline", _find)
    find.add_argument("text", nargs="?", metavar="TEXT", help="up to 12,000 characters; else they come from --file or a pipe")
    find.add_argument("--file", type=Path, metavar="FILE", help="a text file; - is the pipe")
    find.add_argument("--limit", type=positive, default=LIMIT, metavar="N", help=f"how many standards at most (default: {LIMIT})")
    release_options(find)


def _find(parsed: argparse.Namespace) -> int:
    from pipeline.views.finding import found
    from pipeline.views.finding.asked import asked
    from pipeline.views.finding.shown import shown
    from pipeline.views.opened import opened
    from pipeline.views.terminal import screen

    text = asked(parsed.text, parsed.file)
    try:
        with opened(parsed.release) as release:
            return printed(shown(found(release, text, parsed.limit), parsed.format, screen(sys.stdout)))
    except ValueError as error:
        raise PipelineError(str(error)) from error
