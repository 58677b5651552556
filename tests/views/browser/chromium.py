"""A headless Chromium, driven by its own DevTools protocol over a pipe (`--remote-debugging-pipe`)."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable
from fcntl import F_DUPFD_CLOEXEC, fcntl
from pathlib import Path
from select import select
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-extensions", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars", "--lang=zh-TW",
    "--accept-lang=zh-TW",
    "--remote-debugging-pipe",
)
SECONDS = 20.0
"""How long an answer or a condition may take."""
BETWEEN_PAGES = ("context", "navigated")
"""Words of the answers to a question that a tab cannot take, or loses, while it goes from one page to the next."""
Message = dict[str, Any]


def installed() -> str | None:
    """The browser's program, or None where none is installed."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def _spawn(command: list[str], reads: int, writes: int) -> int:
    """Start a process that reads descriptor 3 and writes descriptor 4, as the browser's pipe wants it; its number."""
    # Above ten they cannot be in each other's way when they become 3 and 4.
    own = [fcntl(one, F_DUPFD_CLOEXEC, 10) for one in (reads, writes)]
    actions = [
        (os.POSIX_SPAWN_DUP2, own[0], 3), (os.POSIX_SPAWN_DUP2, own[1], 4),
        (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0), (os.POSIX_SPAWN_DUP2, 1, 2),
    ]
    number = os.posix_spawn(command[0], command, dict(os.environ), file_actions=actions)
    for one in own:
        os.close(one)
    return number


class Chromium:
    """A browser process; `page` opens a tab."""

    def __init__(self, program: str, profile: Path) -> None:
        to_browser, self._out = os.pipe()
        self._in, from_browser = os.pipe()
        self._process = _spawn([program, *ARGUMENTS, f"--user-data-dir={profile}", "about:blank"], to_browser, from_browser)
        os.close(to_browser)
        os.close(from_browser)
        self._buffer = b""
        self._number = 0
        self._listeners: dict[str, Callable[[Message], None]] = {}

    def send(self, method: str, session: str | None = None, **parameters: Any) -> Message:
        """A command's result; raises RuntimeError with what the browser says against it."""
        self._number += 1
        message: Message = {"id": self._number, "method": method, "params": parameters}
        if session:
            message["sessionId"] = session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive(SECONDS)
            if answer is None:
                raise TimeoutError(f"no answer to {method}")
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                result: Message = answer["result"]
                return result

    def drain(self, seconds: float = 0.0) -> None:
        """Hand on the events that have come in meanwhile."""
        while self._receive(seconds) is not None:
            pass

    def _receive(self, seconds: float) -> Message | None:
        while b"\0" not in self._buffer:
            if not select([self._in], [], [], seconds)[0]:
                return None
            read = os.read(self._in, 1 << 20)
            if not read:
                raise RuntimeError("the browser has ended")
            self._buffer += read
        raw, _, self._buffer = self._buffer.partition(b"\0")
        message: Message = json.loads(raw)
        listener = self._listeners.get(message.get("sessionId", ""))
        if "method" in message and listener:
            listener(message)
        return message

    def page(self, width: int = 1280, height: int = 900) -> Page:
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        page = Page(self, session, target)
        self._listeners[session] = page.hear
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.send(f"{domain}.enable", session)
        page.resize(width, height)
        return page

    def close(self) -> None:
        """End the process that this object started."""
        os.kill(self._process, signal.SIGTERM)
        os.waitpid(self._process, 0)
        os.close(self._in)
        os.close(self._out)


class Page:
    """A tab. `errors` are console errors, exceptions and refused content; `requests` every address asked for."""

    def __init__(self, browser: Chromium, session: str, target: str) -> None:
        self._browser, self._session, self._target = browser, session, target
        self.errors: list[str] = []
        self.requests: list[str] = []

    def hear(self, message: Message) -> None:
        """Take note of an event."""
        method, told = message["method"], message["params"]
        if method == "Network.requestWillBeSent":
            self.requests.append(told["request"]["url"])
        elif method == "Runtime.exceptionThrown":
            self.errors.append(json.dumps(told["exceptionDetails"].get("exception", told["exceptionDetails"]))[:400])
        elif method == "Log.entryAdded" and told["entry"]["level"] == "error":
            self.errors.append(told["entry"]["text"])
        elif method == "Runtime.consoleAPICalled" and told["type"] in ("error", "assert"):
            self.errors.append(json.dumps(told["args"])[:400])

    def send(self, method: str, **parameters: Any) -> Message:
        return self._browser.send(method, self._session, **parameters)

    def resize(self, width: int, height: int) -> None:
        self.send("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=width < 600)

    def media(self, kind: str = "", **features: str) -> None:
        """Pretend to be a printer (`kind`), or to prefer something: prefers-color-scheme and so on, `_` for `-`."""
        listed = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.send("Emulation.setEmulatedMedia", media=kind, features=listed)

    def open(self, address: str) -> None:
        """Go to an address and wait until it has loaded."""
        self.send("Page.navigate", url="about:blank")
        self.until("document.readyState === 'complete' && location.href === 'about:blank'")
        told = self.send("Page.navigate", url=address)
        if "errorText" in told:
            raise RuntimeError(f"{address}: {told['errorText']}")
        self.until("document.readyState === 'complete' && location.href !== 'about:blank'")

    def run(self, script: str) -> Any:
        """The value of an expression; promises are waited for."""
        told = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in told:
            raise RuntimeError(f"{script[:80]}: {told['exceptionDetails']}"[:600])
        return told["result"].get("value")

    def until(self, condition: str) -> None:
        """Wait until an expression is true; raises TimeoutError if it never is."""
        end = time.monotonic() + SECONDS
        while time.monotonic() < end:
            try:
                if self.run(f"Boolean({condition})"):
                    return
            except RuntimeError as error:
                if not any(word in str(error) for word in BETWEEN_PAGES):
                    raise
            time.sleep(0.02)
        raise TimeoutError(condition)

    def text(self, selector: str) -> str:
        """What a person sees of an element."""
        return str(self.run(f"document.querySelector({json.dumps(selector)}).innerText"))

    def type(self, selector: str, text: str) -> None:
        """Replace what stands in a field, as a person would."""
        self.run(f"(e => {{ e.focus(); e.select && e.select(); }})(document.querySelector({json.dumps(selector)}))")
        self.send("Input.insertText", text=text)

    def press(self, key: str, code: int) -> None:
        """A key by its name and virtual key code."""
        text = {"Enter": "\r"}.get(key, "")
        for kind in ("keyDown", "keyUp"):
            self.send("Input.dispatchKeyEvent", type=kind, key=key, code=key, windowsVirtualKeyCode=code,
                      **({"text": text} if text and kind == "keyDown" else {}))

    def save_into(self, folder: Path) -> None:
        """Let the browser save what is downloaded, under its own name and without asking."""
        self._browser.send("Browser.setDownloadBehavior", behavior="allow", downloadPath=str(folder))

    def settle(self) -> None:
        """Let late events come in."""
        self._browser.drain(0.1)

    def close(self) -> None:
        self._browser.send("Target.closeTarget", targetId=self._target)
