"""A follow-up made standalone by the model, from as much of the conversation as the token budget allows."""

import re
from collections.abc import Iterator, Sequence
from contextlib import closing

from index.languages import language_of
from prompts import prompt
from service.answer import Turn
from service.answering import Question, Working
from service.generation import schemas
from service.generation.caller import Caller
from service.generation.calls import Call
from service.generation.faults import ModelFault
from service.generation.judging import TOLD
from service.generation.ledger import tokens_in
from service.generation.offering import plain, visible
from service.generation.reading import QuestionReader
from service.languages import FALLBACK

LONGEST = 2000
"""Characters of a question, as of one that is asked."""
_TOKENS = 300
_MARKER = re.compile(r"\s*\[\d{1,3}\]")


class Rewriting:
    """One follow-up; `question` is the standalone one once `run` has ended."""

    def __init__(self, asked: Question, history_tokens: int) -> None:
        self._asked = asked
        self._tokens = history_tokens
        self.question = ""

    def run(self, caller: Caller) -> Iterator[Working]:
        """Ask the model.

        Raises:
            ModelFault: there is no standalone question, or none that can be used.
        """
        language = language_of(self._asked.text) or FALLBACK
        system, user = prompt("standalone").filled(
            language=language,
            conversation=conversation(self._asked.history, self._tokens),
            question=plain(self._asked.text),
        )
        call = Call("standalone", system, user, schemas.STANDALONE, _TOKENS)
        readers: list[QuestionReader] = []

        def begin() -> QuestionReader:
            readers.append(QuestionReader())
            return readers[-1]

        with closing(caller.ask(call, begin)) as pauses:
            for _ in pauses:
                yield Working()
        self.question = usable(readers[-1].question, language)


def usable(question: str, language: str) -> str:
    """A rewritten question in one line.

    Raises:
        ModelFault: malformed; it is no question that could have been asked.
    """
    text = visible(question)
    told = language_of(text) if len(text.split()) >= TOLD else language
    if not any(c.isalnum() for c in text) or len(text) > LONGEST or told != language:
        raise ModelFault("malformed", "the standalone question is empty, too long or in another language")
    return text


def conversation(history: Sequence[Turn], most_tokens: int) -> str:
    """The latest turns that fit, oldest first; of the first that does not, its end."""
    shown: list[str] = []
    left = most_tokens
    for turn in reversed(history):
        text = plain(_MARKER.sub("", turn.content))
        if tokens_in(text) > left:
            text = _end(text, left)
        left -= tokens_in(text)
        if text:
            shown.append(f'<turn role="{turn.role}">{text}</turn>')
        if left <= 0:
            break
    return "\n".join(reversed(shown))


def _end(text: str, tokens: int) -> str:
    """The last words of a text that fit."""
    words = text.split()
    kept: list[str] = []
    while words and tokens_in(" ".join([words[-1], *kept])) + 1 <= tokens:
        kept.insert(0, words.pop())
    return f"… {' '.join(kept)}" if kept else ""
