"""The list of releases: its order, withdrawals, and whether what it names is still what it was."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.base.errors import PipelineError
from pipeline.releases import versions
from pipeline.releases.retention import retire
from pipeline.releases.settings import Settings
from pipeline.releases.verify import verify_releases
from pipeline.releases.versions import ReleaseInfo, latest, releases
from pipeline.releases.withdrawal import rollback, withdraw
from tests.build import factory
from tests.releases import published

DAYS = ("2026-01-31", "2026-02-28", "2026-03-31")
SETTINGS = Settings(published.LICENCE)


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    """A list of three releases, whose folders nobody looks at."""
    for day in DAYS:
        versions.add(ReleaseInfo(day, day, "1.0.0", "0" * 64, {}), tmp_path)
    return tmp_path


def names(output: Path) -> list[str]:
    return [info.name for info in releases(output)]


def test_releases_are_ordered_by_the_sequence_in_which_they_were_made(listed: Path) -> None:
    versions.add(ReleaseInfo("2099-01-01", "2099-01-01", "1.0.0", "1" * 64, {}), listed)
    versions.add(ReleaseInfo("2026-04-30", "2026-04-30", "1.0.0", "2" * 64, {}), listed)
    assert names(listed) == ["2026-04-30", "2099-01-01", *reversed(DAYS)]
    assert [info.sequence for info in releases(listed)] == [5, 4, 3, 2, 1]
    content = json.loads((listed / "versions.json").read_text(encoding="utf-8"))
    assert content["latest"] == "2026-04-30"


def test_a_list_from_before_there_were_sequences_keeps_its_order(listed: Path) -> None:
    content = json.loads((listed / "versions.json").read_text(encoding="utf-8"))
    for line in content["releases"]:
        del line["sequence"], line["withdrawn"]
    (listed / "versions.json").write_text(json.dumps(content), encoding="utf-8")
    assert names(listed) == list(reversed(DAYS)) and releases(listed)[0].sequence == 3


def test_a_withdrawn_release_stays_listed_and_the_one_before_it_is_the_latest(listed: Path) -> None:
    told = withdraw(listed, DAYS[2], "甲項誤讀")
    current = latest(listed)
    assert current is not None and current.name == DAYS[1] and names(listed) == list(reversed(DAYS))
    assert told.startswith(f"withdrawn: {DAYS[2]} (甲項誤讀); the latest is {DAYS[1]} now.")
    feed = (listed / "feed.xml").read_text(encoding="utf-8")
    assert "已撤回 withdrawn" in feed and "甲項誤讀" in feed
    assert retire(listed, 1) == [DAYS[0]] and names(listed) == [DAYS[2], DAYS[1]]


def test_a_rollback_withdraws_all_that_came_after(listed: Path) -> None:
    rollback(listed, DAYS[0], "規則有誤")
    current = latest(listed)
    assert current is not None and current.name == DAYS[0]
    assert [info.withdrawn for info in releases(listed)] == ["規則有誤", "規則有誤", ""]


@pytest.mark.parametrize(("verb", "name", "reason", "told"), [
    (withdraw, "2026-12-31", "x", "has no release 2026-12-31; there are 2026-03-31, 2026-02-28, 2026-01-31"),
    (withdraw, DAYS[2], " ", "Say why"),
    (withdraw, DAYS[1], "x", "was withdrawn already: before"),
    (rollback, DAYS[2], "x", "is the latest release already"),
    (rollback, DAYS[1], "x", "was withdrawn"),
])
def test_what_cannot_be_taken_back_is_said(
    verb: Callable[[Path, str, str], str], name: str, reason: str, told: str, listed: Path
) -> None:
    versions.mark_withdrawn([DAYS[1]], "before", listed)
    with pytest.raises(PipelineError, match=told):
        verb(listed, name, reason)


def test_where_all_are_withdrawn_there_is_no_latest(listed: Path) -> None:
    assert withdraw(listed, DAYS[2], "a") and withdraw(listed, DAYS[1], "b")
    assert "there is no latest release now" in withdraw(listed, DAYS[0], "c") and latest(listed) is None
    with pytest.raises(PipelineError, match="Every release"):
        versions.released(listed)


# what was released is still what it was -------------------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    output = tmp_path_factory.mktemp("made")
    published.publishable(output, SETTINGS, factory.standard_tables(), dt.date(2026, 1, 31))
    return output


def _flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def _altered_csv(folder: Path) -> None:
    path = folder / "tasks.csv"
    path.write_bytes(path.read_bytes() + b"x")


def _foreign_tables(folder: Path) -> None:
    """Another file with a hash that fits, as after a careless repair."""
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    first = sums[0].split("  ")[0]
    changed = [f"{first}  {line[66:]}" if line.endswith("  tasks.csv") else line for line in sums]
    (folder / "SHA256SUMS").write_text("\n".join(changed) + "\n", encoding="utf-8")


def _other_package(folder: Path) -> None:
    path = folder / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"][0]["hash"] = "sha256:" + "0" * 64
    path.write_text(json.dumps(package), encoding="utf-8")


DAMAGES: dict[str, tuple[Callable[[Path], object], str]] = {
    "csv altered": (_altered_csv, "tasks.csv has other bytes than when the release was made"),
    "parquet flipped": (lambda folder: _flip(folder / "tasks.parquet"), "tasks.parquet has other bytes"),
    "parquet no more": (lambda folder: (folder / "tasks.parquet").write_bytes(b""), "tasks.parquet cannot be read as Parquet"),
    "sqlite gone": (lambda folder: (folder / "standards.sqlite").unlink(), "standards.sqlite is gone"),
    "sums gone": (lambda folder: (folder / "SHA256SUMS").unlink(), "SHA256SUMS cannot be read"),
    "sums cut": (lambda folder: (folder / "SHA256SUMS").write_bytes(b"abc"), "SHA256SUMS is damaged"),
    "sums of others": (_foreign_tables, "SHA256SUMS tells of other tables than versions.json"),
    "package of others": (_other_package, "datapackage.json describes another"),
    "package no more": (lambda folder: (folder / "datapackage.json").write_bytes(b"{"), "cannot be read as a data package"),
    "file too many": (lambda folder: (folder / "extra.csv").touch(), "extra.csv was not there"),
    "record gone": (lambda folder: (folder / "run.json").unlink(), "run.json, which tells what made the release, is gone"),
    "folder gone": (shutil.rmtree, "the folder is gone"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_every_kind_of_damage_is_told_with_its_remedy(damage: str, made: Path, tmp_path: Path) -> None:
    shutil.copytree(made, tmp_path / "output")
    assert verify_releases(tmp_path / "output").damaged == ()
    harm, told = DAMAGES[damage]
    harm(tmp_path / "output" / "2026-01-31")
    check = verify_releases(tmp_path / "output")
    assert check.sound == 0 and any(told in sentence for sentence in check.damaged)
    assert all(sentence.endswith("or let `run` make it anew under another name.") for sentence in check.damaged)


def test_a_list_that_is_gone_or_leads_elsewhere_is_told(made: Path, tmp_path: Path) -> None:
    output = tmp_path / "output"
    assert verify_releases(output).summary == "releases    there are none yet"
    shutil.copytree(made, output)
    content = (output / "versions.json").read_text(encoding="utf-8")
    (output / "versions.json").write_text(content.replace('"latest": "2026-01-31"', '"latest": "2026-01-01"'), encoding="utf-8")
    (told,) = verify_releases(output).damaged
    assert "names 2026-01-01 as the latest release, by its sequence it is 2026-01-31; restore it" in told
    (output / "versions.json").unlink()
    (told,) = verify_releases(output).damaged
    assert "versions.json is gone, but there is 2026-01-31; restore it from a backup" in told
