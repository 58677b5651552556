"""What a wheel holds besides the package's own files, and what is compiled where that is asked for.

Everything else about the package stands in pyproject.toml. Files of the project that the package needs travel inside
it, in `shipped/`, where `pipeline/base/places.py` finds them. With ICAP_PIPELINE_COMPILE=1 (`make compile`) mypyc
translates the modules named here to C, because reading spends its time in them; they are ordinary Python, and nothing
in the package knows whether that has been done.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
RULES = (ROOT / "MANIFEST.in").read_text(encoding="utf-8").splitlines()
SHIPPED = [rule.split()[1] for rule in RULES if rule.startswith(("graft ", "include "))]
"""Folders and files of the project; a source distribution holds the same, so that the package can be built from it."""

PDF = (
    "boxes", "cells", "columns", "glyphs", "lattice", "legibility", "lines", "nesting", "open_tables", "page", "page_box",
    "pdfium_bulk", "pdfium_paths", "pdfium_spaces", "pdfium_text", "regions", "rules", "shapes", "wrapping",
)
PATTERNS = (
    "documents/cut_words.py", "documents/findings.py", "documents/flow.py", "documents/ledger.py", "documents/model.py",
    "documents/readers/docx*.py", "documents/readers/grid_builder.py", "documents/readers/odt*.py", "documents/running.py",
    "documents/text/[!_]*.py", "schema/selfcheck.py", "standards/codes/[!_]*.py", "standards/sections/[!_]*.py",
    "views/explain/tracing.py", "views/joins.py",
    *(f"documents/readers/pdf/{name}.py" for name in PDF),
)
# `make types` checks them with the project's settings; here they are only translated.
OPTIONS = ("--config-file=", "--ignore-missing-imports", "--follow-imports=silent")


class BuildPackage(build_py):
    """The package with the project's files that it needs, and nothing that an earlier build has left."""

    def run(self) -> None:
        """Put everything into `build_lib`."""
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()
        package = Path(self.build_lib, "pipeline")
        # Written here because a marker for type checkers is nothing that a reader of the sources has to see.
        (package / "py.typed").touch()
        for name in SHIPPED:
            source, target = ROOT / name, package / "shipped" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            (shutil.copytree if source.is_dir() else shutil.copyfile)(source, target)


def compiled() -> list[Extension]:
    """The modules that reading spends its time in, as C."""
    from mypyc.build import mypycify

    package = ROOT / "pipeline"
    sources = [path.relative_to(ROOT).as_posix() for pattern in PATTERNS for path in sorted(package.glob(pattern))]
    # More optimisation takes longer and gains nothing: the time goes into Python's own objects.
    extensions: list[Extension] = mypycify([*OPTIONS, *sources], opt_level="1", debug_level="0", group_name="pipeline.compiled")
    return extensions


# pip asks for the package's description as well, which is no reason to translate anything.
asked = os.environ.get("ICAP_PIPELINE_COMPILE") == "1" and not {"dist_info", "egg_info"} & set(sys.argv)
setup(cmdclass={"build_py": BuildPackage}, ext_modules=compiled() if asked else [])
