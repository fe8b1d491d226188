"""The forms that a model's answers have, within what strict structured output allows everywhere."""

from collections.abc import Mapping
from typing import Any

from service.generation.calls import Schema


def _object(**properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


_TEXT = {"type": "string"}
_EVIDENCE = {"type": "array", "items": {"type": "integer"}}

# No `enum` of the numbers offered and no limits: the schema stays the same for every question, so servers compile it
# once; what it does not say is checked afterwards in any case.
ANSWER = Schema(
    "answer",
    _object(
        insufficient_evidence={"type": "boolean"},
        statements={"type": "array", "items": _object(text=_TEXT, evidence=_EVIDENCE)},
    ),
)
REPAIR = Schema(
    "repair",
    _object(
        statements={"type": "array", "items": _object(replaces={"type": "integer"}, text=_TEXT, evidence=_EVIDENCE)}
    ),
)
STANDALONE = Schema("standalone", _object(question=_TEXT))
