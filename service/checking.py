"""A draft checked against an open index: where evidence comes from, and what the result cites."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from index.filters import Filters
from index.languages import language_of
from index.lexical import stems
from service.answer import Citation, Span
from service.languages import FALLBACK, available
from service.verification.check import Checked, Evidence, check

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from index.adapter import Aim
    from index.documents import Sentence
    from index.reading import PassageSentences
    from index.retriever import Hit
    from service.verification.weighing import Entailment

PASSAGES = 10
"""Passages whose sentences are read for a sentence of a draft."""
SENTENCES = 20
"""Sentences of them that are compared with it."""
WORDS = 6.0
"""Standard deviations of affinity that a sentence gains when it shares all words of the query."""


class Sources(Protocol):
    """What checking needs of the library; `service.sources.LibrarySources` is one."""

    def vectors(self, queries: Sequence[str]) -> "NDArray[np.float32]":
        """Vectors of questions, shape (n, dimension)."""
        ...

    def aims(self, vectors: "NDArray[np.float32]") -> "list[Aim]":
        """Where answers to the questions with these vectors lie."""
        ...

    def search(
        self, query: str, top_k: int, filters: Filters, vector: "NDArray[np.float32] | None" = None
    ) -> "list[Hit]":
        """The best passages."""
        ...

    def sentences(self, passage_ids: Sequence[str]) -> "list[PassageSentences]":
        """The sentences of passages with their vectors."""
        ...

    def surroundings(self, document_id: str, span: Span) -> tuple[str, str]:
        """The text before and after a span."""
        ...


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of a draft with its verdict and the numbers of the citations that bear it out or contradict it."""

    checked: Checked
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class CheckedDraft:
    """A draft with the verdicts on its sentences, in order, and what they cite."""

    sentences: tuple[CheckedSentence, ...]
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """Where a piece of evidence stands."""

    hit: "Hit"
    sentence: "Sentence"

    def __hash__(self) -> int:
        return hash((self.hit.passage.document_id, self.sentence.start))


def check_draft(
    text: str,
    sources: Sources,
    filters: Filters,
    language: str | None = None,
    entailment: "Entailment | None" = None,
) -> CheckedDraft:
    """Check a draft against the documents that pass the filters; its language is told from the text when None.

    `entailment` is as `service.verification.check` takes it.

    A draft is checked against documents in its own language; in one that `service.languages` does not have, every
    claim is `not_found`.
    """
    language = language or language_of(text) or FALLBACK
    finder = Finder(sources, filters, language)
    citations: dict[tuple[str, int], Citation] = {}
    sentences = []
    for checked in check(text, finder.evidence, language, entailment):
        numbers = dict.fromkeys(_cite(one, sources, citations) for one in checked.evidence)
        sentences.append(CheckedSentence(checked, tuple(numbers)))
    return CheckedDraft(tuple(sentences), tuple(citations.values()))


class Finder:
    """Finds evidence for the sentences of a draft in one language."""

    def __init__(self, sources: Sources, filters: Filters, language: str) -> None:
        self._sources = sources
        self._language = language
        self._filters = filters

    def evidence(self, query: str) -> list[Evidence]:
        """The sentences that are most like a query, the most alike first."""
        vectors = self._sources.vectors([query])
        (aim,) = self._sources.aims(vectors)
        hits = self._sources.search(query, PASSAGES, self._filters, vectors[0])
        by_id = {one.passage_id: one for one in self._sources.sentences([hit.passage.passage_id for hit in hits])}
        ranked: dict[str, tuple[float, Evidence]] = {}
        for hit in hits:
            for score, evidence in _sentences(hit, by_id.get(hit.passage.passage_id), aim, query, self._language):
                ranked.setdefault(evidence.text, (score, evidence))
        best = sorted(ranked.values(), key=lambda one: -one[0])[:SENTENCES]
        return [evidence for _, evidence in best]


def _sentences(
    hit: "Hit", read: "PassageSentences | None", aim: "Aim", query: str, draft_language: str
) -> list[tuple[float, Evidence]]:
    language = hit.passage.metadata.language
    if read is None or (language or FALLBACK) != draft_language or draft_language not in available():
        return []
    wanted = set(stems(query, language))
    found = []
    for place, (sentence, text) in enumerate(zip(read.sentences, read.texts, strict=True)):
        if sentence.role in ("heading", "reference"):
            continue
        shared = len(wanted & set(stems(text, language))) / (len(wanted) or 1)
        before = read.texts[place - 1] if place and read.sentences[place - 1].role != "heading" else ""
        score = aim.affinity(read.vectors[place]) + WORDS * shared
        found.append((score, Evidence(text, before, _Found(hit, sentence), read.passage_id)))
    return found


def _cite(evidence: Evidence, sources: Sources, citations: dict[tuple[str, int], Citation]) -> int:
    found = evidence.source
    assert isinstance(found, _Found)
    passage, sentence = found.hit.passage, found.sentence
    key = (passage.document_id, sentence.start)
    if key not in citations:
        span = Span(sentence.start, sentence.end)
        before, after = sources.surroundings(passage.document_id, span)
        citations[key] = Citation(
            len(citations) + 1, passage.passage_id, passage.document_id, passage.metadata, passage.page, evidence.text,
            span, before, after,
        )  # fmt: skip
    return citations[key].number
