"""What comes into the inbox: names and zip files from strangers."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from pathlib import Path

import pytest

from pipeline.archive.manifest import Provenance, read_manifest
from pipeline.archive.names import LONGEST, free_name, safe_name, visible
from pipeline.archive.unpack import Limits
from tests.archive.test_archive import drop, ingest, text


def zipped(*members: tuple[str, bytes], mode: int = 0o100644) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = mode << 16
            package.writestr(entry, data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("甲物整理員-職能基準.pdf", "甲物整理員-職能基準.pdf"),
        ("a\nb\u202egpj.pdf", "a b gpj.pdf"),
        ("..\\..\\etc/passwd", "_.._etc_passwd"),
        (".hidden.pdf", "hidden.pdf"),
        ("CON.pdf", "document CON.pdf"),
        ("manifest.csv", "document manifest.csv"),
        ("inbox", "document inbox"),
        ("\u200b", "document"),
        ("e\u0301.pdf", "é.pdf"),
        ("《歷史資料》甲.pdf", "《歷史資料》甲.pdf"),
    ],
)
def test_names_become_safe_and_stay_readable(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert safe_name(safe) == safe or safe.startswith("document")


def test_a_very_long_name_keeps_its_beginning_and_its_suffix(tmp_path: Path) -> None:
    name = safe_name("職" * 300 + ".pdf")
    assert len(name.encode()) <= LONGEST and name.startswith("職能"[:1]) and name.endswith("職.pdf")
    assert visible("a\n\u202eb") == "a\\u000a\\u202eb"


def test_names_that_differ_in_case_only_do_not_share_a_place(tmp_path: Path) -> None:
    drop(tmp_path, A_txt=text(1))
    ingest(tmp_path)
    drop(tmp_path, a_txt=text(2))
    ingest(tmp_path)
    assert sorted(entry.path for entry in read_manifest(tmp_path)) == ["A.txt", "a (2).txt"]
    assert free_name("x.pdf", lambda name: name in {"x.pdf", "x (2).pdf"}) == "x (3).pdf"


def test_a_zip_file_is_unpacked_and_leaves_the_inbox(tmp_path: Path) -> None:
    content = zipped(("新/甲.txt", text(1)), ("乙.txt", text(2)), ("__MACOSX/._乙.txt", b"junk"), ("Thumbs.db", b"junk"))
    inbox = drop(tmp_path, 批次_zip=content)
    assert sorted(ingest(tmp_path, Provenance()).new) == ["乙.txt", "甲.txt"]
    assert {entry.source for entry in read_manifest(tmp_path)} == {"inbox/批次.zip"}
    assert list(inbox.iterdir()) == []


def test_big5_names_in_zip_files_are_read_as_such(tmp_path: Path) -> None:
    marked = zipped(("XXXX.txt", text(1))).replace(b"XXXX", "職能".encode("cp950"))
    drop(tmp_path, a_zip=marked)
    assert ingest(tmp_path).new == ["職能.txt"]


def bomb() -> bytes:
    return zipped(*((f"{number}.txt", b"\x00" * (4 << 20)) for number in range(4)))


def encrypted() -> bytes:
    content = bytearray(zipped(("a.txt", text(1))))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (bomb(), "times its size"),
        (zipped(("../../out.txt", text(1))), "leads out of the folder"),
        (zipped(("/etc/out.txt", text(1))), "leads out of the folder"),
        (zipped(("..\\out.txt", text(1))), "leads out of the folder"),
        (zipped(("C:/out.txt", text(1))), "leads out of the folder"),
        (zipped(("link.txt", b"/etc/passwd"), mode=stat.S_IFLNK | 0o777), "a link instead of a document"),
        (zipped(("inner.zip", zipped(("a.txt", text(1))))), "another zip file"),
        (zipped(("/".join(["d"] * 40) + "/a.txt", text(1))), "nests folders"),
        (zipped(*((f"{number}.txt", text(number)) for number in range(101))), "101 files"),
        (zipped(("big.txt", os.urandom(3 << 20))), "a file of 3 MB"),
        (encrypted(), "protected by a password"),
        (zipped(("a.txt", text(1)))[:-30], "damaged zip file"),
        (zipped(("a.txt", text(1))).replace(text(1)[:4], b"oops", 1)[:40] + b"\x00" * 200, "damaged zip file"),
    ],
)
def test_a_hostile_zip_file_stays_in_the_inbox_with_a_sentence(content: bytes, told: str, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    inbox = drop(raw, hostile_zip=content, good_txt=text(7))
    done = ingest(raw, limits=Limits(members=100, member_bytes=2 << 20 if b"big.txt" in content else 8 << 20))
    (sentence,) = done.refused
    assert told in sentence and sentence.endswith("it stays in the inbox.") and "\n" not in sentence
    assert done.new == ["good.txt"], "the others go on"
    assert sorted(path.name for path in inbox.rglob("*")) == ["hostile.zip"]
    assert not list(tmp_path.glob("*.txt")) and [entry.path for entry in read_manifest(raw)] == ["good.txt"]


def test_a_member_that_lies_about_its_size_is_bounded(tmp_path: Path) -> None:
    content = bytearray(zipped(("a.txt", b"\x00" * (6 << 20)), ("pad.bin", os.urandom(1 << 20))))
    place = content.index(b"PK\x01\x02")
    content[place + 24:place + 28] = (100).to_bytes(4, "little")
    drop(tmp_path, a_zip=bytes(content))
    assert len(ingest(tmp_path, limits=Limits(member_bytes=2 << 20)).refused) == 1


def test_links_devices_and_unfinished_files_do_not_enter(tmp_path: Path) -> None:
    inbox = drop(tmp_path, half_txt=text(1))
    (inbox / "half.txt").rename(inbox / "half.pdf.part")
    (inbox / "link.txt").symlink_to("/etc/hostname")
    (inbox / "folder").symlink_to("/etc")
    os.mkfifo(inbox / "pipe.txt")
    done = ingest(tmp_path)
    assert len(done.refused) == 3 and done.waiting == ["half.pdf.part"] and done.new == []
    assert len(list(inbox.iterdir())) == 4
