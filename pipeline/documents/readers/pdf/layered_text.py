"""pdfminer's interpreter, made to say which text is drawn on layers that are off."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.pdftypes import PDFObjRef, dict_value, list_value, resolve1
from pdfminer.psparser import literal_name

from pipeline.base.errors import UnreadableDocument
from pipeline.documents.readers.pdf.bounds import check_orders
from pipeline.documents.readers.pdf.plumber import page_size
from pipeline.documents.readers.pdf.unseen import Origins, tenths
from pipeline.documents.readers.unshown import Unshown

_UPRIGHT = (1, 0, 0, 1, 0, 0)


def hidden_origins(file: BytesIO) -> list[Origins]:
    """The origins of the glyphs on layers that are off, page by page; empty where none is off, or the file cannot be read.

    Raises `UnreadableDocument` where a file with such a layer draws so much that finding out would take long.
    """
    try:
        document = PDFDocument(PDFParser(file))
        off = _off(dict_value(document.catalog.get("OCProperties", {})))
        pages = list(PDFPage.create_pages(document)) if off else []
        check_orders(map(page_size, pages), len(pages))
        return [_on_page(page, off) for page in pages]
    except UnreadableDocument:
        raise
    except Exception:  # whatever a damaged file makes pdfminer stumble over; the engines will say what is wrong with it
        return []


def _off(properties: dict[str, Any]) -> set[int]:
    """The numbers of the layers that are off when the file is opened."""
    default = dict_value(properties.get("D", {}))
    listed = {key: {ref.objid for ref in list_value(default.get(key, [])) if isinstance(ref, PDFObjRef)} for key in ("ON", "OFF")}
    every = {ref.objid for ref in list_value(properties.get("OCGs", [])) if isinstance(ref, PDFObjRef)}
    if default.get("BaseState") is not None and literal_name(default["BaseState"]) == "OFF":
        return every - listed["ON"]
    return listed["OFF"]


def _on_page(page: PDFPage, off: set[int]) -> Origins:
    device = _Origins()
    _Layered(PDFResourceManager(), device, off).render_contents(page.resources, page.contents, ctm=_UPRIGHT)
    return dict.fromkeys(device.found, Unshown.LAYER)


class _Origins(PDFTextDevice):
    """Notes where glyphs stand while `hidden` is true."""

    def __init__(self) -> None:
        super().__init__(PDFResourceManager())
        self.found: set[tuple[int, int]] = set()
        self.hidden: list[bool] = []

    def render_char(self, matrix: Any, font: Any, fontsize: float, scaling: float, rise: float, cid: int, *_: Any) -> float:
        if any(self.hidden):
            self.found.add(tenths(matrix[4], matrix[5]))
        return float(font.char_width(cid) * fontsize * scaling)


class _Layered(PDFPageInterpreter):
    """Follows marked content and form objects on layers."""

    def __init__(self, manager: PDFResourceManager, device: _Origins, off: set[int]) -> None:
        super().__init__(manager, device)
        self.device: _Origins = device
        self._off = off

    def dup(self) -> _Layered:
        return _Layered(self.rsrcmgr, self.device, self._off)

    def do_BMC(self, tag: Any) -> None:  # noqa: N802
        self.device.hidden.append(False)

    def do_BDC(self, tag: Any, props: Any) -> None:  # noqa: N802
        properties = dict_value(self.resources.get("Properties", {}))
        named = properties.get(literal_name(props)) if not isinstance(props, dict) else None
        self.device.hidden.append(literal_name(tag) == "OC" and self._is_off(named))

    def do_EMC(self) -> None:  # noqa: N802
        if self.device.hidden:
            self.device.hidden.pop()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        named = resolve1(self.xobjmap.get(literal_name(xobjid_arg)))
        self.device.hidden.append(named is not None and self._is_off(named.get("OC")))
        super().do_Do(xobjid_arg)
        self.device.hidden.pop()

    def _is_off(self, layer: Any) -> bool:
        """Whether a layer is off, or what a membership of layers says about it."""
        if isinstance(layer, PDFObjRef) and layer.objid in self._off:
            return True
        members = resolve1(layer)
        if not isinstance(members, dict) or "OCGs" not in members:
            return False
        groups = members["OCGs"] if isinstance(resolve1(members["OCGs"]), list) else [members["OCGs"]]
        states = [isinstance(group, PDFObjRef) and group.objid in self._off for group in list_value(groups)]
        policy = literal_name(members["P"]) if "P" in members else "AnyOn"
        shown = {
            "AllOn": not any(states), "AnyOff": any(states), "AllOff": all(states), "AnyOn": not all(states) or not states,
        }
        return not shown.get(policy, True)
