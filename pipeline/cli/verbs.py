"""What the verbs share: how one is added, options that several have."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.base.eventlog import FORMS

if TYPE_CHECKING:
    from pipeline.releases.settings import Settings

Act = Callable[[argparse.Namespace], int]
"""What a verb does; returns the exit status."""
AddVerb = Callable[[str, str, Act], argparse.ArgumentParser]
"""Makes the parser of a verb from its name, its summary and what it does."""
EXIT_FAILED = 1
_BROKEN_PIPE = 141
ENGINES = ("pdfium", "pdfplumber", "both")


def engine_option(parser: argparse.ArgumentParser) -> None:
    """The option for the PDF engine."""
    parser.add_argument("--engine", choices=ENGINES, default="pdfium", help="PDF engine (default: pdfium)")


def output_option(parser: argparse.ArgumentParser, default: str = "processed", meaning: str = "folder of the releases") -> None:
    """The option for the folder that is written to, or that holds the releases."""
    parser.add_argument("--output", type=Path, default=Path(default), metavar="DIR", help=f"{meaning} (default: {default})")


def settings_option(parser: argparse.ArgumentParser) -> None:
    """The option for the settings file."""
    parser.add_argument("--settings", type=Path, metavar="FILE", help="licence, publisher, forms (default: settings.toml)")


def log_option(parser: argparse.ArgumentParser) -> None:
    """The option for events on stderr."""
    parser.add_argument("--log", choices=FORMS, help="one line per event on stderr, as text or JSON")


def unattended_options(parser: argparse.ArgumentParser) -> None:
    """The options of a run that nobody watches."""
    parser.add_argument("--keep", type=positive, metavar="N", help="old releases go, the newest N stay (default: all stay)")
    parser.add_argument("--notify", metavar="URL", help="post what the run did as JSON to this address")
    log_option(parser)


def positive(text: str) -> int:
    """A number from 1 on; raises ValueError for anything else."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def settings_of(path: Path | None = None) -> Settings:
    """The settings, as of `releases.settings.read`; from now on days are those of the place that they name."""
    from pipeline.base.clock import settle
    from pipeline.releases.settings import read

    settings = read(path)
    settle(settings.timezone)
    return settings


def printed(text: str) -> int:
    """Print; a reader that has seen enough (`| head`) is no error."""
    try:
        print(text, flush=True)
    except BrokenPipeError:
        sys.stderr.close()
        return _BROKEN_PIPE
    return 0
