"""Walking the site as a person does: by pointing at words that are seen and by typing. Each step is counted."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

from tests.views.browser.chromium import SECONDS, Page

FIND = """(words, kinds) => {
  const own = one => (one.innerText || one.getAttribute('aria-label') || '').trim().replace(/\\s+/g, ' ');
  const seen = [...document.querySelectorAll(kinds)].filter(one => one.checkVisibility({ visibilityProperty: true }));
  return seen.find(one => own(one) === words) ?? seen.find(one => own(one).startsWith(words)) ?? null;
}"""
"""The element that a person who looks for these words points at: what says just this, else what begins with it."""
LABELLED = """label => [...document.querySelectorAll('input, select, textarea')].find(one =>
  one.checkVisibility() && [...one.labels].some(own => own.innerText.trim().startsWith(label)))"""
"""The field that has a label."""
MOMENT = "new Promise(done => requestAnimationFrame(() => setTimeout(done)))"
"""Until the page has answered a click: what it opens has the cursor then."""
POINTED = "a, button, summary"


class Walk:
    """A person at a page. `clicks` counts presses of the pointer, `typed` the texts written or pasted, `keys` single keys."""

    def __init__(self, page: Page, downloads: Path) -> None:
        self.page, self.downloads = page, downloads
        self.clicks = self.typed = self.keys = 0
        page.save_into(downloads)

    def begin(self, address: str) -> None:
        """Open the front page, which costs nothing: everybody begins there."""
        self.page.open(address)
        self.page.until("document.getElementById('status').dataset.ready === 'true'")

    def click(self, words: str) -> None:
        """Press the link, button or heading that says these words, and wait for the page that it leads to."""
        self._press(f"({FIND})({json.dumps(words)}, {json.dumps(POINTED)})", words)

    def tick(self, words: str) -> None:
        """Press the box before an item that is picked."""
        item = f"({FIND})({json.dumps(words)}, '.i, .competencies > li')"
        self._press(f"{item}?.querySelector('input')", words)

    def write(self, label: str, text: str) -> None:
        """Write into the field of this label; a click, unless the field has the cursor already."""
        field = f"({LABELLED})({json.dumps(label)})"
        if not self.page.run(f"document.activeElement === {field}"):
            self._press(field, label)
        self.typed += 1
        self.page.send("Input.insertText", text=text)

    def enter(self) -> None:
        """Press the Enter key."""
        self.keys += 1
        self.page.press("Enter", 13)

    def choose(self, label: str, option: str) -> None:
        """Open a list and press an option: two clicks. The browser draws the open list outside of the page: it is set."""
        field = f"({LABELLED})({json.dumps(label)})"
        self.page.until(f"[...({field}?.options ?? [])].some(one => one.text.trim().startsWith({json.dumps(option)}))")
        self.clicks += 2
        self.page.run(
            f"(list => {{ list.value = [...list.options].find(one => one.text.trim().startsWith({json.dumps(option)})).value;"
            f" list.dispatchEvent(new Event('change', {{ bubbles: true }})); }})({field})"
        )

    def unfold(self, label: str, button: str) -> None:
        """Press a button, where the field of this label is not in sight without it."""
        if not self.page.run(f"({LABELLED})({json.dumps(label)})"):
            self.click(button)

    def back(self) -> None:
        """Press the browser's way back."""
        self.clicks += 1
        self.page.run("history.back()")
        self.page.settle()
        self.page.until("document.readyState === 'complete'")

    def sees(self, condition: str) -> None:
        """Wait until something is so; raises TimeoutError if it never is."""
        self.page.until(condition)

    def says(self, selector: str, text: str) -> None:
        """Wait until an element says a text."""
        self.page.until(f"document.querySelector({json.dumps(selector)})?.innerText.includes({json.dumps(text)})")

    def file(self, name: str) -> bytes:
        """What the browser has saved under this name; raises TimeoutError if nothing."""
        end = time.monotonic() + SECONDS
        while not (self.downloads / name).is_file():
            if time.monotonic() > end:
                raise TimeoutError(f"{name} is not saved; there are {sorted(one.name for one in self.downloads.iterdir())}")
            time.sleep(0.02)
        return (self.downloads / name).read_bytes()

    def _press(self, element: str, words: str) -> None:
        """Bring an element into sight and press the pointer in its middle, where nothing may lie over it."""
        self.page.until(element)
        place: dict[str, Any] = self.page.run(f"""(async one => {{
          // The page may still be on its way to an anchor: a person waits until it stands still.
          for (let before = null, tries = 0; tries < 100; tries++) {{
            one.scrollIntoView({{ block: 'center', inline: 'center', behavior: 'instant' }});
            await new Promise(requestAnimationFrame);
            const now = one.getClientRects()[0].y;
            if (now === before) break;
            before = now;
          }}
          const box = one.getClientRects()[0], x = box.x + box.width / 2, y = box.y + box.height / 2;
          const hit = document.elementFromPoint(x, y), link = one.closest('a');
          const leads = link && !link.hasAttribute('download') &&
            link.href.split('#')[0] !== location.href.split('#')[0];
          return {{ x, y, isFree: one === hit || one.contains(hit), leads: leads ? link.href.split('#')[0] : '' }};
        }})({element})""")
        assert place["isFree"], f"something lies over {words}"
        self.clicks += 1
        for kind in ("mousePressed", "mouseReleased"):
            self.page.send("Input.dispatchMouseEvent", type=kind, x=place["x"], y=place["y"], button="left", clickCount=1)
        if place["leads"]:
            self.page.until(f"location.href.startsWith({json.dumps(place['leads'])}) && document.readyState === 'complete'")
        self.page.run(MOMENT)
