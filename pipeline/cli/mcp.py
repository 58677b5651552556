"""The verb `mcp`: a release for assistants."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from pipeline.base.errors import PipelineError
from pipeline.cli.verbs import AddVerb

_INSTALL = "mcp needs the package mcp, which is not here: make mcp installs it, or pip install 'icap-competency-pipeline[mcp]'."


def add_mcp(add: AddVerb, release_option: Callable[[argparse.ArgumentParser], None]) -> None:
    """Add the verb with the option that names a release."""
    mcp = add("mcp", "serve a release to assistants, read-only, over the Model Context Protocol on stdin and stdout", _mcp)
    release_option(mcp)


def _mcp(parsed: argparse.Namespace) -> int:
    try:
        from pipeline.views.assistant.server import serve
    except ModuleNotFoundError as error:
        if error.name is None or error.name.split(".")[0] != "mcp":
            raise
        raise PipelineError(_INSTALL) from error
    serve(parsed.release)
    return 0
