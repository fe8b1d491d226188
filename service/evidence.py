"""Evidence: the sentences that may answer a question, each with what speaks for it.

A candidate is one sentence of a passage that retrieval found. Its features are numbers between about 0 and 1, computed
from the question and the passage alone; `service.scoring` combines them.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.documents import Sentence
from index.lexical import stems, tokens
from index.reading import PassageSentences
from index.retriever import Hit
from service.languages import LanguagePack, pack
from service.reader.reader import Reading
from service.understanding import AnswerType, Facet
from service.values import find_dates, find_names, find_numbers, find_people

FEATURES = (
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

_SHORT = 6
"""Words: a shorter sentence seldom says something whole."""
_PREFIX = 5
"""Letters by which a name is known in its inflected forms and in other languages."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer a question."""

    hit: Hit
    position: int
    """Of the sentence in its passage."""
    sentences: PassageSentences
    features: NDArray[np.float32]
    """Shape (len(FEATURES),)."""
    reading: Reading | None
    """What the reader says of the passage; None without a reader."""

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
        answer = self.reading.answers[self.position] if self.reading else None
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
    rarity: Mapping[str, float]
    """Weight of each content stem of the query: the rarer in the index, the heavier."""
    names: frozenset[str]
    """Beginnings of the names that the query holds, and its numbers."""
    values: frozenset[float]
    """Numbers that the query holds: they are not what it asks for."""


def asked(facet: Facet, words: LanguagePack, vector: NDArray[np.float32], rarity: Mapping[str, float]) -> Asked:
    """A facet with its query's vector (shape (dimension,)) and the rarity of its stems."""
    content = {
        root: rarity.get(root, 0.0)
        for token in tokens(facet.query)
        if token not in words.function_words
        for root in stems(token, words.code)
    }
    values = frozenset(number.value for number in find_numbers(facet.query, words))
    return Asked(facet, words, vector, content, name_roots(facet.query, words), values)


def name_roots(text: str, words: LanguagePack) -> frozenset[str]:
    """The names and numbers of a text by which it can be known in another one."""
    runs = [text[span.start : span.end] for span in find_names(text)]
    if words.capitalised_nouns:
        runs = [run for run in runs if " " in run or run.isupper()]
    names = {root(token) for run in runs for token in tokens(run) if len(token) > 1}
    digits = {token for token in tokens(text) if token[0].isdecimal()}
    return frozenset(names - {root(word) for word in words.function_words}) | digits


def root(token: str) -> str:
    """The first letters of a token without diacritics; numbers stay whole."""
    if token[0].isdecimal():
        return token
    plain = "".join(c for c in unicodedata.normalize("NFKD", token.casefold()) if not unicodedata.combining(c))
    return plain[:_PREFIX]


def candidates(
    question: Asked, found: Sequence[tuple[Hit, PassageSentences]], readings: Sequence[Reading | None]
) -> list[Candidate]:
    """Every sentence of the passages found that can be quoted.

    `readings` are the reader's of each passage, None without a reader.
    """
    best = max((hit.score for hit, _ in found), default=0.0) or 1.0
    return [
        Candidate(
            hit,
            position,
            sentences,
            np.array(
                [*_features(question, hit, sentences, position, rank, hit.score / best), *_read(reading, position)],
                dtype=np.float32,
            ),
            reading,
        )
        for rank, ((hit, sentences), reading) in enumerate(zip(found, readings, strict=True))
        for position in range(len(sentences.sentences))
        if _can_be_quoted(sentences.sentences, position)
    ]


def _can_be_quoted(sentences: Sequence[Sentence], position: int) -> bool:
    """Headings, lists of sources and the first row of a table, which names its columns, tell nothing by themselves."""
    role = sentences[position].role
    if role == "row":
        # A table that begins with the passage goes on from the one before.
        return position == 0 or sentences[position - 1].role == "row"
    return role in ("prose", "item")


def _read(reading: Reading | None, position: int) -> list[float]:
    """What the reader says of a sentence, in tens of logits."""
    if reading is None:
        return [0.0, 0.0]
    answer = reading.answers[position]
    return [max(reading.scores[position], -15) / 10, max(answer.score, -15) / 10 if answer else -1.5]


def _features(
    question: Asked, hit: Hit, sentences: PassageSentences, position: int, rank: int, share: float
) -> list[float]:
    text, sentence = sentences.texts[position], sentences.sentences[position]
    around, language = surroundings(hit), hit.passage.metadata.language
    coverage = covered(question, text, language)
    named = _named(question, text)
    before = float(sentences.vectors[position - 1] @ question.vector) if position else 0.0
    return [
        float(sentences.vectors[position] @ question.vector),
        coverage,
        covered(question, f"{text} {around}", language) - coverage,
        share,
        1 / (1 + rank),
        type_match(question, text, around, pack(language)),
        named,
        _named(question, around) - named,
        before,
        float(position == 0 or sentences.sentences[position - 1].role == "heading"),
        float(len(text.split()) < _SHORT),
        float(sentence.role == "item"),
        float(sentence.role == "row"),
        float(text.rstrip().endswith(":")),
        float(text.rstrip().endswith("?")),
        float(language not in (None, question.words.code)),
        float(bool(pack(language).marks["weak_source"].search(text))),
    ]


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
    present = {root(token) for token in tokens(text)}
    return len(question.names & present) / len(question.names)


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
            not {root(token) for token in tokens(text[span.start : span.end])} <= question.names for span in names
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
