"""What is compiled, and what of the project travels inside the package; all else about it stands in pyproject.toml.

`bulk.c` is C, the modules named here are ordinary Python that mypyc translates to C, because reading spends its
time in them. Where mypyc or a compiler is missing, the installation goes on without: the modules are
interpreted (`pipeline/base/compiled.py`), and Python does what `bulk.c` does (`pdfium_bulk.py`).
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from setuptools import Extension, setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).resolve().parent
PACKAGE = ROOT / "pipeline"
RULES = (ROOT / "MANIFEST.in").read_text(encoding="utf-8").splitlines()
SHIPPED = [rule.split()[1] for rule in RULES if rule.startswith(("graft ", "include "))]
"""Folders and files of the project; a source distribution holds the same, so that the package can be built from it."""
sys.path.insert(0, str(ROOT))

from pipeline.base.compiled import RECORD, record_of  # noqa: E402

PDF = (
    "cells", "columns", "frame", "glyphs", "lattice", "legibility", "lines", "nesting", "page", "pdfium_paths",
    "pdfium_spaces", "pdfium_text", "regions", "rules", "shapes", "wrapping",
)
PATTERNS = (
    "documents/findings.py", "documents/flow.py", "documents/ledger.py", "documents/model.py", "documents/text/[!_]*.py",
    "schema/selfcheck.py", "standards/codes/[!_]*.py", "standards/sections/[!_]*.py",
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
    """What there is to build, none of it indispensable; leaves a record of what it is built from."""
    for old in (PACKAGE / RECORD, *PACKAGE.rglob("*.so"), *PACKAGE.rglob("*.pyd")):
        old.unlink(missing_ok=True)
    source = "pipeline/documents/readers/pdf/bulk.c"
    calls = Extension("pipeline.documents.readers.pdf._bulk", [source], extra_compile_args=["-O2"], optional=True)
    try:
        from mypyc.build import mypycify
    except ImportError:
        return [calls]
    sources = [path.relative_to(PACKAGE).as_posix() for pattern in PATTERNS for path in sorted(PACKAGE.glob(pattern))]
    paths = [f"pipeline/{source}" for source in sources]
    # More optimisation takes longer and gains nothing: the time goes into Python's own objects.
    extensions: list[Extension] = mypycify([*OPTIONS, *paths], opt_level="1", debug_level="0", group_name="pipeline.compiled")
    for extension in extensions:
        extension.optional = True
    (PACKAGE / RECORD).write_text(record_of(PACKAGE, sources), encoding="utf-8")
    return [calls, *extensions]


# pip asks for the package's description as well, which is no reason to translate anything.
setup(cmdclass={"build_py": BuildPackage}, ext_modules=[] if {"dist_info", "egg_info"} & set(sys.argv) else compiled())
