"""Questions with the passage that answers them: what a reader is asked, without any search before it.

The reader's training asks its own questions in this form, in an environment of its own, so nothing here may import more
than the sentences and the reader.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from evaluation.errors import BadSet
from evaluation.text import holds_any
from ingest.sentences import split
from service.reader import Window

if TYPE_CHECKING:
    from evaluation.questions import Question

NO_PASSAGE = "'paragraph' is missing"
NO_ANSWERS = "answerable, but 'answers' is missing"


@dataclass(frozen=True)
class Asked:
    """A question with the passage that it is asked of."""

    id: str
    question: str
    window: Window
    answers: tuple[str, ...]
    """Gold short answers, any of which is right."""
    gold: frozenset[int]
    """Sentences of the passage that hold an answer."""

    @property
    def answerable(self) -> bool:
        """Whether the passage answers."""
        return bool(self.answers or self.gold)


def askable(questions: Iterable["Question"], source: str) -> tuple[list["Question"], dict[str, list[str]]]:
    """The questions that have what the reader is measured by, and the ids of the others by reason.

    Raises:
        BadSet: nothing of the set could be called right; says which field is missing, and the remedy.
    """
    kept: list[Question] = []
    left_out: dict[str, list[str]] = {}
    for question in questions:
        why = _lacks(question)
        if why:
            left_out.setdefault(why, []).append(question.id)
        else:
            kept.append(question)
    if not kept:
        total = sum(map(len, left_out.values()))
        lacking = "; ".join(f"{why} in {len(ids)} of {total} questions" for why, ids in left_out.items())
        raise BadSet(
            f"{source}: {lacking}. The reader is asked of the passage that is right: give each question its text as "
            "'paragraph' and, as 'answers', the words in it that answer, or take a set that has both, such as the JSON "
            "file of SQuAD or XQuAD"
        )
    return kept, left_out


def of_question(question: "Question") -> Asked:
    """One of the questions that are `askable`, with its passage cut as the product cuts it."""
    return asked(question.id, question.question, question.paragraph or "", _answers(question))


def asked(number: str, question: str, passage: str, answers: Iterable[str]) -> Asked:
    """A question of a passage without title, which not every set gives; every sentence with an answer is gold."""
    window, wanted = Window(passage, tuple(split(passage))), tuple(answers)
    gold = (i for i in range(len(window.sentences)) if holds_any(sentence_text(window, i), wanted))
    return Asked(number, question, window, wanted, frozenset(gold))


def sentence_text(window: Window, sentence: int) -> str:
    """A sentence of a passage."""
    start, end = window.sentences[sentence]
    return window.text[start:end]


def _answers(question: "Question") -> list[str]:
    """Its gold answers; none, whatever stands there, for a question that the passage does not answer."""
    return [answer for answer in question.answers if answer.strip()] if question.answerable else []


def _lacks(question: "Question") -> str | None:
    if not (question.paragraph or "").strip():
        return NO_PASSAGE
    return NO_ANSWERS if question.answerable and not _answers(question) else None
