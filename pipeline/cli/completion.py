"""Completion scripts for shells, which shtab makes from the command line's own definition, so that they cannot fall behind it."""

from __future__ import annotations

import argparse
from pathlib import Path

SHELLS = ("bash", "zsh", "tcsh")
_FOLDERS = ("DIR", "RELEASE")


def script(shell: str, parser: argparse.ArgumentParser) -> str:
    """The script for one of `SHELLS`, to be sourced; paths are completed as files or folders."""
    import shtab

    for action in parser._actions:
        for verb in action.choices.values() if isinstance(action, argparse._SubParsersAction) else ():
            _mark_paths(verb)
    made: str = shtab.complete(parser, shell)
    return made


def _mark_paths(verb: argparse.ArgumentParser) -> None:
    from shtab import DIRECTORY, FILE

    for action in verb._actions:
        named = isinstance(action.type, type) and issubclass(action.type, Path)
        if named or action.metavar in ("DIR", "FILE", "PATH"):
            action.complete = DIRECTORY if action.metavar in _FOLDERS else FILE  # type: ignore[attr-defined]
