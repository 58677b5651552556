"""The signature of a release: of its `SHA256SUMS`, and so of every file, by a key of OpenSSH."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from pipeline.base.errors import PipelineError
from pipeline.releases.folder import CHECKSUMS, SIGNATURE

NAMESPACE = "icap-release"
"""What a signature is for; one that the same key made for something else is none."""
_PROGRAM = "ssh-keygen"
_SECONDS = 60.0


def sign(folder: Path, key: Path) -> None:
    """Write `SHA256SUMS.sig` with a private key, or with a public one whose private one an agent holds.

    Raises `PipelineError` where there is no ssh-keygen or no key, or where the key cannot be used unattended.
    """
    if not key.is_file():
        raise PipelineError(f"Nothing was released: the key {key} is not there; mend release.signing_key in the settings.")
    (folder / SIGNATURE).unlink(missing_ok=True)
    done = _run("sign", "-f", str(key), "-n", NAMESPACE, str(folder / CHECKSUMS))
    if done.returncode or not (folder / SIGNATURE).is_file():
        said = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise PipelineError(f"Nothing was released: {key} cannot sign ({said}); a key with a passphrase needs an agent.")


def try_out(key: Path) -> None:
    """Sign something else with the key, so that a run whose release cannot be signed ends before its work. Raises as `sign`."""
    with tempfile.TemporaryDirectory() as place:
        (Path(place) / CHECKSUMS).write_bytes(b"")
        sign(Path(place), key)


def unproven(folder: Path, signers: Path) -> str | None:
    """Why a release is not proven to be signed by one of `signers` (a file as of ssh-keygen's ALLOWED SIGNERS); None where it is.

    Raises `PipelineError` where there is no such file, or no ssh-keygen.
    """
    if not signers.is_file():
        raise PipelineError(f"The file of signers {signers} is not there; mend release.signers in the settings.")
    signature = folder / SIGNATURE
    if not signature.is_file():
        return f"there is no {SIGNATURE}, so nobody has signed it"
    given = ("-s", str(signature), "-f", str(signers))
    found = _run("find-principals", *given)
    names = found.stdout.decode("utf-8", "replace").splitlines()
    if found.returncode or not names:
        return f"{SIGNATURE} is damaged, or by a key that {signers} does not name"
    with (folder / CHECKSUMS).open("rb") as content:
        done = _run("verify", *given, "-I", names[0], "-n", NAMESPACE, content=content.fileno())
    return f"{SIGNATURE} of {names[0]} is not for this {CHECKSUMS}" if done.returncode else None


def _run(act: str, *words: str, content: int = subprocess.DEVNULL) -> subprocess.CompletedProcess[bytes]:
    """Run the program without a terminal, so that it cannot ask anybody."""
    surroundings = os.environ | {"SSH_ASKPASS_REQUIRE": "never", "LC_ALL": "C"}
    try:
        return subprocess.run(
            [_PROGRAM, "-Y", act, *words], stdin=content, capture_output=True, env=surroundings, start_new_session=True,
            timeout=_SECONDS, check=False,
        )
    except FileNotFoundError as error:
        raise PipelineError(
            f"{_PROGRAM} is not installed, and the settings want signatures; install it (package openssh-client), or remove "
            "release.signing_key and release.signers from the settings."
        ) from error
    except subprocess.TimeoutExpired as error:
        raise PipelineError(f"{_PROGRAM} gave no answer within {_SECONDS:g} seconds; is the agent waiting?") from error
