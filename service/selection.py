"""Which sentences make the answer: enough to cover what is asked, none that repeats another, no filler."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from math import exp

from service.answer import Span
from service.evidence import Candidate
from service.languages import LanguagePack, pack
from service.understanding import Kind


@dataclass(frozen=True, slots=True)
class Budget:
    """How long the answer to one facet of a question may become."""

    statements: int
    words: int
    sure: float
    """Sentences are added until the answer is among them with this probability, as far as their scores tell."""
    worth: float
    """A sentence that answers with less than this probability is filler: no other is added."""


BUDGETS: dict[Kind, Budget] = {
    "lookup": Budget(statements=4, words=100, sure=0.95, worth=0.025),
    "yes_no": Budget(statements=4, words=100, sure=0.95, worth=0.025),
    "about": Budget(statements=3, words=75, sure=0.95, worth=0.025),
    "list": Budget(statements=5, words=120, sure=0.98, worth=0.02),
    "comparison": Budget(statements=3, words=75, sure=0.85, worth=0.03),
    "change": Budget(statements=4, words=110, sure=0.99, worth=0.0),
    "conflict": Budget(statements=6, words=150, sure=0.995, worth=0.0),
}
_SAME = 0.965
"""Cosine of two sentences from which they say the same."""
_JOINED_WORDS = 70
"""A sentence is joined with the one that it leans on up to this length."""
_BRIEF = 8
"""Words: a sentence up to this length that refers to something ("Argentina did not support it.") names it nowhere."""
_LIST_WORDS = 110
"""A list is quoted whole up to this length."""
_WHOLE_ITEM_WORDS = 15
"""An item of this length says something alone."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """A sentence that stands in the answer, with the span that is quoted for it."""

    candidate: Candidate
    score: float
    span: Span
    """Of the sentence and, where it leans on them, those before it."""
    about: str | None = None

    @property
    def quote(self) -> str:
        """The span's text."""
        return quote(self.candidate, self.span)


def select(
    ranked: Sequence[tuple[Candidate, float]], budget: Budget, about: str | None, before: Sequence[Chosen]
) -> list[Chosen]:
    """The best sentences within the budget, in order of score; none that repeats one chosen `before`."""
    chosen: list[Chosen] = []
    for (candidate, score), (own, surer) in zip(ranked, _probabilities(ranked), strict=True):
        if chosen and (surer >= budget.sure or own < budget.worth or len(chosen) == budget.statements):
            break
        if any(repeats(candidate, earlier) for earlier in (*before, *chosen)) or _needless(candidate, chosen):
            continue
        unit = Chosen(candidate, score, quotable(candidate), about)
        longer = _with(unit, chosen)
        if not chosen or sum(len(one.quote.split()) for one in longer) <= budget.words:
            chosen = longer
    return chosen


def _probabilities(ranked: Sequence[tuple[Candidate, float]]) -> list[tuple[float, float]]:
    """By candidate, that it answers and that one before it does; the scores are logits of one choice among all."""
    odds = [exp(score - ranked[0][1]) for _, score in ranked]
    total = sum(odds)
    before = accumulate(odds[:-1], initial=0.0)
    return [(one / total, sum_before / total) for one, sum_before in zip(odds, before, strict=True)] if odds else []


def repeats(candidate: Candidate, earlier: Chosen) -> bool:
    """Whether a sentence is part of what was chosen earlier, or says the same."""
    same_document = candidate.hit.passage.document_id == earlier.candidate.hit.passage.document_id
    sentence = candidate.sentence
    if same_document and sentence.start < earlier.span.end and earlier.span.start < sentence.end:
        return True
    return float(candidate.vector @ earlier.candidate.vector) > _SAME


def _with(unit: Chosen, chosen: Sequence[Chosen]) -> list[Chosen]:
    """One more; what it quotes together with sentences chosen earlier takes the place of the first of them."""
    within = [place for place, earlier in enumerate(chosen) if _holds(unit, earlier)]
    if not within:
        return [*chosen, unit]
    whole = replace(chosen[within[0]], span=unit.span)
    return [whole if place == within[0] else one for place, one in enumerate(chosen) if place not in within[1:]]


def _holds(unit: Chosen, earlier: Chosen) -> bool:
    """Whether a quote holds the whole of one chosen earlier."""
    same_passage = unit.candidate.hit.passage.passage_id == earlier.candidate.hit.passage.passage_id
    return same_passage and unit.span.start <= earlier.span.start and earlier.span.end <= unit.span.end


def _needless(candidate: Candidate, chosen: Sequence[Chosen]) -> bool:
    """Whether a sentence is in another language than the question while there is one in the question's own."""
    return bool(candidate.feature("foreign")) and any(not unit.candidate.feature("foreign") for unit in chosen)


def quote(candidate: Candidate, span: Span) -> str:
    """The text of a span of the candidate's passage."""
    passage = candidate.hit.passage
    return passage.text[span.start - passage.start : span.end - passage.start]


def quotable(candidate: Candidate) -> Span:
    """The span of a sentence together with what it cannot be understood without.

    That is: the sentence before one that leans on it ("She added …"), the list after a sentence that announces it, the
    whole list and what announces it around one of its items, and the answer after a question.
    """
    sentences = candidate.sentences.sentences
    if sentences[candidate.position].role == "item":
        first, last = _list_around(candidate)
    else:
        first = _begin(candidate, candidate.position)
        last = _end(candidate, candidate.position)
    return Span(sentences[first].start, sentences[last].end)


def _begin(candidate: Candidate, position: int) -> int:
    sentences, texts = candidate.sentences.sentences, candidate.sentences.texts
    words = pack(candidate.hit.passage.metadata.language)
    first = position
    while first and sentences[first].role == "prose" and _leans(texts[first], words):
        if sentences[first - 1].role != "prose" or _length(texts[first - 1 : position + 1]) > _JOINED_WORDS:
            break
        first -= 1
    return first


def _end(candidate: Candidate, position: int) -> int:
    sentences, texts = candidate.sentences.sentences, candidate.sentences.texts
    text = texts[position].rstrip("\"”»“ ")
    if text.endswith(":"):
        last = position
        while last + 1 < len(sentences) and sentences[last + 1].role == "item":
            last += 1
        if last == position and position + 1 < len(sentences) and sentences[position + 1].role == "prose":
            last += 1
        return last if _length(texts[position : last + 1]) <= _LIST_WORDS else position
    if text.endswith("?") and position + 1 < len(sentences) and sentences[position + 1].role == "prose":
        return position + 1
    return position


def _list_around(candidate: Candidate) -> tuple[int, int]:
    sentences, texts = candidate.sentences.sentences, candidate.sentences.texts
    first = last = candidate.position
    while first and sentences[first - 1].role == "item":
        first -= 1
    while last + 1 < len(sentences) and sentences[last + 1].role == "item":
        last += 1
    if first and sentences[first - 1].role == "prose" and texts[first - 1].rstrip().endswith(":"):
        first = _begin(candidate, first - 1)
    alone = len(texts[candidate.position].split()) >= _WHOLE_ITEM_WORDS
    if alone or _length(texts[first : last + 1]) > _LIST_WORDS:
        return candidate.position, candidate.position
    return first, last


def _leans(text: str, words: LanguagePack) -> bool:
    """Whether a sentence opens with what only the one before it tells, or is short and refers to something."""
    if words.leans["opening"].search(text) and not words.leans["weak_opening"].search(text):
        return True
    return len(text.split()) <= _BRIEF and bool(words.leans["follow_up"].search(text.casefold()))


def _length(texts: Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)
