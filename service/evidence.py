"""Evidence: the sentences that may answer a question, each with what speaks for it.

A candidate is one sentence of a passage that retrieval found. Its features are numbers between about 0 and 1, computed
from the question and the passage alone; `service.scoring` combines them.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.adapter import Aim
from index.documents import Sentence
from index.lexical import stems, tokens
from index.reading import PassageSentences
from index.retriever import Hit
from service.languages import LanguagePack, pack
from service.naming import name_keys, text_keys
from service.reader.reader import Judged
from service.understanding import AnswerType, Facet
from service.values import find_dates, find_names, find_numbers, find_people

FEATURES = (
    "affinity",
    "cosine",
    "coverage",
    "context",
    "passage",
    "rank",
    "type",
    "named",
    "named_around",
    "before",
    "opening",
    "short",
    "item",
    "row",
    "announces",
    "asks",
    "foreign",
    "weak",
    "reader",
    "reader_answer",
)
"""The names of a candidate's features, in order."""

_LEAST = -15.0
"""Logits: less from the reader tells no more."""
_SHORT = 6
"""Words: a shorter sentence seldom says something whole."""


@dataclass(frozen=True, slots=True)
class Place:
    """A passage that retrieval found, with all that is known of it once for its sentences."""

    hit: Hit
    sentences: PassageSentences
    rank: int
    """From 0."""
    share: float
    """Its score of the best passage's."""

    @property
    def language(self) -> str | None:
        """The document's."""
        return self.hit.passage.metadata.language


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer a question."""

    place: Place
    position: int
    """Of the sentence in its passage."""
    features: NDArray[np.float32]
    """Shape (len(FEATURES),)."""
    judged: Judged | None = None
    """What the reader says of the sentence; None where it did not read it."""

    @property
    def hit(self) -> Hit:
        """The passage as retrieval found it."""
        return self.place.hit

    @property
    def sentences(self) -> PassageSentences:
        """The sentences of the passage."""
        return self.place.sentences

    @property
    def sentence(self) -> Sentence:
        """The sentence's span and role."""
        return self.sentences.sentences[self.position]

    @property
    def text(self) -> str:
        """The sentence as it stands in the document."""
        return self.sentences.texts[self.position]

    @property
    def short_answer(self) -> str | None:
        """The words of the sentence that the reader takes for the answer."""
        answer = self.judged.answer if self.judged else None
        return self.hit.passage.text[answer.start : answer.end] if answer else None

    @property
    def vector(self) -> NDArray[np.float32]:
        """The sentence's vector, shape (dimension,)."""
        vector: NDArray[np.float32] = self.sentences.vectors[self.position]
        return vector

    def feature(self, name: str) -> float:
        """One feature by its name."""
        return float(self.features[FEATURES.index(name)])


@dataclass(frozen=True, slots=True)
class Asked:
    """A facet made comparable with sentences."""

    facet: Facet
    words: LanguagePack
    vector: NDArray[np.float32]
    aim: Aim
    rarity: Mapping[str, float]
    """Weight of each content stem of the query: the rarer in the index, the heavier."""
    names: frozenset[str]
    """By what the names that the query holds are known, and its numbers."""
    values: frozenset[float]
    """Numbers that the query holds: they are not what it asks for."""


def asked(
    facet: Facet, words: LanguagePack, vector: NDArray[np.float32], aim: Aim, rarity: Mapping[str, float]
) -> Asked:
    """A facet with its query's vector (shape (dimension,)), where its answer lies, and the rarity of its stems."""
    content = {
        root: rarity.get(root, 0.0)
        for token in tokens(facet.query)
        if token not in words.function_words
        for root in stems(token, words.code)
    }
    values = frozenset(number.value for number in find_numbers(facet.query, words))
    return Asked(facet, words, vector, aim, content, name_keys(facet.query, words), values)


def candidates(question: Asked, found: Sequence[tuple[Hit, PassageSentences]]) -> list[Candidate]:
    """Every sentence of the passages found that can be quoted, as it looks to who has not read it."""
    best = max((hit.score for hit, _ in found), default=0.0) or 1.0
    places = [Place(hit, sentences, rank, hit.score / best) for rank, (hit, sentences) in enumerate(found)]
    return [
        Candidate(place, position, np.array(features, dtype=np.float32))
        for place in places
        for position, features in _seen(question, place)
    ]


def with_reading(candidate: Candidate, judged: Judged) -> Candidate:
    """A candidate once the reader has read it."""
    features = candidate.features.copy()
    features[FEATURES.index("reader")] = max(judged.score, _LEAST) / 10
    features[FEATURES.index("reader_answer")] = max(judged.answer.score if judged.answer else _LEAST, _LEAST) / 10
    return replace(candidate, features=features, judged=judged)


