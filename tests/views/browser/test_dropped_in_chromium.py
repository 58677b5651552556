"""A document dropped on the local page: explained in a process of its own, shown without scripts, corrected as a row to copy."""

from __future__ import annotations

import base64
import csv
import json
import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from pipeline.runs.explained import Contained
from pipeline.views.dropped.server import drop_server
from tests.build import Made, as_docx
from tests.views.browser.chromium import Page
from tests.views.site_release import HOSTILE


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with closing(Contained()) as explain, drop_server(explain, 0) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/"
        running.shutdown()


def drop(page: Page, name: str, content: bytes) -> None:
    """Let go of a file over the page, and wait until it is read."""
    encoded = base64.b64encode(content).decode()
    page.run(
        f"(() => {{ const bytes = Uint8Array.from(atob('{encoded}'), one => one.charCodeAt(0));"
        f" const held = new DataTransfer(); held.items.add(new File([bytes], {json.dumps(name)}));"
        " document.dispatchEvent(new DragEvent('drop', {dataTransfer: held, cancelable: true})); })()"
    )
    page.until("!document.getElementById('status').textContent.startsWith('讀取中')")


def test_what_is_dropped_is_explained_and_a_slip_becomes_a_row(page: Page, address: str) -> None:
    page.open(address)
    drop(page, "甲 乙.docx", as_docx(Made(Made().tasks + "\n無主之句 | < | < | < | < | < | <")))
    assert page.text("#status") == "甲 乙.docx"
    assert "text_unplaced" in page.text("#issues")
    assert "無主之句" in page.run("document.getElementById('explanation').srcdoc")
    page.type("#find", "tasks t1.1 name")
    before = page.text("#values li button span")
    page.run("document.querySelector('#values button').click()")
    page.run("document.getElementById('value').value += ',改'")
    page.type("#reason", '原文"誤植"')
    page.run("document.querySelector('#correction button').click()")
    header, row = csv.reader(page.run("document.getElementById('rows').value").split("\n"))
    done = dict(zip(header, row, strict=True))
    assert (done["table"], done["key"], done["column"], done["action"]) == ("tasks", "T1.1", "name", "set")
    assert (done["expect"], done["value"], done["reason"]) == (before, before + ",改", '原文"誤植"')


def test_a_hostile_document_is_only_text(page: Page, address: str) -> None:
    page.open(address)
    drop(page, "<img src=x onerror=alert(1)>.txt", HOSTILE.encode())
    assert page.run("document.querySelectorAll('#status *, #issues img, #issues script').length") == 0
    assert page.run("document.getElementById('explanation').getAttribute('sandbox')") == ""
    drop(page, "空.pdf", b"%PDF-1.7")
    assert page.text("#status").startswith("空.pdf ")
    assert page.run("document.querySelector('main').hidden")
