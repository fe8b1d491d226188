"""A model's answer read while it is written: each statement as soon as its last brace is there.

What stands before and after the one JSON object that was asked for is passed over: greetings, code fences, thoughts.
Nothing is repaired: a statement that is not exactly of the form asked for makes the answer malformed from there on.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, StrictStr, ValidationError

from service.generation.faults import ModelFault

_KEYS = "insufficient_evidence|statements"
_OPENING = re.compile(rf'\{{\s*"(?:{_KEYS})"\s*:')
_QUESTION = re.compile(r'\{\s*"question"\s*:')
_STATEMENTS = re.compile(r'"statements"\s*:\s*\[')
_THOUGHTS = re.compile(r"<think(?:ing)?>.*?(?:</think(?:ing)?>|\Z)", re.DOTALL)
_BETWEEN = re.compile(r"[\s,]*")
_LONGEST = 4000
"""Characters within which a statement must end."""
_DECODER = json.JSONDecoder()


class Draft(BaseModel):
    """A statement as the model wrote it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: StrictStr
    evidence: Annotated[tuple[StrictInt, ...], Field(strict=False)]
    replaces: StrictInt | None = None


class Standalone(BaseModel):
    """A follow-up made standalone."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    question: StrictStr


class _Whole(BaseModel):
    """What an answer says beside its statements."""

    model_config = ConfigDict(extra="forbid")

    insufficient_evidence: StrictBool | None = None
    statements: list[Draft]


@dataclass
class AnswerReader:
    """Reads one answer."""

    text: str = ""
    """All that was written."""
    insufficient: bool = False
    """Whether the model says that the evidence does not answer; known after `finish`."""
    _at: int | None = None
    _closed: bool = False

    def feed(self, piece: str) -> Iterator[Draft]:
        """The statements that a piece completes.

        Raises:
            ModelFault: malformed; what has this place is no statement.
        """
        self.text += piece
        if self._at is None:
            self._at = self._first_statement()
        while self._at is not None and not self._closed:
            start = _after(_BETWEEN, self.text, self._at)
            if start >= len(self.text):
                return
            if self.text[start] == "]":
                self._closed = True
                return
            try:
                value, self._at = _DECODER.raw_decode(self.text, start)
            except ValueError:
                if len(self.text) - start > _LONGEST:
                    raise ModelFault("malformed", f"a statement of more than {_LONGEST} characters") from None
                return
            yield _draft(value)

    def finish(self) -> None:
        """Look at the whole answer.

        Raises:
            ModelFault: empty, or malformed.
        """
        if not self.text.strip():
            raise ModelFault("empty", "no text")
        opening = _OPENING.search(_thoughtless(self.text))
        if opening is None:
            raise ModelFault("malformed", "no object of the form asked for")
        try:
            value, _ = _DECODER.raw_decode(_thoughtless(self.text), opening.start())
            whole = _Whole.model_validate(value)
        except ValueError as error:
            raise ModelFault("malformed", _where(error)) from None
        if whole.insufficient_evidence is False and not whole.statements:
            raise ModelFault("empty", "neither a statement nor a refusal")
        self.insufficient = bool(whole.insufficient_evidence)

    def _first_statement(self) -> int | None:
        text = _thoughtless(self.text)
        opening = _OPENING.search(text)
        begin = _STATEMENTS.search(text, opening.start()) if opening else None
        return begin.end() if begin else None


@dataclass
class QuestionReader:
    """Reads a follow-up made standalone."""

    text: str = ""
    question: str = ""
    """Known after `finish`."""

    def feed(self, piece: str) -> Iterator[Draft]:
        """Nothing: a question is read as a whole."""
        self.text += piece
        return iter(())

    def finish(self) -> None:
        """Look at the whole.

        Raises:
            ModelFault: empty, or malformed.
        """
        text = _thoughtless(self.text)
        begin = _QUESTION.search(text)
        if begin is None:
            raise ModelFault("malformed" if text.strip() else "empty", "no object of the form asked for")
        try:
            value, _ = _DECODER.raw_decode(text, begin.start())
            self.question = Standalone.model_validate(value).question
        except ValueError as error:
            raise ModelFault("malformed", _where(error)) from None


def _thoughtless(text: str) -> str:
    """A text of the same length with blanks in the place of thoughts that reasoning models write first."""
    return _THOUGHTS.sub(lambda match: " " * len(match[0]), text) if text.lstrip().startswith("<think") else text


def _draft(value: Any) -> Draft:
    try:
        return Draft.model_validate(value)
    except ValidationError as error:
        raise ModelFault("malformed", _where(error)) from None


def _where(error: ValueError) -> str:
    """Where an answer departs from the form, without what it says there."""
    if isinstance(error, ValidationError):
        return "; ".join(f"{'.'.join(map(str, one['loc']))}: {one['type']}" for one in error.errors()[:3])
    return "no valid JSON"


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
