"""What a server that calls itself compatible does not take: found out by its refusals, and left out from then on."""

import threading
from typing import Any, Literal

from service.generation.calls import Call

Feature = Literal["response_format", "temperature", "max_tokens", "stream_options"]

_WORDS: dict[Feature, tuple[str, ...]] = {
    "response_format": ("response_format", "json_schema", "json schema", "structured output", "grammar"),
    "temperature": ("temperature",),
    "max_tokens": ("max_tokens",),
    "stream_options": ("stream_options", "include_usage"),
}
"""By what a refusal is known to speak of a feature."""


class Dialect:
    """What one server takes. Safe for concurrent use.

    Servers differ in four optional parts of a request. Without `response_format` the schema stands in the prompt;
    `max_tokens` becomes `max_completion_tokens`, as newer models of OpenAI want it; the two others are left out.
    """

    def __init__(self, temperature: float | None, schema: bool = True) -> None:
        self._temperature = temperature
        self._lock = threading.Lock()
        self._without: frozenset[Feature] = frozenset() if schema else frozenset({"response_format"})

    @property
    def without(self) -> frozenset[Feature]:
        """The features that are left out."""
        return self._without

    def leave_out(self, features: frozenset[Feature]) -> None:
        """Send these no more."""
        with self._lock:
            self._without |= features

    def learn(self, refusal: str, sent: frozenset[Feature]) -> bool:
        """Leave out what a refusal of a request names, unless `sent`, what that was made without, did so already.

        Returns:
            Whether it is worth asking again.
        """
        text = refusal.casefold()
        named = frozenset(feature for feature, words in _WORDS.items() if any(word in text for word in words)) - sent
        self.leave_out(named)
        return bool(named)

    def arguments(self, call: Call, without: frozenset[Feature]) -> dict[str, Any]:
        """The optional parts of a request."""
        limit = "max_completion_tokens" if "max_tokens" in without else "max_tokens"
        arguments: dict[str, Any] = {limit: call.most_tokens}
        if "response_format" not in without:
            schema = {"name": call.schema.name, "strict": True, "schema": dict(call.schema.json)}
            arguments["response_format"] = {"type": "json_schema", "json_schema": schema}
        if "temperature" not in without and self._temperature is not None:
            arguments["temperature"] = self._temperature
        if "stream_options" not in without:
            arguments["stream_options"] = {"include_usage": True}
        return arguments
