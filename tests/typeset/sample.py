"""Typesets the sample standard as DOCX, ODT and PDF from its text form.

The published documents cannot be passed on with the code, so the sample's other formats are made
from its text: real merged cells, lists, a repeated header row, rows that break over pages.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.typeset.office import OfficeError, convert
from tests.typeset.packing import without_chance_odt, without_chance_pdf
from tests.typeset.source import SourceError, read_standard
from tests.typeset.word import typeset

RAW = Path(__file__).resolve().parents[2] / "raw"
SAMPLE = RAW / "IDC5294-001v3.txt"
PROGRAM = "python -m tests.typeset.sample"


def main(arguments: list[str] | None = None) -> int:
    """Write the files and name each; the exit status is 1 with a sentence on stderr if one is missing."""
    options = _parser().parse_args(arguments)
    try:
        for path in write_sample(options.source, options.output, docx_only=options.docx_only):
            print(f"{path} ({path.stat().st_size} bytes)")
    except (OSError, OfficeError, SourceError) as error:
        print(f"{PROGRAM}: {error}", file=sys.stderr)
        return 1
    return 0


def write_sample(source: Path, folder: Path, *, docx_only: bool = False) -> list[Path]:
    """The paths written, DOCX first. Raises SourceError, OfficeError or OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    docx = folder / f"{source.stem}.docx"
    docx.write_bytes(typeset(read_standard(source.read_text("utf-8"))))
    if docx_only:
        return [docx]
    odt, pdf = docx.with_suffix(".odt"), docx.with_suffix(".pdf")
    odt.write_bytes(without_chance_odt(convert(docx, "odt")))
    pdf.write_bytes(without_chance_pdf(convert(docx, "pdf")))
    return [docx, odt, pdf]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog=PROGRAM, description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--source", type=Path, default=SAMPLE, metavar="FILE", help=f"the text form (default: raw/{SAMPLE.name})")
    parser.add_argument("--output", type=Path, default=RAW, metavar="DIR", help="where the files go (default: raw/)")
    parser.add_argument("--docx-only", action="store_true", help="write the DOCX alone; needs no LibreOffice")
    return parser


if __name__ == "__main__":
    sys.exit(main())
