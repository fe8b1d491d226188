"""Answers written by a model, where that comes to something; the documents quoted where it does not.

One search serves both: when the model fails, or nothing of what it wrote is supported, the extractive answer follows at
once from what has been found.
"""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from service import wording
from service.answer import Answer, Note, Rejected
from service.answering import Answered, Event, Question, Retrieved
from service.composition import Citations, Surroundings, marked
from service.disputes import distinct
from service.extractive import Clock, ExtractiveAnswerer, Searched, passages_of, trace_of
from service.generation.breaker import Breaker
from service.generation.caller import Caller
from service.generation.calls import Model
from service.generation.faults import Code, ModelFault, note
from service.generation.ledger import Ledger
from service.generation.offering import offer
from service.generation.options import Options
from service.generation.rewriting import Rewriting
from service.generation.waiting import Deadline
from service.generation.writing import MOST, Writing
from service.languages import pack
from service.selection import BUDGETS
from service.understanding import Understood
from service.verification import Entailment

_REWRITING = 0.25
"""Share of the time for an answer that making a follow-up standalone may take."""


@dataclass(frozen=True, slots=True)
class _Making:
    """What belongs to one answer."""

    question: Question
    clock: Clock
    ledger: Ledger
    deadline: Deadline
    notes: list[Note]


