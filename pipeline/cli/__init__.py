"""The command line: arguments only; what a verb does stands in the room that owns its subject."""

from pipeline.cli.command_line import build_parser, main

__all__ = ["build_parser", "main"]
