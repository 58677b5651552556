"""Publishing to a bucket: a real S3 protocol on loopback, with a fault in the middle."""

from __future__ import annotations

import contextlib
import json
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import fsspec
import pandas as pd
import pytest

from pipeline.base.errors import PipelineError
from pipeline.releases.publish import Publication, publish
from pipeline.releases.publish.stores import open_store
from tests.releases import published


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
        publish(output, place, published.SMALL, on_sent=fail_after_twelve)
    server.again()
    store = open_store(place)
    assert store.get_bytes("versions.json") is None and store.sizes("latest") == {}
    resumed = publish(output, place, published.SMALL)
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
            publish(output, "s3://bucket/site", published.SMALL)
            there = published.hashes(tmp_path / "buckets" / "bucket" / "site" / "latest")
            assert there == published.hashes(output / "2026-01-31")
        finally:
            rclone.terminate()