class GenerativeAnswerer:
    """Answers by a model, checked statement by statement. Safe for concurrent use."""

    def __init__(
        self,
        extractive: ExtractiveAnswerer,
        surroundings: Surroundings,
        model: Model,
        options: Options,
        entailment: Entailment | None = None,
    ) -> None:
        self._extractive = extractive
        self._surroundings = surroundings
        self._model = model
        self._options = options
        self._entailment = entailment
        self._breaker = Breaker(options.breaker_failures, options.breaker_seconds)

    def events(self, question: Question) -> Iterator[Event]:
        """The passages found, the statements one by one as they pass, then the answer; closing stops the model."""
        if question.mode == "extractive":
            yield from self._extractive.events(question)
            return
        ledger = Ledger(self._model.name, self._options)
        making = _Making(question, Clock(), ledger, Deadline(self._options.seconds), [])
        fault: Code | None = "paused" if self._breaker.open else None
        standalone: list[str] = []
        if question.history and fault is None:
            try:
                yield from self._rewritten(making, standalone)
            except ModelFault as failed:
                fault = failed.code if failed.kind.down or failed.code == "paused" else None
                making.notes.append(note("rewritten_without_model"))
        asked = replace(question, text=standalone[0], history=()) if standalone else question
        since = time.perf_counter()
        understood, found = self._extractive.search(asked)
        making.clock.add("retrieve", since)
        yield Retrieved(passages_of(found))
        if fault is None:
            yield from self._written(making, understood, found)
        else:
            yield from self._quoted(making, understood, found, fault)

    def _rewritten(self, making: _Making, standalone: list[str]) -> Iterator[Event]:
        deadline = Deadline(self._options.seconds * _REWRITING)
        rewriting = Rewriting(making.question, self._options.history_tokens)
        yield from rewriting.run(self._caller(making, deadline))
        standalone.append(rewriting.question)

    def _caller(self, making: _Making, deadline: Deadline) -> Caller:
        return Caller(self._model, self._options.retries, self._breaker, making.ledger, deadline)

    def _written(self, making: _Making, understood: Understood, found: Sequence[Searched]) -> Iterator[Event]:
        """The model's answer, or what takes its place."""
        offered = offer(found, understood.language, self._options.evidence_tokens)
        if not offered.units:
            yield from self._quoted(making, understood, found, "other_language" if offered.withheld else None)
            return
        writing = Writing(
            understood=understood,
            found=found,
            offered=offered,
            most=_most(making.question, understood),
            options=self._options,
            caller=self._caller(making, making.deadline),
            citations=Citations(self._surroundings),
            clock=making.clock,
            ledger=making.ledger,
            entailment=self._entailment,
        )
        fault: Code | None = None
        started, verified = time.perf_counter(), making.clock.stages["verify"]
        try:
            yield from writing.run()
        except ModelFault as failed:
            fault = failed.code
        elapsed = (time.perf_counter() - started) * 1000
        making.clock.stages["answer"] += elapsed - (making.clock.stages["verify"] - verified)
        making.notes.extend(writing.notes)
        if writing.statements:
            yield Answered(self._answered(making, understood, found, writing))
        elif fault is None and _shortcoming(writing) is None:
            yield Answered(self._refused(making, understood, found))
        else:
            yield from self._quoted(making, understood, found, fault or _shortcoming(writing), tuple(writing.rejected))

    def _answered(self, making: _Making, understood: Understood, found: Sequence[Searched], writing: Writing) -> Answer:
        disputed = [
            dispute
            for one in found
            if one.refusal(understood.kind) is None
            for dispute in one.disputes(understood.kind)
        ]
        conflicts = writing.citations.conflicts(distinct(disputed))
        return Answer(
            question=making.question.text,
            standalone_question=understood.standalone,
            status="answered",
            text=marked(writing.statements),
            statements=tuple(writing.statements),
            citations=writing.citations.all,
            conflicts=conflicts,
            reason=None,
            mode="generative",
            model=self._model.name,
            timings_ms=making.clock.read(),
            trace=trace_of(found, tuple(writing.rejected)),
            notes=tuple(making.notes),
            generation=making.ledger.told(),
        )

    def _refused(self, making: _Making, understood: Understood, found: Sequence[Searched]) -> Answer:
        """The model's refusal in our words: its own would be unverified."""
        words = pack(understood.language)
        return Answer(
            question=making.question.text,
            standalone_question=understood.standalone,
            status="insufficient_evidence",
            text=wording.refusal(words, making.question.filters.as_of),
            statements=(),
            citations=(),
            conflicts=(),
            reason=_reason(understood, found),
            mode="generative",
            model=self._model.name,
            timings_ms=making.clock.read(),
            trace=trace_of(found),
            notes=tuple(making.notes),
            generation=making.ledger.told(),
        )

    def _quoted(
        self,
        making: _Making,
        understood: Understood,
        found: Sequence[Searched],
        fault: Code | None,
        rejected: tuple[Rejected, ...] = (),
    ) -> Iterator[Event]:
        """The extractive answer, with a note why."""
        events = self._extractive.conclude(making.question, understood, found, making.clock)
        for event in events:
            if isinstance(event, Answered):
                answer = event.answer
                why = [note(fault, instead=answer.status == "answered")] if fault else []
                yield Answered(
                    replace(
                        answer,
                        trace=replace(answer.trace, rejected=rejected),
                        notes=(*making.notes, *why),
                        generation=making.ledger.told(),
                    )
                )
            else:
                yield event


def _shortcoming(writing: Writing) -> Code | None:
    """Why a model's answer without statements does not count; None for a refusal of one that has seen everything."""
    if writing.rejected:
        return "unverified"
    if not writing.insufficient:
        return "empty"
    return "other_language" if writing.offered.withheld else None


def _most(question: Question, understood: Understood) -> int:
    """Statements: as many as were asked for, else as many as the kind of question needs."""
    usual = BUDGETS[understood.kind].statements * len(understood.facets)
    return min(MOST, question.max_statements or usual)


def _reason(understood: Understood, found: Sequence[Searched]) -> str:
    """Why there is no answer, by the signs that the extractive answer goes by; they are not asked whether."""
    decisions = (one.refusal(understood.kind) for one in found)
    if first := next((one for one in decisions if one is not None), None):
        return first.reason
    best = found[0].ranked[0][0]
    words = pack(understood.language)
    return f"{words.wording['reason_weak']} {wording.nearest(words, best.text, best.hit.passage.metadata)}"
