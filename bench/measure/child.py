"""`python bench/measure/child.py COMMAND…`: run a command and print what it and its own children cost, as JSON.

A process of its own, and a small one: a process inherits the peak memory of the one that started it.
"""

from __future__ import annotations

import json
import os
import sys
import time


def main(command: list[str]) -> int:
    """Run the command with its output thrown away; returns its exit status."""
    began = time.monotonic()
    # As whoever uses it runs it: what Python makes of the sources is kept, as that of the libraries is.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    child = os.posix_spawnp(
        command[0], command, environment, file_actions=[(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    )
    _, status, usage = os.wait4(child, 0)
    found = {"cpu": usage.ru_utime + usage.ru_stime, "wall": time.monotonic() - began, "peak": usage.ru_maxrss / 1024}
    print(json.dumps(found))
    return os.waitstatus_to_exitcode(status)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
