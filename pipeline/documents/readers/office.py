"""Old files (.doc, RTF) by way of LibreOffice: converted in a contained process, then read as DOCX.

The process has limits of time, memory and file size, a profile and a folder of its own that end with it, no macros,
no links that are followed, and no network where the system lets us take it away.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path

import regex

from pipeline.base import programs
from pipeline.base.errors import UnreadableDocument
from pipeline.documents.model import Document
from pipeline.documents.readers import docx
from pipeline.documents.readers.package import open_package, read_part

NAMES = {"doc": "an old Word file (.doc)", "rtf": "an RTF file"}
"""What a file of each kind is called in a sentence."""
SECONDS = 90
"""Time that a conversion may take; it usually takes three, the most of it for making a profile."""
_GRACE = 5
"""Seconds after which the process is ended from here, if nothing ended it before."""
OVERDUE = 124
"""Exit status by which `timeout` says that it ended a command."""
_MEGABYTES = 2048
_LARGEST_MEGABYTES = 128
_GENERATOR = regex.compile(rb"<Application>([^<$]{1,80})")
_LIMITED = 'ulimit -c 0; ulimit -S -v "$1"; ulimit -t "$2"; ulimit -f "$3"; shift 3; exec "$@"'
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting">
<prop oor:name="DisableMacrosExecution" oor:op="fuse"><value>true</value></prop>
<prop oor:name="MacroSecurityLevel" oor:op="fuse"><value>3</value></prop>
<prop oor:name="BlockUntrustedRefererLinks" oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update">
<prop oor:name="Link" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""No macros, whoever signed them; no link to another file or address is followed."""


def read(data: bytes, kind: str) -> Document:
    """Read an old file by way of LibreOffice; raises `UnreadableDocument` with the remedy where that is not possible."""
    office = programs.office()
    if office is None:
        raise UnreadableDocument(
            f"is {NAMES[kind]}; save it as DOCX or ODT, for example with `soffice --headless --convert-to docx FILE`, "
            f"or install LibreOffice, with which it is read as it is"
        )
    converted = _converted(office, data, kind)
    made_by = _GENERATOR.search(read_part(open_package(converted), "docProps/app.xml") or b"")
    by = made_by[1].decode("utf-8", errors="replace") if made_by else "LibreOffice"
    document = docx.read(converted)
    return replace(document, format=kind, remarks=(("converted", None, f"By {by}."), *document.remarks))


def _converted(office: str, data: bytes, kind: str) -> bytes:
    """The file as DOCX, which shows more of it to our readers than ODT does: hidden text, notes of the program."""
    with tempfile.TemporaryDirectory(prefix="converted-") as name:
        folder = Path(name)
        source, result, profile = folder / f"document.{kind}", folder / "document.docx", folder / "profile"
        source.write_bytes(data)
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        command = [office, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--norestore", "--nolockcheck"]
        command += ["--convert-to", "docx", "--outdir", str(folder), str(source)]
        in_time = _run(command, folder)
        if not in_time:
            raise UnreadableDocument(f"is {NAMES[kind]} that took LibreOffice more than {SECONDS} s; save it as DOCX or ODT")
        # LibreOffice ends with 0 even when it could not convert, so only the file counts.
        if not result.is_file():
            raise UnreadableDocument(
                f"is {NAMES[kind]} that LibreOffice cannot convert, for it is damaged or protected by a password; "
                f"open it with a word processor and save it as DOCX or ODT"
            )
        return result.read_bytes()


def _run(command: list[str], folder: Path) -> bool:
    """Run a command within its limits; false where its time was over. What it started ends with it."""
    limits = (str(_MEGABYTES << 10), str(SECONDS), str(_LARGEST_MEGABYTES << 11))
    limited = [*_without_network(), *_with_an_end(), "/bin/sh", "-c", _LIMITED, "sh", *limits, *command]
    environment = {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        limited, cwd=folder, env=environment, start_new_session=True, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        return process.wait(SECONDS + _GRACE) != OVERDUE
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
        return False


@cache
def _without_network() -> tuple[str, ...]:
    """The command in front of another that takes its network away; none where the system does not allow it."""
    command = ("unshare", "--map-root-user", "--net")
    try:
        allowed = subprocess.run([*command, "true"], capture_output=True, timeout=10, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if allowed else ()


@cache
def _with_an_end() -> tuple[str, ...]:
    """The command in front of another that ends it in time even where this process has been killed before."""
    return ("timeout", "--kill-after=1", str(SECONDS)) if shutil.which("timeout") else ()
