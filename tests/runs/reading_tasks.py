"""Tasks for reading processes that do to a document what its content says: they crash, hang, eat memory."""

from __future__ import annotations

import ctypes
import hashlib
import os
import signal
import sys
import time
from pathlib import Path

from pipeline.runs.cache.codec import encode
from pipeline.standards.reading import Reading


def obey(address: str, engine: str) -> bytes:
    """Do what the document asks for; the others get a reading that names the engine and the process."""
    data = Path(address).read_bytes()
    match data:
        case b"segfault":
            ctypes.string_at(0)
        case b"kill":
            os.kill(os.getpid(), signal.SIGKILL)
        case b"hang":
            time.sleep(600)
        case b"eat":
            return bytes(1 << 34)
        case b"defect":
            raise KeyError("no such cell")
        case b"leave":
            sys.exit(3)
        case b"print":
            print("not an answer", flush=True)
    return encode(Reading("", hashlib.sha256(data).hexdigest(), len(data), "text", code=engine, name=str(os.getpid())))
