"""A made-up document as other programs turn it into text: LibreOffice and poppler, where they are installed."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from bench.generate.documents import FORMATS, Made

OFFICE = {"LibreOffice text": "txt:Text (encoded):UTF8", "LibreOffice HTML": "html:HTML (StarWriter)"}
POPPLER = {"pdftotext -layout": ["-layout"], "pdftotext -raw": ["-raw"], "pdftotext": []}


def missing() -> list[str]:
    """The programs that are not there."""
    return [name for name in ("soffice", "pdftotext") if shutil.which(name) is None]


def by_office(made: Sequence[Made]) -> Mapping[str, list[bytes]]:
    """For each form the texts of all documents; LibreOffice is started once for each."""
    if shutil.which("soffice") is None:
        return {}
    found: dict[str, list[bytes]] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"{number}.docx" for number, _ in enumerate(made)]
        for file, one in zip(files, made, strict=True):
            file.write_bytes(FORMATS["docx"][1](one.body, one.layout))
        for form, kind in OFFICE.items():
            profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
            command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(folder), *map(str, files)]
            subprocess.run(command, check=True, capture_output=True)
            found[form] = [file.with_suffix(f".{kind.partition(':')[0]}").read_bytes() for file in files]
    return found


def by_poppler(made: Made) -> Mapping[str, bytes]:
    """For each form the text of the document's PDF."""
    if shutil.which("pdftotext") is None:
        return {}
    data = FORMATS["pdf"][1](made.body, made.layout)
    return {
        form: subprocess.run(["pdftotext", *options, "-", "-"], input=data, check=True, capture_output=True).stdout
        for form, options in POPPLER.items()
    }