def _can_be_quoted(sentences: Sequence[Sentence], position: int) -> bool:
    """Headings, lists of sources and the first row of a table, which names its columns, tell nothing by themselves."""
    role = sentences[position].role
    if role == "row":
        # A table that begins with the passage goes on from the one before.
        return position == 0 or sentences[position - 1].role == "row"
    return role in ("prose", "item")


def _seen(question: Asked, place: Place) -> Iterator[tuple[int, list[float]]]:
    """Positions of the quotable sentences of a passage, with their features."""
    around, words = surroundings(place.hit), pack(place.language)
    context, named_around = covered(question, around, place.language), _named(question, around)
    sentences = place.sentences.sentences
    for position, sentence in enumerate(sentences):
        if not _can_be_quoted(sentences, position):
            continue
        text = place.sentences.texts[position]
        coverage, named = covered(question, text, place.language), _named(question, text)
        before = float(place.sentences.vectors[position - 1] @ question.vector) if position else 0.0
        yield (
            position,
            [
                question.aim.affinity(place.sentences.vectors[position]) / 10,
                float(place.sentences.vectors[position] @ question.vector),
                coverage,
                max(0.0, context - coverage),
                place.share,
                1 / (1 + place.rank),
                type_match(question, text, around, words),
                named,
                max(0.0, named_around - named),
                before,
                float(position == 0 or sentences[position - 1].role == "heading"),
                float(len(text.split()) < _SHORT),
                float(sentence.role == "item"),
                float(sentence.role == "row"),
                float(text.rstrip().endswith(":")),
                float(text.rstrip().endswith("?")),
                float(place.language not in (None, question.words.code)),
                float(bool(words.marks["weak_source"].search(text))),
                0.0,
                0.0,
            ],
        )


def covered(question: Asked, text: str, language: str | None) -> float:
    """Share of the question's content that a text in the same language holds, by rarity; 0 across languages."""
    if language not in (None, question.words.code):
        return 0.0
    total = sum(question.rarity.values())
    present = set(stems(text, question.words.code))
    return sum(weight for stem, weight in question.rarity.items() if stem in present) / total if total else 0.0


def missing_share(question: Asked, text: str, language: str | None) -> float:
    """Rarity of the rarest content stem of the question that a text lacks, as a share of its rarest of all."""
    if language not in (None, question.words.code) or not question.rarity:
        return 0.0
    present = set(stems(text, question.words.code))
    missing = [weight for stem, weight in question.rarity.items() if stem not in present]
    return max(missing, default=0.0) / (max(question.rarity.values()) or 1.0)


def _named(question: Asked, text: str) -> float:
    """Share of the question's names and numbers that a text holds; 1 when it has none."""
    if not question.names:
        return 1.0
    return len(question.names & text_keys(text)) / len(question.names)


def surroundings(hit: Hit) -> str:
    """Everything that is said where a sentence stands: title, date, section and passage."""
    passage = hit.passage
    day = passage.metadata.published
    words = pack(passage.metadata.language)
    published = f"{day.day} {words.months[day.month - 1]} {day.year}" if day else None
    return " ".join(filter(None, (passage.metadata.title, published, passage.section, passage.text)))


def type_match(question: Asked, text: str, around: str, words: LanguagePack) -> float:
    """Share of the asked types of answer that a text offers; 1 when no type is asked."""
    types = question.facet.types
    return sum(offers(kind, question, text, around, words) for kind in types) / len(types) if types else 1.0


def offers(kind: AnswerType, question: Asked, text: str, around: str, words: LanguagePack) -> bool:
    """Whether a text in the language of `words` holds something of the type that the question itself does not hold."""
    if kind in ("person", "place"):
        names = find_people(text, around, words) if kind == "person" else find_names(text)
        return any(
            not name_keys(text[span.start : span.end], words, continued=True) <= question.names for span in names
        )
    if kind == "date":
        known = question.names
        return any(not set(_digits(text, date.span.start, date.span.end)) <= known for date in find_dates(text, words))
    if kind == "reason":
        return bool(words.marks["causal"].search(text))
    days = [day.span for day in find_dates(text, words)]
    numbers = [
        number
        for number in find_numbers(text, words)
        if number.value not in question.values
        and not any(day.start <= number.span.start < day.end for day in days)
    ]
    if kind == "duration":
        return any(number.unit == "time" for number in numbers)
    return bool(numbers)


def _digits(text: str, start: int, end: int) -> list[str]:
    return re.findall(r"\d+", text[start:end]) or [text[start:end].casefold()]
