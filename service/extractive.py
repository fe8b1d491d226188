"""Answers made of the documents' own sentences: what everybody gets without a model."""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.adapter import Aim
from index.filters import Filters
from index.languages import language_of
from index.reading import PassageSentences
from index.retriever import Hit
from service import refusal, wording
from service.answer import Answer, FoundPassage, Rejected, Span, Trace
from service.answering import Answered, Event, Question, Retrieved, Stated
from service.attention import read, worth_reading
from service.comparison import sides, towards
from service.composition import Composition, compose
from service.disputes import Dispute, disputes, distinct
from service.evidence import Asked, Candidate, Place, asked, candidates
from service.languages import FALLBACK, pack
from service.reader.reader import Reader
from service.remarks import apart, deciding_first, silent
from service.scoring import ranked
from service.selection import BUDGETS, Chosen, repeats, select
from service.understanding import Kind, Understood, understand

MODEL = "extractive"
WORDS_READ = 300
"""What the reader reads for a question that asks one thing."""
WORDS_READ_A_FACET = 180
"""The same for each of several things asked at once."""
OTHER_SIDES = 90
"""Words by which an answer may grow so that it gives all sides of a dispute."""
TRACED = 20
"""Passages that the trace shows."""


class Sources(Protocol):
    """What answering needs of the library."""

    def vectors(self, queries: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of questions, shape (n, dimension)."""
        ...

    def aims(self, vectors: NDArray[np.float32]) -> list[Aim]:
        """Where answers to the questions with these vectors lie."""
        ...

    def search(self, query: str, top_k: int, filters: Filters, vector: NDArray[np.float32] | None = None) -> list[Hit]:
        """The best passages."""
        ...

    def sentences(self, passage_ids: Sequence[str]) -> list[PassageSentences]:
        """The sentences of passages with their vectors."""
        ...

    def rarity(self, text: str, language: str | None) -> Mapping[str, float]:
        """How rare each stem of a text is in the index, 0 and up."""
        ...

    def surroundings(self, document_id: str, span: Span) -> tuple[str, str]:
        """The text before and after a span."""
        ...


@dataclass
class Clock:
    """Milliseconds spent in each stage."""

    started: float = field(default_factory=time.perf_counter)
    stages: dict[str, float] = field(default_factory=lambda: {"retrieve": 0.0, "answer": 0.0, "verify": 0.0})

    def add(self, stage: str, since: float) -> None:
        """Count the time since a moment for a stage."""
        self.stages[stage] += (time.perf_counter() - since) * 1000

    def read(self) -> dict[str, float]:
        """All stages and the total so far."""
        total = (time.perf_counter() - self.started) * 1000
        return {name: round(value, 1) for name, value in (*self.stages.items(), ("total", total))}


@dataclass(frozen=True, slots=True)
class Searched:
    """One facet with what was found for it."""

    question: Asked
    hits: tuple[Hit, ...]
    ranked: tuple[tuple[Candidate, float], ...]
    unread: tuple[Place, ...] = ()
    """Passages of which the reader has read nothing."""

    def refusal(self, kind: Kind) -> refusal.Refusal | None:
        """Why it is not answered in a question of this kind, None when it is."""
        return refusal.decide(self.question, kind, self.ranked)

    def disputes(self, kind: Kind) -> list[Dispute]:
        """What the documents tell differently of it; a question that asks for that looks harder."""
        return disputes(self.question, self.ranked, self.unread, harder=kind == "conflict")


class ExtractiveAnswerer:
    """Answers from sentences of the documents. Safe for concurrent use."""

    def __init__(self, sources: Sources, reader: Reader | None = None) -> None:
        self._sources = sources
        self._reader = reader

    def events(self, question: Question) -> Iterator[Event]:
        """The passages found, the statements one by one, then the answer."""
        clock = Clock()
        understood, found = self.search(question)
        clock.add("retrieve", clock.started)
        yield Retrieved(passages_of(found))
        yield from self.conclude(question, understood, found, clock)

    def conclude(
        self, question: Question, understood: Understood, found: Sequence[Searched], clock: Clock
    ) -> Iterator[Event]:
        """The statements one by one, then the answer, from what `search` found."""
        since = time.perf_counter()
        composition = self._compose(question, understood, found)
        clock.add("answer", since)
        for statement in composition.statements:
            yield Stated(statement, tuple(composition.citations[number - 1] for number in statement.citations))
        yield Answered(_answer(question, understood, composition, trace_of(found), clock))

    def search(self, question: Question) -> tuple[Understood, list[Searched]]:
        """The question as understood, and each of its facets with the evidence found, best first."""
        language = language_of(question.text) or FALLBACK
        understood = understand(question.text, question.history, language)
        words = pack(language)
        vectors = self._sources.vectors([facet.query for facet in understood.facets])
        words_read = WORDS_READ if len(vectors) == 1 else WORDS_READ_A_FACET
        facets = [
            asked(facet, words, vector, aim, self._sources.rarity(facet.query, words.code))
            for facet, vector, aim in zip(understood.facets, vectors, self._sources.aims(vectors), strict=True)
        ]
        found = [self._search(facet, question.filters, words_read) for facet in facets]
        return understood, _by_side(found) if understood.kind == "comparison" else found

    def _search(self, question: Asked, filters: Filters, words: int) -> Searched:
        hits = self._sources.search(question.facet.query, TRACED, filters, question.vector)
        by_id = {one.passage_id: one for one in self._sources.sentences([hit.passage.passage_id for hit in hits])}
        pairs = [(hit, by_id[hit.passage.passage_id]) for hit in hits if hit.passage.passage_id in by_id]
        evidence = ranked(candidates(question, pairs))
        places = {candidate.place.rank: candidate.place for candidate, _ in evidence}
        if self._reader is not None:
            evidence = ranked(read(self._reader, question.facet.query, worth_reading(evidence, words)))
        unread = [places[rank] for rank in sorted(places.keys() - {candidate.place.rank for candidate, _ in evidence})]
        return Searched(question, _reordered(hits, evidence), tuple(evidence), tuple(unread))

    def _compose(self, question: Question, understood: Understood, found: Sequence[Searched]) -> Composition:
        words, as_of = pack(understood.language), question.filters.as_of
        refusals = [one.refusal(understood.kind) for one in found]
        if all(refusals):
            first = next(one for one in refusals if one is not None)
            return Composition.refused(wording.refusal(words, as_of), first)
        chosen: list[Chosen] = []
        disputed: list[Dispute] = []
        for one in (one for one, refused in zip(found, refusals, strict=True) if refused is None):
            chosen += select(one.ranked, BUDGETS[understood.kind], one.question.facet.about, chosen)
            among = one.disputes(understood.kind)
            chosen += _other_sides(among, chosen)
            disputed += among
        ordered = _in_order(chosen[: question.max_statements], understood.kind)
        ordered, in_short = deciding_first(understood, ordered, words)
        without = [one.question.facet.about for one, refused in zip(found, refusals, strict=True) if refused]
        remarks = (in_short, apart(understood, ordered, words), silent([side for side in without if side], words))
        return compose(ordered, distinct(disputed), self._sources.surroundings, remarks)


def _by_side(found: Sequence[Searched]) -> list[Searched]:
    """The facets of a comparison, each with the evidence ranked by whether it speaks of that side."""
    known = sides([one.question.facet.about or "" for one in found], found[0].question.words)
    return [
        replace(one, ranked=tuple(towards(one.ranked, known[i], known[:i] + known[i + 1 :])))
        for i, one in enumerate(found)
    ]


def _reordered(hits: Sequence[Hit], evidence: Sequence[tuple[Candidate, float]]) -> tuple[Hit, ...]:
    """The passages that were read by their best sentence, then the others as retrieval found them."""
    read = dict.fromkeys(candidate.hit.passage.passage_id for candidate, _ in evidence)
    places = {passage_id: place for place, passage_id in enumerate(read)}
    return tuple(sorted(hits, key=lambda hit: places.get(hit.passage.passage_id, len(places))))


def _other_sides(disputed: Sequence[Dispute], chosen: Sequence[Chosen]) -> list[Chosen]:
    """The sentences that tell the other sides of what is asked, as far as they are not chosen yet."""
    added: list[Chosen] = []
    for statement in (statement for one in disputed if one.asked for statement in one.statements):
        words = sum(len(unit.quote.split()) for unit in (*added, statement))
        if words <= OTHER_SIDES and not any(repeats(statement.candidate, unit) for unit in (*chosen, *added)):
            added.append(statement)
    return added


def _in_order(chosen: Sequence[Chosen], kind: Kind) -> list[Chosen]:
    """As chosen, but a change over time as it was published; what has no date comes last."""
    if kind != "change":
        return list(chosen)
    return sorted(chosen, key=lambda unit: unit.candidate.hit.passage.metadata.published or date.max)


def passages_of(found: Sequence[Searched]) -> tuple[FoundPassage, ...]:
    """The passages of all facets, the best of each in turn, each once."""
    merged: dict[str, FoundPassage] = {}
    for rank in range(TRACED):
        for one in found:
            if rank < len(one.hits):
                hit = one.hits[rank]
                merged.setdefault(hit.passage.passage_id, _found(hit))
    return tuple(merged.values())[:TRACED]


def trace_of(found: Sequence[Searched], rejected: tuple[Rejected, ...] = ()) -> Trace:
    """What was searched for and found, and which statements were dropped."""
    return Trace(tuple(one.question.facet.query for one in found), passages_of(found), rejected)


def _found(hit: Hit) -> FoundPassage:
    passage = hit.passage
    span = Span(passage.start, passage.end)
    return FoundPassage(
        passage.passage_id, passage.document_id, passage.metadata, passage.text, span, passage.page, hit.score
    )


def _answer(question: Question, understood: Understood, composition: Composition, trace: Trace, clock: Clock) -> Answer:
    return Answer(
        question=question.text,
        standalone_question=understood.standalone,
        status="answered" if composition.statements else "insufficient_evidence",
        text=composition.text,
        statements=composition.statements,
        citations=composition.citations,
        conflicts=composition.conflicts,
        reason=composition.reason,
        remarks=composition.remarks,
        mode="extractive",
        model=MODEL,
        timings_ms=clock.read(),
        trace=trace,
    )
