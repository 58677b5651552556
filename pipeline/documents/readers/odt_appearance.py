"""What of an ODT is printed: styles, sections and fields that hide text, and text that is struck through (I-90, I-99)."""

from __future__ import annotations

from lxml import etree

from pipeline.documents.readers.odt_styles import HIDING_FIELD, STYLE, TABLE, TEXT, Declared

_PARENT = f"{STYLE}parent-style-name"
_DISPLAY, _LINE_THROUGH = f"{TEXT}display", f"{STYLE}text-line-through-style"
_STYLE_NAME, _SECTION, _IS_HIDDEN = f"{TEXT}style-name", f"{TEXT}section", f"{TEXT}is-hidden"
_FIELDS = frozenset((f"{TEXT}hidden-text", HIDING_FIELD))
_STYLED = frozenset((f"{TEXT}p", f"{TEXT}h", f"{TEXT}span"))
_DEEPEST_STYLE = 20


class Appearance:
    """Looks up which styles hide or strike text; automatic styles win over common ones."""

    def __init__(self, declared: Declared) -> None:
        self._parents: dict[str, str] = {}
        self._hidden: dict[str, bool] = {}
        self._struck: dict[str, bool] = {}
        self._said: tuple[dict[str, bool], dict[str, bool]] = ({}, {})
        self._has_fields = declared.has_hiding_fields
        for name, _, properties in declared.styles:
            if properties is None:
                continue
            for known, attribute, off in ((self._hidden, _DISPLAY, "true"), (self._struck, _LINE_THROUGH, "none")):
                value = properties.get(attribute)
                if value is not None:
                    known[name] = value != off
        self.is_plain = not any(self._hidden.values()) and not any(self._struck.values())
        """Whether no style hides or strikes anything: most files are so, and then none need be looked up."""
        if not self.is_plain:
            self._parents = {name: style.get(_PARENT) or "" for name, style, _ in declared.styles}

    def hides(self, element: etree._Element) -> bool:
        """Whether an element is not printed: by its style, or because a section or field says so."""
        tag = element.tag
        if tag == _SECTION:
            shown = element.get(_DISPLAY)
            return shown == "none" or (shown == "condition" and element.get(_IS_HIDDEN) == "true")
        if tag in _FIELDS:
            return element.get(_IS_HIDDEN) != "false"
        return tag in _STYLED and self._says(self._hidden, element)

    def strikes(self, element: etree._Element) -> bool:
        """Whether the style of a paragraph or span strikes its text through."""
        return self._says(self._struck, element)

    def shows_struck(self, element: etree._Element) -> bool:
        """Whether the style of a span says that its text is not struck through, whatever stands around it."""
        return self._struck.get(element.get(f"{TEXT}style-name") or "") is False

    def _says(self, known: dict[str, bool], element: etree._Element) -> bool:
        name = element.get(_STYLE_NAME) or ""
        said = self._said[known is self._struck]
        if name not in said:
            said[name] = self._inherited(known, name)
        return said[name]

    def _inherited(self, known: dict[str, bool], name: str) -> bool:
        for _ in range(_DEEPEST_STYLE):
            if not name or name in known:
                break
            name = self._parents.get(name, "")
        return known.get(name, False)

    def hides_by_field(self, paragraph: etree._Element) -> bool:
        """Whether a field in a paragraph hides all of it."""
        return self._has_fields and any(hider.get(_IS_HIDDEN) == "true" for hider in paragraph.iter(HIDING_FIELD))


def row_is_printed(row: etree._Element) -> bool:
    """Whether a row is shown."""
    return row.get(f"{TABLE}visibility", "visible") == "visible"
