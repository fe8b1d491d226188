"""Follow-up questions made standalone from the conversation, without a model."""

from collections.abc import Sequence

from service.answer import Turn
from service.languages import LanguagePack

_SELF_CONTAINED = 4
"""Content words from which a question without a referring word is taken to stand alone."""


def context(question: str, history: Sequence[Turn], words: LanguagePack) -> str | None:
    """What a question that leans on the conversation refers to, the last question; None when it stands alone.

    "Did Poland sign it too?" and "And France?" lean; a question that names its subject does not.
    """
    earlier = [" ".join(turn.content.split()) for turn in history if turn.role == "user" and turn.content.strip()]
    return earlier[-1] if earlier and leans(question, words) else None


def leans(question: str, words: LanguagePack) -> bool:
    """Whether a question cannot be understood without the conversation."""
    text = question.strip().casefold()
    if words.leans["elliptical"].search(text) or words.leans["follow_up"].search(text):
        return True
    content = [word for word in text.split() if word.strip("?!.,;:\"'’“”") not in words.function_words]
    return len(content) < _SELF_CONTAINED
