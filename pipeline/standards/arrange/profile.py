"""The profile of a text without tables: its labels in their order, and what stands behind each (field guide I-116)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import regex

from pipeline.documents.model import Line
from pipeline.standards.arrange.fields import Field, fields_of
from pipeline.standards.arrange.labels import LabelPart, wrapped_labels
from pipeline.standards.sections.headings import key, profile_label

_ORDER = (
    "code", "name", "job_category_name", "occupation_name", "classes", "job_category", "job_category_code", "occupation",
    "occupation_code", "industry", "industry_code", "description", "level",
)
_WHOLE_NAME = key("職能基準名稱（擇一填寫）")
_NAME_BEGINS = "職能基準名"
_CLASS_LABEL = ("所屬", "類別")
_CODE = r"(?:[A-Z]{3}|[A-Z]?-?[0-9]{2,4}(?:-[0-9]+)*|[A-Z])"
_CODES = regex.compile(rf"{_CODE}(?:[；;、,，/／\s]+{_CODE})*[；;、,，]?")
_CODE_BEHIND = regex.compile(rf"(?<=\S)\s+({_CODES.pattern})$")


@dataclass(slots=True)
class Entry:
    """A label and its value, as printed."""

    name: str
    label: list[Line] = field(default_factory=list)
    value: list[Line] = field(default_factory=list)


def entries(lines: Sequence[Line]) -> list[Entry] | None:
    """The labels with their values; None where text stands before the first of them."""
    fields = [piece for number, line in enumerate(lines) for piece in fields_of(line, number)]
    wrapped = wrapped_labels(fields)
    reader = _Reader()
    for piece in fields:
        if not (reader.take_part(piece, wrapped[piece]) if piece in wrapped else reader.take(piece)):
            return None
    return reader.found


@dataclass(slots=True)
class _Reader:
    """Goes over the pieces; a label counts once, and only behind those that stand before it in the form."""

    found: list[Entry] = field(default_factory=list)
    _reached: int = -1

    def take_part(self, piece: Field, part: LabelPart) -> bool:
        """Read a part of a wrapped label, which may begin below labels beside it; the same one again is text."""
        entry = next((one for one in self.found if one.name == part.name), None)
        if part.first:
            if entry is not None:
                return self.take(piece)
            entry = Entry(part.name)
            self.found.append(entry)
            self._reached = max(self._reached, _ORDER.index(part.name))
        if entry is None:
            return self.take(piece)
        entry.label.append(piece.as_line())
        return True

    def take(self, piece: Field) -> bool:
        """Read a piece; false where it belongs to no label."""
        start = 0
        words = list(regex.finditer(r"\S+", piece.text))
        for place, word in enumerate(words):
            open_entry = self.found[-1] if self.found else None
            count, entry = self._label([other[0] for other in words[place:]])
            if entry is not None and word.start() >= start:
                if not self._value(open_entry, piece.part(start, word.start())):
                    return False
                start = words[place + count - 1].end()
                entry.label.append(piece.part(word.start(), start).as_line())
        return self._value(self.found[-1] if self.found else None, piece.part(start))

    def _label(self, words: Sequence[str]) -> tuple[int, Entry | None]:
        """How many words are a label, or the rest of one, and of which entry."""
        for count in range(min(3, len(words)), 0, -1):
            text = key("".join(words[:count]))
            entry = next((entry for entry in self.found if _goes_on(entry, text)), None) or self._begun(_label_name(text))
            if entry is not None:
                return count, entry
        return 0, None

    def _begun(self, name: str | None) -> Entry | None:
        if name is None or _ORDER.index(name) <= self._reached:
            return None
        self._reached = _ORDER.index(name)
        self.found.append(Entry(name))
        return self.found[-1]

    def _value(self, entry: Entry | None, piece: Field) -> bool:
        if not piece.text:
            return True
        if entry is None:
            return False
        if entry.name.endswith("_code") and not _CODES.fullmatch(piece.text):
            return self._wrapped_class(entry, piece)
        entry.value.append(piece.as_line(soft=bool(entry.value) and entry.name == "description"))
        return True

    def _wrapped_class(self, entry: Entry, piece: Field) -> bool:
        """Text behind a classification code: the next class with its code, or the rest of the name (I-12, I-16)."""
        names = next((other for other in self.found if f"{other.name}_code" == entry.name), None)
        if names is None:
            return False
        behind = _CODE_BEHIND.search(piece.text)
        names.value.append(piece.part(0, behind.start()).as_line() if behind else piece.as_line(soft=True))
        if behind:
            entry.value.append(piece.part(behind.start(1)).as_line())
        return True


def _goes_on(entry: Entry, text: str) -> bool:
    """Whether a text is the rest of a label, be it behind another that stands beside it (`名稱（擇` / `職類` / `一填寫）`)."""
    whole = {"name": _WHOLE_NAME, "classes": "".join(_CLASS_LABEL)}.get(entry.name, "")
    printed = key("".join(line.text for line in entry.label))
    return printed != whole and whole.startswith(printed + text)


def _label_name(text: str) -> str | None:
    if text == _CLASS_LABEL[0]:
        return "classes"
    if _WHOLE_NAME.startswith(text) and text.startswith(_NAME_BEGINS):
        return "name"
    return profile_label(text)
