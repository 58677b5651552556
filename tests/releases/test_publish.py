"""Publishing: pointer last, nothing twice, nothing unverified; to folders and memory."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.base.errors import PipelineError
from pipeline.cli import main
from pipeline.releases.publish import PublishRefused, publish
from pipeline.releases.publish.stores import FolderStore, FsspecStore, open_store
from pipeline.releases.settings import Settings
from pipeline.releases.withdrawal import withdraw
from tests.build import factory
from tests.releases import published

CHANGED = factory.changed(factory.standard_tables(), "tasks", name="別項")
NEXT_DAY = published.DAY.replace(month=2, day=1)


def versions(place: Path) -> dict[str, object]:
    listed: dict[str, object] = json.loads((place / "versions.json").read_text(encoding="utf-8"))
    return listed


def test_a_folder_gets_the_release_a_latest_copy_and_the_list(output: Path, tmp_path: Path) -> None:
    done = publish(output, str(tmp_path / "site"), published.SMALL)
    local = published.hashes(output / "2026-01-31")
    assert published.hashes(tmp_path / "site" / "2026-01-31") == published.hashes(tmp_path / "site" / "latest") == local
    assert versions(tmp_path / "site")["latest"] == done.release == "2026-01-31"
    assert done.is_latest and len(done.sent) == 2 * len(local) + 1 and not done.present


def test_the_pointer_comes_last_and_the_copy_after_the_release(output: Path, tmp_path: Path) -> None:
    sent = publish(output, str(tmp_path / "site"), published.SMALL).sent
    tops = [path.partition("/")[0] for path in sent]
    assert list(dict.fromkeys(tops)) == ["2026-01-31", "latest", "versions.json"]
    assert tops == sorted(tops, key=["2026-01-31", "latest", "versions.json"].index)
    assert [path for path in sent if path.startswith("2026-01-31/")][-1] == "2026-01-31/SHA256SUMS"


def test_publishing_again_sends_nothing(output: Path, tmp_path: Path) -> None:
    first = publish(output, str(tmp_path / "site"), published.SMALL)
    again = publish(output, str(tmp_path / "site"), published.SMALL)
    assert not again.sent and sorted(again.present) == sorted(first.sent)


def test_a_file_that_rotted_at_the_place_is_sent_again(output: Path, tmp_path: Path) -> None:
    publish(output, str(tmp_path / "site"), published.SMALL)
    rotten = tmp_path / "site" / "2026-01-31" / "tasks.csv"
    rotten.write_bytes(rotten.read_bytes().replace("整理".encode(), "亂碼".encode()))
    assert publish(output, str(tmp_path / "site"), published.SMALL).sent == ["2026-01-31/tasks.csv"]


def test_a_newer_release_replaces_latest_and_keeps_the_older(output: Path, tmp_path: Path) -> None:
    publish(output, str(tmp_path / "site"), published.SMALL)
    stale = tmp_path / "site" / "latest" / "gone.csv"
    stale.touch()
    name = published.publishable(output, published.SMALL, CHANGED, NEXT_DAY)
    done = publish(output, str(tmp_path / "site"), published.SMALL)
    listed = versions(tmp_path / "site")
    assert listed["latest"] == name == "2026-02-01" and done.removed == ["latest/gone.csv"]
    assert [one["name"] for one in listed["releases"]] == ["2026-02-01", "2026-01-31"]  # type: ignore[attr-defined]
    assert published.hashes(tmp_path / "site" / "latest") == published.hashes(output / name)
    assert published.hashes(tmp_path / "site" / "2026-01-31") == published.hashes(output / "2026-01-31")


def test_an_older_release_joins_the_list_and_is_not_the_latest(output: Path, tmp_path: Path) -> None:
    published.publishable(output, published.SMALL, CHANGED, NEXT_DAY)
    publish(output, str(tmp_path / "site"), published.SMALL)
    done = publish(output, str(tmp_path / "site"), published.SMALL, name="2026-01-31")
    assert not done.is_latest and versions(tmp_path / "site")["latest"] == "2026-02-01"
    assert not [path for path in done.sent if path.startswith("latest/")]


def test_a_clock_that_was_wrong_does_not_pin_the_public_pointer(output: Path, tmp_path: Path) -> None:
    far = published.publishable(output, published.SMALL, CHANGED, published.DAY.replace(year=2099))
    publish(output, str(tmp_path / "site"), published.SMALL)
    after = published.publishable(output, published.SMALL, factory.standard_tables(), NEXT_DAY)
    publish(output, str(tmp_path / "site"), published.SMALL)
    assert (far, after, versions(tmp_path / "site")["latest"]) == ("2099-01-31", "2026-02-01", "2026-02-01")


def test_a_withdrawn_release_stays_listed_and_is_not_the_latest_at_the_place(output: Path, tmp_path: Path) -> None:
    published.publishable(output, published.SMALL, CHANGED, NEXT_DAY)
    publish(output, str(tmp_path / "site"), published.SMALL)
    withdraw(output, "2026-02-01", "甲項誤讀")
    done = publish(output, str(tmp_path / "site"), published.SMALL)
    listed = versions(tmp_path / "site")
    assert done.release == listed["latest"] == "2026-01-31"
    assert [one["withdrawn"] for one in listed["releases"]] == ["甲項誤讀", ""]  # type: ignore[attr-defined]
    assert published.hashes(tmp_path / "site" / "latest") == published.hashes(output / "2026-01-31")


def test_without_a_licence_it_refuses_and_says_why(output: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishRefused, match=r"版權所有：勞動部勞動力發展署.*covers the list and not these texts"):
        publish(output, str(tmp_path / "site"), Settings())
    assert not (tmp_path / "site").exists()


def test_a_release_made_without_the_licence_is_refused(tmp_path: Path) -> None:
    published.publishable(tmp_path / "processed", factory.ALONE, factory.standard_tables())
    with pytest.raises(PublishRefused, match="was made with no licence; run the pipeline again"):
        publish(tmp_path / "processed", str(tmp_path / "site"), published.SMALL)


@pytest.mark.parametrize("spoil", [
    lambda folder: (folder / "tasks.csv").write_text("x"), lambda folder: (folder / "tasks.csv").unlink(),
    lambda folder: (folder / "more.csv").touch(),
])
def test_a_release_that_is_not_what_it_was_is_refused(spoil: Callable[[Path], object], output: Path, tmp_path: Path) -> None:
    spoil(output / "2026-01-31")
    with pytest.raises(PublishRefused, match="is not the file that the release was made of"):
        publish(output, str(tmp_path / "site"), published.SMALL)
    assert not (tmp_path / "site").exists()


def test_other_data_under_a_published_name_is_refused(output: Path, tmp_path: Path) -> None:
    publish(output, str(tmp_path / "site"), published.SMALL)
    before = published.hashes(tmp_path / "site")
    for settings, made in ((published.SMALL, CHANGED), (replace(published.SMALL, publisher="別人"), None)):
        other = tmp_path / f"other {settings.publisher}"
        published.publishable(other, settings, made or factory.standard_tables())
        with pytest.raises(PipelineError, match="a published release never changes"):
            publish(other, str(tmp_path / "site"), settings)
    assert published.hashes(tmp_path / "site") == before


def test_names_that_do_not_exist_are_told(output: Path, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="no release 1999-01-01; there are 2026-01-31"):
        publish(output, str(tmp_path / "site"), published.SMALL, name="1999-01-01")
    with pytest.raises(PipelineError, match="holds no release"):
        publish(tmp_path / "empty", str(tmp_path / "site"), published.SMALL)
    with pytest.raises(PipelineError, match="is not an address"):
        open_store("gopher9://somewhere")
    assert isinstance(open_store(f"file://{tmp_path}"), FolderStore)


def test_a_list_that_cannot_be_read_is_not_overwritten(output: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "versions.json").write_text("<html>")
    with pytest.raises(PipelineError, match="is not a list of releases"):
        publish(output, str(tmp_path / "site"), published.SMALL)


class Lossy(FolderStore):
    """A place that changes what it is given, as a broken disk or proxy does."""

    def put(self, source: Path, path: str) -> None:
        super().put(source, path)
        if path.endswith("tasks.csv"):
            (self.root / path).write_bytes(b"\0" * source.stat().st_size)


def test_what_reads_back_differently_stops_the_publication(output: Path, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"tasks\.csv reads back differently"):
        publish(output, "lossy", published.SMALL, store=Lossy(tmp_path / "site"))
    assert not (tmp_path / "site" / "latest").exists() and not (tmp_path / "site" / "versions.json").exists()


def test_any_fsspec_address_will_do(output: Path) -> None:
    done = publish(output, "memory://somewhere/site", published.SMALL)
    assert publish(output, "memory://somewhere/site", published.SMALL).sent == []
    latest = sorted(path for path in done.sent if path.startswith("latest/"))
    assert list(FsspecStore("memory://somewhere/site").sizes("latest")) == latest


def test_the_command_refuses_in_a_sentence_and_publishes_with_a_licence(
    output: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text("")
    command = ["publish", str(tmp_path / "site"), "--output", str(output), "--settings", str(settings)]
    assert main(command) == 1
    assert "[publication]" in capsys.readouterr().err
    settings.write_text('[publication]\nlicence = { name = "OGDL-Taiwan-1.0", title = "甲", url = "https://example.org/" }\n')
    assert main(command) == 0
    assert "published 2026-01-31" in capsys.readouterr().out and (tmp_path / "site" / "latest" / "tasks.parquet").is_file()
