"""A question with what is expected of its answer, and reading a set of them with file and line in every error."""

import difflib
import json
import random
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from evaluation.errors import BadSet

TYPES = (
    "lookup", "number", "list", "comparison", "temporal", "multi-hop", "conflict", "yes-no",
    "follow-up", "unanswerable", "false-premise", "retrieval",
)  # fmt: skip

Id = Annotated[str, BeforeValidator(lambda value: str(value) if isinstance(value, int) else value)]
Item = str | list[str]


class Turn(BaseModel):
    """One turn of the conversation before the question."""

    model_config = ConfigDict(frozen=True)
    role: Literal["user", "assistant"]
    content: str


class Question(BaseModel):
    """One question of a set; fields that are not known here are kept, and never sent to the service."""

    model_config = ConfigDict(frozen=True, extra="allow")

    id: Id = Field(min_length=1)
    question: str = Field(min_length=1, max_length=2000)
    type: str = "lookup"
    lang: str | None = None
    answerable: bool = True
    split: Literal["dev", "test"] | None = None
    history: list[Turn] = []
    filters: dict[str, Any] | None = None
    as_of: Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$")] | None = None
    reference_answer: str | None = None
    must_include: list[Item] = []  # items that must all be in the answer; a list holds alternatives
    answers: list[str] = []  # gold short answers, any one of which is right
    paragraph: str | None = None  # the passage text that holds the answer
    docs: list[str] = []  # relevant documents, all of the same grade
    relevant: dict[str, int] = {}  # grade of each relevant document, by document id, file name or slug
    conflict: bool | None = None  # do the sources disagree here? by default: is the type "conflict"?

    @field_validator("type")
    @classmethod
    def _known_type(cls, value: str) -> str:
        if value not in TYPES:
            raise ValueError(f"unknown type {value!r}; the types are {', '.join(TYPES)}")
        return value

    @field_validator("must_include")
    @classmethod
    def _no_empty_item(cls, items: list[Item]) -> list[Item]:
        if any(not item or "" in item for item in items if isinstance(item, list)) or "" in items:
            raise ValueError("an item is empty, so every answer or none would hold it")
        return items

    @property
    def grades(self) -> dict[str, int]:
        """Relevance grade (1 or more) of every relevant document by its name."""
        return {name: grade for name, grade in ({name: 1 for name in self.docs} | self.relevant).items() if grade > 0}

    @property
    def expects_conflict(self) -> bool:
        """Whether the sources disagree on what is asked."""
        return self.type == "conflict" if self.conflict is None else self.conflict


def read_questions(path: Path) -> list[Question]:
    """Read a JSONL file of questions; raise BadSet with file and line for the first one that cannot be used."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise BadSet(f"{path}: cannot be read as UTF-8 text: {error}") from error
    questions: list[Question] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        question = _parse(line, f"{path}:{number}")
        if question.id in seen:
            raise BadSet(f"{path}:{number}: id {question.id!r} was already used in line {seen[question.id]}")
        seen[question.id] = number
        questions.append(question)
    if not questions:
        raise BadSet(f"{path}: holds no question")
    return questions


def choose(questions: Sequence[Question], split: str | None, limit: int | None) -> list[Question]:
    """Questions of one split, or of all; of these a random sample of `limit`, the same in every run, in their order."""
    chosen = [question for question in questions if split is None or question.split == split]
    if limit is None or limit >= len(chosen):
        return chosen
    kept = set(random.Random(7).sample(range(len(chosen)), limit))
    return [question for place, question in enumerate(chosen) if place in kept]


def _parse(line: str, where: str) -> Question:
    try:
        fields = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadSet(f"{where}: not a JSON object: {error}") from error
    if not isinstance(fields, dict):
        raise BadSet(f"{where}: not a JSON object but {type(fields).__name__}")
    fields = {name: value for name, value in fields.items() if value is not None}
    for name in fields.keys() - Question.model_fields.keys():
        close = difflib.get_close_matches(name, Question.model_fields, n=1, cutoff=0.9)
        if close:
            raise BadSet(f"{where}: unknown field {name!r}; is {close[0]!r} meant?")
    try:
        return Question.model_validate(fields)
    except ValidationError as error:
        raise BadSet(f"{where}: {first_problem(error)}") from error


def first_problem(error: ValidationError) -> str:
    """Return the first thing that is wrong, as "field: what is wrong"."""
    problem = error.errors()[0]
    field = ".".join(map(str, problem["loc"]))
    what = "is missing" if problem["type"] == "missing" else problem["msg"].removeprefix("Value error, ")
    return f"{field!r} {what}" if problem["type"] == "missing" else f"{field!r}: {what}"
