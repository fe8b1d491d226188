"""Follow-up questions made standalone from the conversation, without a model."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from service.answer import Turn
from service.ellipsis import completed
from service.languages import LanguagePack
from service.naming import is_person
from service.values import find_names

_SELF_CONTAINED = 4
"""Content words from which a question without a referring word is taken to stand alone."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question as it is understood in a conversation."""

    text: str
    before: str | None = None
    """The last question, where this one leans on it in a way that could not be put into words."""


def resolve(question: str, history: Sequence[Turn], words: LanguagePack) -> Resolved:
    """A question made to stand alone.

    "And France?" takes the place of what it asks instead of; "he" is the one person that the last exchange names; any
    other question that leans ("Did Poland sign it too?") is read together with the last one.
    """
    turns = [(turn.role, " ".join(turn.content.split())) for turn in history if turn.content.strip()]
    asked = [place for place, (role, _) in enumerate(turns) if role == "user"]
    if not asked or not leans(question, words):
        return Resolved(question)
    before = turns[asked[-1]][1]
    if whole := completed(question, before, words):
        return Resolved(whole)
    reply = " ".join(text for role, text in turns[asked[-1] :] if role == "assistant")
    if named := _with_person(question, before, reply, words):
        return Resolved(named)
    return Resolved(question, before)


def leans(question: str, words: LanguagePack) -> bool:
    """Whether a question cannot be understood without the conversation."""
    text = question.strip().casefold()
    if words.leans["elliptical"].search(text) or words.leans["follow_up"].search(text):
        return True
    content = [word for word in text.split() if word.strip("?!.,;:\"'’“”") not in words.function_words]
    return len(content) < _SELF_CONTAINED


def _with_person(question: str, before: str, reply: str, words: LanguagePack) -> str | None:
    """The question with its pronouns for a person replaced, if it leans by nothing else and one person is meant."""
    if not words.leans["person"].search(question):
        return None
    people = _people(reply, words) if words.asks["person"].search(before.casefold()) else _people(before, words)
    if len(people) != 1:
        return None
    (name,) = people

    def put(match: re.Match[str]) -> str:
        return f"{name}’s" if match.group().casefold() in words.possessives else name

    text = words.leans["person"].sub(put, question)
    opened = words.leans["elliptical"].match(text)
    text = text[opened.end() :].strip() if opened else text
    return None if words.leans["follow_up"].search(text.casefold()) else text[:1].upper() + text[1:]


def _people(text: str, words: LanguagePack) -> set[str]:
    """Names in a text that are not those of states, institutions or the calendar."""
    small = words.bodies | frozenset((*words.months, *words.weekdays))
    found = set()
    for span in find_names(text, continued=True):
        run = text[span.start : span.end].removesuffix("’s").removesuffix("'s").split()
        while run and run[0].casefold() in words.function_words:
            run.pop(0)
        name = " ".join(run)
        if name and not name.isupper() and not any(word.casefold() in small for word in run) and is_person(name, words):
            found.add(name)
    return found
