"""The numbers of a Word document's lists, which are not in its text but computed when it is shown."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document as Docx

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


class Numbering:
    """Counts list paragraphs in document order."""

    def __init__(self, document: "Docx") -> None:
        from docx.opc.constants import RELATIONSHIP_TYPE

        self._levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[tuple[str, int], int] = {}
        for relation in document.part.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
                self._read(relation.target_part.element)

    def _read(self, numbering: Any) -> None:
        levels: dict[tuple[str, int], tuple[str, str, int]] = {}
        for abstract in numbering.iter(f"{_W}abstractNum"):
            for level in abstract.iter(f"{_W}lvl"):
                key = abstract.get(f"{_W}abstractNumId"), int(level.get(f"{_W}ilvl", "0"))
                start = _value(level, "start") or "1"
                levels[key] = (
                    _value(level, "numFmt") or "decimal",
                    _value(level, "lvlText") or "",
                    int(start) if start.isdigit() else 1,
                )
        for num in numbering.iter(f"{_W}num"):
            number, abstract_id = num.get(f"{_W}numId"), _value(num, "abstractNumId")
            self._abstract[number] = abstract_id or ""
            for (owner, depth), level in levels.items():
                if owner == abstract_id:
                    self._levels[number, depth] = level

    def mark(self, paragraph: Any, styles: Mapping[str, Any]) -> str | None:
        """The number before a list paragraph, "" for a bullet, None for a paragraph in no list."""
        found = _place(paragraph.find(f"{_W}pPr"), styles)
        if found is None:
            return None
        number, depth = found
        form, pattern, start = self._levels.get((number, depth), ("bullet", "", 1))
        list_id = self._abstract.get(number, number)
        self._counts[list_id, depth] = self._counts.get((list_id, depth), start - 1) + 1
        for key in [key for key in self._counts if key[0] == list_id and key[1] > depth]:
            del self._counts[key]
        if form in ("bullet", "none"):
            return ""
        return re.sub(r"%(\d)", lambda match: self._shown(number, list_id, int(match[1]) - 1), pattern)

    def _shown(self, number: str, list_id: str, depth: int) -> str:
        count = self._counts.get((list_id, depth), 1)
        form = self._levels.get((number, depth), ("decimal", "", 1))[0]
        match form:
            case "lowerLetter" | "upperLetter":
                letter = chr(ord("a") + (count - 1) % 26)
                return letter.upper() if form == "upperLetter" else letter
            case "lowerRoman" | "upperRoman":
                return _roman(count).upper() if form == "upperRoman" else _roman(count)
            case _:
                return str(count)


def _place(properties: Any, styles: Mapping[str, Any]) -> tuple[str, int] | None:
    """The list and depth of a paragraph, its own or that of its style; None outside lists."""
    depth = 0
    steps = 0
    while properties is not None and steps < 10:
        numbered = properties.find(f"{_W}numPr")
        if numbered is not None:
            depth = int(_value(numbered, "ilvl") or depth)
            if number := _value(numbered, "numId"):
                return (number, depth) if number != "0" else None
        styled = properties.find(f"{_W}pStyle")
        based = properties.getparent().find(f"{_W}basedOn")
        following = styled if styled is not None else based
        style = styles.get(following.get(f"{_W}val")) if following is not None else None
        properties = style.element.find(f"{_W}pPr") if style is not None else None
        steps += 1
    return None


def _value(element: Any, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return found.get(f"{_W}val") if found is not None else None


def _roman(number: int) -> str:
    text = ""
    for value, letters in _ROMAN:
        text += letters * (number // value)
        number %= value
    return text
