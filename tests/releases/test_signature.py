"""Releases signed with a key of OpenSSH: what is proven, and what is said of everything else."""

from __future__ import annotations

import datetime as dt
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.base.errors import PipelineError
from pipeline.releases import release
from pipeline.releases.folder import SIGNATURE
from pipeline.releases.publish import publish
from pipeline.releases.settings import Settings, read
from pipeline.releases.signature import sign
from pipeline.releases.staging import Staging
from pipeline.releases.verify import verify_releases
from pipeline.runs.run import Run
from pipeline.runs.stages import Stages
from tests.build import factory
from tests.releases import published

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed (openssh-client)")
NAME, DAY = "2026-01-31", dt.date(2026, 1, 31)
SETTINGS = Settings(published.LICENCE, leave_out=("xlsx", "sqlite"))


def new_key(path: Path, passphrase: str = "") -> Path:
    command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", passphrase, "-C", "", "-f", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return path


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A signed release, the key, another key, and the file of signers."""
    folder = tmp_path_factory.mktemp("made")
    key, _ = new_key(folder / "key"), new_key(folder / "stranger")
    (folder / "signers").write_text(f"data@example.org {key.with_suffix('.pub').read_text(encoding='utf-8')}", encoding="utf-8")
    staging = published.staged(Staging.begin(folder / "out"), SETTINGS, factory.standard_tables())
    sign(staging.path, key)
    release.swap_in(staging, folder / "out", NAME, DAY)
    return folder


@pytest.fixture
def folder(made: Path, tmp_path: Path) -> Path:
    return shutil.copytree(made, tmp_path / "copy")


def _signed_for_something_else(folder: Path) -> None:
    sums = folder / "out" / NAME / "SHA256SUMS"
    (sums.parent / SIGNATURE).unlink()
    subprocess.run(["ssh-keygen", "-q", "-Y", "sign", "-f", str(folder / "key"), "-n", "mail", str(sums)], check=True)


@pytest.mark.parametrize(("harm", "told"), [
    (lambda folder: None, None),
    (lambda folder: (folder / "out" / NAME / SIGNATURE).unlink(), "nobody has signed it"),
    (lambda folder: (folder / "out" / NAME / SIGNATURE).write_bytes(b"x"), "is damaged, or by a key that"),
    (lambda folder: sign(folder / "out" / NAME, folder / "stranger"), "is damaged, or by a key that"),
    (lambda folder: (folder / "out" / NAME / "SHA256SUMS").open("a").write(" \n"), "data@example.org is not for this SHA256SUMS"),
    (_signed_for_something_else, "data@example.org is not for this SHA256SUMS"),
], ids=["good", "missing", "damaged", "stranger", "other sums", "other purpose"])
def test_verify_believes_signatures_of_known_signers_only(
    harm: Callable[[Path], object], told: str | None, folder: Path
) -> None:
    harm(folder)
    check = verify_releases(folder / "out", folder / "signers")
    assert check.sound == (told is None)
    assert told is None or any(told in one and "do not trust it" in one for one in check.damaged)
    assert told is not None or not check.damaged


def test_the_signature_is_published_with_the_release(folder: Path, tmp_path: Path) -> None:
    publish(folder / "out", str(tmp_path / "place"), SETTINGS)
    for place in (NAME, "latest"):
        assert (tmp_path / "place" / place / SIGNATURE).read_bytes() == (folder / "out" / NAME / SIGNATURE).read_bytes()


def test_a_copy_of_a_release_is_not_signed_by_who_signed_the_release(folder: Path, tmp_path: Path) -> None:
    staging = Staging.begin(tmp_path / "new")
    staging.copy(folder / "out" / NAME)
    assert not staging.holds(SIGNATURE) and SIGNATURE not in staging.checksums()


@pytest.mark.parametrize("case", ["no key", "passphrase", "no program"])
def test_what_cannot_be_signed_is_not_released(case: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = tmp_path / "key" if case == "no key" else new_key(tmp_path / "key", "secret" if case == "passphrase" else "")
    if case == "no program":
        monkeypatch.setenv("PATH", str(tmp_path))
    stages = Stages(tmp_path, tmp_path / "out")
    stages.signing_key = key
    staging = published.staged(Staging.begin(tmp_path / "out"), SETTINGS, factory.standard_tables())
    told = {"no key": "is not there; mend", "passphrase": "cannot sign", "no program": "is not installed"}[case]
    with pytest.raises(PipelineError, match=told):
        stages.publish(staging)
    assert [path.name for path in (tmp_path / "out").iterdir()] == [".staging"]


def test_a_run_that_could_not_sign_its_release_ends_before_it_reads(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "one.txt").write_text("職能基準", encoding="utf-8")
    read: list[object] = []
    run = Run(tmp_path / "in", tmp_path / "out", settings=Settings(signing_key=tmp_path / "key"), progress=read.append)
    with pytest.raises(PipelineError, match="is not there; mend"):
        run.walk()
    assert not read


def test_key_and_signers_are_named_relative_to_the_settings(tmp_path: Path, folder: Path) -> None:
    file = tmp_path / "settings.toml"
    file.write_text('[release]\nsigning_key = "keys/one"\nsigners = "/etc/signers"\n', encoding="utf-8")
    settings = read(file)
    assert (settings.signing_key, settings.signers) == (tmp_path / "keys" / "one", Path("/etc/signers"))
    with pytest.raises(PipelineError, match=r"nobody is not there; mend release\.signers"):
        verify_releases(folder / "out", tmp_path / "nobody")
