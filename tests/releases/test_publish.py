"""Publishing: pointer last, nothing twice, nothing unverified; to folders, memory and a real S3 protocol on loopback."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import duckdb
import fsspec
import pandas as pd
import pytest

from pipeline.base.errors import PipelineError
from pipeline.cli import main
from pipeline.releases.publish import Publication, PublishRefused, publish
from pipeline.releases.publish.stores import FolderStore, FsspecStore, open_store
from pipeline.releases.settings import Settings
from pipeline.releases.withdrawal import withdraw
from tests.build import factory
from tests.releases import published

SMALL = replace(factory.ALONE, licence=published.LICENCE)
CHANGED = factory.changed(factory.standard_tables(), "tasks", name="別項")
NEXT_DAY = published.DAY.replace(month=2, day=1)


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """An output folder with one release."""
    published.publishable(tmp_path / "processed", SMALL, factory.standard_tables())
    return tmp_path / "processed"


def versions(place: Path) -> dict[str, object]:
    listed: dict[str, object] = json.loads((place / "versions.json").read_text(encoding="utf-8"))
    return listed


def test_a_folder_gets_the_release_a_latest_copy_and_the_list(output: Path, tmp_path: Path) -> None:
    done = publish(output, str(tmp_path / "site"), SMALL)
    local = published.hashes(output / "2026-01-31")
    assert published.hashes(tmp_path / "site" / "2026-01-31") == published.hashes(tmp_path / "site" / "latest") == local
    assert versions(tmp_path / "site")["latest"] == done.release == "2026-01-31"
    assert done.is_latest and len(done.sent) == 2 * len(local) + 1 and not done.present


def test_the_pointer_comes_last_and_the_copy_after_the_release(output: Path, tmp_path: Path) -> None:
    sent = publish(output, str(tmp_path / "site"), SMALL).sent
    tops = [path.partition("/")[0] for path in sent]
    assert list(dict.fromkeys(tops)) == ["2026-01-31", "latest", "versions.json"]
    assert tops == sorted(tops, key=["2026-01-31", "latest", "versions.json"].index)
    assert [path for path in sent if path.startswith("2026-01-31/")][-1] == "2026-01-31/SHA256SUMS"


def test_publishing_again_sends_nothing(output: Path, tmp_path: Path) -> None:
    first = publish(output, str(tmp_path / "site"), SMALL)
    again = publish(output, str(tmp_path / "site"), SMALL)
    assert not again.sent and sorted(again.present) == sorted(first.sent)


def test_a_file_that_rotted_at_the_place_is_sent_again(output: Path, tmp_path: Path) -> None:
    publish(output, str(tmp_path / "site"), SMALL)
    rotten = tmp_path / "site" / "2026-01-31" / "tasks.csv"
    rotten.write_bytes(rotten.read_bytes().replace("整理".encode(), "亂碼".encode()))
    assert publish(output, str(tmp_path / "site"), SMALL).sent == ["2026-01-31/tasks.csv"]


def test_a_newer_release_replaces_latest_and_keeps_the_older(output: Path, tmp_path: Path) -> None:
    publish(output, str(tmp_path / "site"), SMALL)
    stale = tmp_path / "site" / "latest" / "gone.csv"
    stale.touch()
    name = published.publishable(output, SMALL, CHANGED, NEXT_DAY)
    done = publish(output, str(tmp_path / "site"), SMALL)
    listed = versions(tmp_path / "site")
    assert listed["latest"] == name == "2026-02-01" and done.removed == ["latest/gone.csv"]
    assert [one["name"] for one in listed["releases"]] == ["2026-02-01", "2026-01-31"]  # type: ignore[attr-defined]
    assert published.hashes(tmp_path / "site" / "latest") == published.hashes(output / name)
    assert published.hashes(tmp_path / "site" / "2026-01-31") == published.hashes(output / "2026-01-31")


def test_an_older_release_joins_the_list_and_is_not_the_latest(output: Path, tmp_path: Path) -> None:
    published.publishable(output, SMALL, CHANGED, NEXT_DAY)
    publish(output, str(tmp_path / "site"), SMALL)
    done = publish(output, str(tmp_path / "site"), SMALL, name="2026-01-31")
    assert not done.is_latest and versions(tmp_path / "site")["latest"] == "2026-02-01"
    assert not [path for path in done.sent if path.startswith("latest/")]


def test_a_clock_that_was_wrong_does_not_pin_the_public_pointer(output: Path, tmp_path: Path) -> None:
    far = published.publishable(output, SMALL, CHANGED, published.DAY.replace(year=2099))
    publish(output, str(tmp_path / "site"), SMALL)
    after = published.publishable(output, SMALL, factory.standard_tables(), NEXT_DAY)
    publish(output, str(tmp_path / "site"), SMALL)
    assert (far, after, versions(tmp_path / "site")["latest"]) == ("2099-01-31", "2026-02-01", "2026-02-01")


def test_a_withdrawn_release_stays_listed_and_is_not_the_latest_at_the_place(output: Path, tmp_path: Path) -> None:
    published.publishable(output, SMALL, CHANGED, NEXT_DAY)
    publish(output, str(tmp_path / "site"), SMALL)
    withdraw(output, "2026-02-01", "甲項誤讀")
    done = publish(output, str(tmp_path / "site"), SMALL)
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
        publish(tmp_path / "processed", str(tmp_path / "site"), SMALL)


@pytest.mark.parametrize("spoil", [
    lambda folder: (folder / "tasks.csv").write_text("x"), lambda folder: (folder / "tasks.csv").unlink(),
    lambda folder: (folder / "more.csv").touch(),
])
def test_a_release_that_is_not_what_it_was_is_refused(spoil: Callable[[Path], object], output: Path, tmp_path: Path) -> None:
    spoil(output / "2026-01-31")
    with pytest.raises(PublishRefused, match="is not the file that the release was made of"):
        publish(output, str(tmp_path / "site"), SMALL)
    assert not (tmp_path / "site").exists()


def test_other_data_under_a_published_name_is_refused(output: Path, tmp_path: Path) -> None:
    publish(output, str(tmp_path / "site"), SMALL)
    before = published.hashes(tmp_path / "site")
    for settings, made in ((SMALL, CHANGED), (Settings(published.LICENCE, "別人", leave_out=SMALL.leave_out), None)):
        other = tmp_path / f"other {settings.publisher}"
        published.publishable(other, settings, made or factory.standard_tables())
        with pytest.raises(PipelineError, match="a published release never changes"):
            publish(other, str(tmp_path / "site"), settings)
    assert published.hashes(tmp_path / "site") == before


def test_names_that_do_not_exist_are_told(output: Path, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="no release 1999-01-01; there are 2026-01-31"):
        publish(output, str(tmp_path / "site"), SMALL, name="1999-01-01")
    with pytest.raises(PipelineError, match="holds no release"):
        publish(tmp_path / "empty", str(tmp_path / "site"), SMALL)
    with pytest.raises(PipelineError, match="is not an address"):
        open_store("gopher9://somewhere")
    assert isinstance(open_store(f"file://{tmp_path}"), FolderStore)


def test_a_list_that_cannot_be_read_is_not_overwritten(output: Path, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "versions.json").write_text("<html>")
    with pytest.raises(PipelineError, match="is not a list of releases"):
        publish(output, str(tmp_path / "site"), SMALL)


class Lossy(FolderStore):
    """A place that changes what it is given, as a broken disk or proxy does."""

    def put(self, source: Path, path: str) -> None:
        super().put(source, path)
        if path.endswith("tasks.csv"):
            (self.root / path).write_bytes(b"\0" * source.stat().st_size)


def test_what_reads_back_differently_stops_the_publication(output: Path, tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match=r"tasks\.csv reads back differently"):
        publish(output, "lossy", SMALL, store=Lossy(tmp_path / "site"))
    assert not (tmp_path / "site" / "latest").exists() and not (tmp_path / "site" / "versions.json").exists()


def test_any_fsspec_address_will_do(output: Path) -> None:
    done = publish(output, "memory://somewhere/site", SMALL)
    assert publish(output, "memory://somewhere/site", SMALL).sent == []
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


class Server:
    """An S3 server on loopback that can be stopped and started again; what it holds outlives that."""

    def __init__(self) -> None:
        moto: Any = pytest.importorskip("moto.server", reason="no S3 server: moto is not installed; `make test` installs it")
        self.make = moto.ThreadedMotoServer
        self.running = self.make(ip_address="127.0.0.1", port=0, verbose=False)
        self.running.start()
        self.port: int = self.running.get_host_and_port()[1]

    def stop(self) -> None:
        self.running.stop()

    def again(self) -> None:
        self.running = self.make(ip_address="127.0.0.1", port=self.port, verbose=False)
        self.running.start()


def point_to(port: int, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have the S3 client speak to loopback, as its users do by the environment; it must not try for long."""
    s3fs = pytest.importorskip("s3fs", reason="s3fs is not installed; `make test` installs it")
    for name, value in {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{port}", "AWS_ACCESS_KEY_ID": "key", "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1", "AWS_MAX_ATTEMPTS": "1", "AWS_EC2_METADATA_DISABLED": "true",
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(s3fs.S3FileSystem, "retries", 1)
    s3fs.S3FileSystem.clear_instance_cache()
    return s3fs.S3FileSystem


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    running = Server()
    client = point_to(running.port, monkeypatch)
    client().mkdir("bucket")
    yield running
    running.stop()
    client.clear_instance_cache()


def test_a_bucket_survives_a_fault_in_the_middle_and_the_rest_is_sent(output: Path, server: Server) -> None:
    place, told = "s3://bucket/site", list[str]()

    def fail_after_twelve(path: str) -> None:
        told.append(path)
        if len(told) == 12:
            server.stop()

    with pytest.raises(PipelineError, match=r"s3://bucket/site/2026-01-31/\S+ cannot be used"):
        publish(output, place, SMALL, on_sent=fail_after_twelve)
    server.again()
    store = open_store(place)
    assert store.get_bytes("versions.json") is None and store.sizes("latest") == {}
    resumed = publish(output, place, SMALL)
    assert sorted(resumed.present) == sorted(told)
    _holds_all(output / "2026-01-31", resumed, told, place)


def _holds_all(folder: Path, resumed: Publication, told: list[str], place: str) -> None:
    store, local = open_store(place), published.hashes(folder)
    assert len(resumed.sent) + len(told) == 2 * len(local) + 1
    for top in (folder.name, "latest"):
        assert {path.removeprefix(f"{top}/"): store.sha256(path) for path in store.sizes(top)} == local
    assert json.loads(store.get_bytes("versions.json") or b"")["latest"] == folder.name
    assert len(pd.read_parquet(f"{place}/latest/tasks.parquet")) == 2
    with duckdb.connect() as connection:
        connection.register_filesystem(fsspec.filesystem("s3"))
        assert connection.execute(f"SELECT count(*) FROM read_parquet('{place}/latest/tasks.parquet')").fetchone() == (2,)


def _wait_for(port: int) -> None:
    """Until somebody answers at the port; a server that never does fails the test."""
    for _ in range(100):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.fail("the S3 server did not start within ten seconds")


def _rclone_serves_s3() -> bool:
    if shutil.which("rclone") is None:
        return False
    done = subprocess.run(["rclone", "serve", "s3", "--help"], capture_output=True, text=True, check=False)
    return done.returncode == 0 and "--auth-key" in done.stdout


@pytest.mark.skipif(not _rclone_serves_s3(), reason="rclone with `serve s3` (1.65 or newer) is not installed")
def test_another_s3_server_takes_the_release_too(
    output: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "buckets" / "bucket").mkdir(parents=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = ["rclone", "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", "key,secret", str(tmp_path / "buckets")]
    with subprocess.Popen(command, stderr=sys.stderr) as rclone:
        try:
            point_to(port, monkeypatch)
            _wait_for(port)
            publish(output, "s3://bucket/site", SMALL)
            there = published.hashes(tmp_path / "buckets" / "bucket" / "site" / "latest")
            assert there == published.hashes(output / "2026-01-31")
        finally:
            rclone.terminate()
