"""Old files are read by way of LibreOffice, in a contained process, or refused with the remedy."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers import office, read, sniff
from pipeline.standards.parse import parse
from tests.build import Made, Outcome, as_docx

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
DOC = OLE + "WordDocument".encode("utf-16-le")
RTF = rb"{\rtf1\ansi\uc1 \u30002?K01\par second\par}"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A stand-in for LibreOffice that writes a DOCX, and tells what it was given; delete `made.docx` to let it fail."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "soffice"
    program.write_text(
        f"""#!/bin/sh
while [ $# -gt 1 ]; do [ "$1" = --outdir ] && out="$2"; shift; done
ulimit -v > {tmp_path}/told; ulimit -t >> {tmp_path}/told; cat profile/user/registrymodifications.xcu >> {tmp_path}/told
env >> {tmp_path}/told
cp {tmp_path}/made.docx "$out/document.docx"
""",
        encoding="utf-8",
    )
    program.chmod(0o755)
    (tmp_path / "made.docx").write_bytes(as_docx(Made()))
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("SECRET_OF_THE_USER", "甲")
    return tmp_path


@pytest.mark.parametrize(("data", "kind"), [(DOC, "doc"), (RTF, "rtf")])
def test_an_old_file_is_read_as_it_is_converted(installed: Path, data: bytes, kind: str) -> None:
    result = Outcome(parse(f"made.{kind}", data))
    assert result.rows("competencies", "competency_code") == ["K01", "S01", "A01", "A02"]
    assert result.reading.format == kind and result.issues == ["converted"]
    assert result.finding("converted").message.endswith("By LibreOffice.")


def test_the_converting_process_is_contained(installed: Path) -> None:
    read(DOC)
    told = (installed / "told").read_text(encoding="utf-8")
    assert told.splitlines()[:2] == [str(2048 << 10), str(office.SECONDS)]
    assert 'DisableMacrosExecution" oor:op="fuse"><value>true' in told and "SECRET_OF_THE_USER" not in told


def test_what_cannot_be_converted_is_refused_with_the_reason(installed: Path) -> None:
    (installed / "made.docx").unlink()
    with pytest.raises(UnreadableDocument, match=r"damaged or protected by a password; .* save it as DOCX or ODT"):
        read(DOC)


def test_what_takes_too_long_is_refused(installed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (installed / "bin" / "soffice").write_text(f"#!/bin/sh\nexit {office.OVERDUE}\n", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="took LibreOffice more than"):
        read(RTF)


def test_without_libreoffice_the_sentence_names_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableDocument, match=r"is an old Word file .* `soffice --headless --convert-to docx FILE`"):
        read(DOC)


@pytest.mark.parametrize(
    ("stream", "reason"),
    [("Workbook", "an old spreadsheet"), ("PowerPoint Document", "an old slide show"), ("", "without a Word document")],
)
def test_other_old_files_are_refused_by_their_name(stream: str, reason: str) -> None:
    with pytest.raises(UnreadableDocument, match=reason):
        sniff(OLE + stream.encode("utf-16-le"))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_converts_within_its_limits() -> None:
    document = read(RTF)
    assert [line.text for line in document.lines() if line.text] == ["甲K01", "second"]
    assert document.format == "rtf" and document.remarks[0][2].startswith("By LibreOffice/")
