"""LibreOffice as a converter from the command line."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

PATIENCE = 180
"""Seconds; the first start writes a profile and takes longest."""


class OfficeError(RuntimeError):
    """LibreOffice is missing or did not deliver; the message says which and what to do."""


def convert(document: Path, suffix: str) -> bytes:
    """The bytes of `document` in another format, `suffix` being `odt` or `pdf`.

    Works in a folder and with a profile of its own, so an open LibreOffice does not get in the way.
    LibreOffice 7.4 writes the time of day whatever SOURCE_DATE_EPOCH says; `packing` takes it out.
    Raises OfficeError.
    """
    program = shutil.which("soffice")
    if program is None:
        raise OfficeError(
            "LibreOffice is needed for ODT and PDF, but there is no `soffice` on the PATH; "
            "install it, or write the DOCX alone with --docx-only."
        )
    with tempfile.TemporaryDirectory() as folder:
        command = [program, "--headless", f"-env:UserInstallation={Path(folder, 'profile').as_uri()}"]
        command += ["--convert-to", suffix, "--outdir", folder, str(document)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
        except subprocess.TimeoutExpired as error:
            raise OfficeError(f"LibreOffice gave no {suffix} within {PATIENCE} seconds.") from error
        result = Path(folder, f"{document.stem}.{suffix}")
        # soffice ends with 0 even when it could not convert, so only the file counts
        if not result.is_file():
            raise OfficeError(f"LibreOffice gave no {suffix}: {(done.stderr or done.stdout).strip()}")
        return result.read_bytes()
