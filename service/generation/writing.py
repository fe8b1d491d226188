"""One answer written by a model: its statements as they pass, a second chance for those that fail."""

import time
from collections.abc import Collection, Generator, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Literal

from prompts import prompt
from service.answer import Note, Rejected, Statement
from service.answering import Stated, Working
from service.composition import Citations
from service.extractive import Clock, Searched
from service.generation import schemas
from service.generation.caller import Caller
from service.generation.calls import Call
from service.generation.faults import ModelFault, note
from service.generation.judging import LONGEST, MOST_EVIDENCE, Failed, Passed, judge
from service.generation.ledger import Ledger
from service.generation.offering import Offered, offer, plain
from service.generation.options import Options
from service.generation.reading import AnswerReader, Draft
from service.understanding import Understood
from service.verification import Entailment

MOST = 12
"""Statements, as in a request."""
_MOST_FAILED = 2 * MOST
"""Failed statements after which a model is stopped."""
_SMALLEST = 300
"""Tokens of evidence below which it makes no sense to show less."""


@dataclass
class Writing:
    """The making of one answer; what has come of it so far is in its fields."""

    understood: Understood
    found: Sequence[Searched]
    offered: Offered
    most: int
    """Statements."""
    options: Options
    caller: Caller
    citations: Citations
    clock: Clock
    ledger: Ledger
    entailment: Entailment | None = None
    """As `verify` takes it."""
    statements: list[Statement] = field(default_factory=list)
    rejected: list[Rejected] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    insufficient: bool = False
    """Whether the model says that the evidence does not answer."""

    _reader: AnswerReader = field(default_factory=AnswerReader)

    def run(self) -> Iterator[Stated | Working]:
        """Statements as soon as each has passed.

        Raises:
            ModelFault: the model gave nothing at all; once a statement has left, a fault is a note.
        """
        failed: list[Failed] = []
        try:
            yield from self._write(failed)
            if failed and len(self.statements) < self.most:
                yield from self._repair(failed)
        except ModelFault:
            if not self.statements:
                raise
            self.notes.append(note("incomplete"))
        finally:
            self.rejected += [Rejected(one.text, one.why) for one in failed]

    def _write(self, failed: list[Failed]) -> Iterator[Stated | Working]:
        """The first version; with half the evidence when all of it is too long for the model."""
        tokens = self.options.evidence_tokens
        while True:
            try:
                with closing(self._judged(self._call("answer"))) as judged:
                    for one in judged:
                        if isinstance(one, Failed):
                            _add(one, failed, self.statements)
                        else:
                            yield self._stated(one) if isinstance(one, Passed) else one
                        if len(self.statements) == self.most or len(failed) == _MOST_FAILED:
                            return
                self.insufficient = self._reader.insufficient
                return
            except ModelFault as fault:
                tokens //= 2
                if fault.code != "context_too_long" or tokens < _SMALLEST:
                    raise
                self.offered = offer(self.found, self.understood.language, tokens)

    def _repair(self, failed: list[Failed]) -> Iterator[Stated | Working]:
        """One chance for what failed: what is right now leaves, and is taken out; a fault changes nothing."""
        saved: set[int] = set()
        try:
            with closing(self._judged(self._call("repair", failed))) as judged:
                for one in judged:
                    if isinstance(one, Working):
                        yield one
                    elif (place := _place(one.draft, failed, saved)) is not None:
                        if isinstance(one, Failed):
                            failed[place] = one
                        else:
                            saved.add(place)
                            self.ledger.repaired += 1
                            yield self._stated(one)
                    if len(self.statements) == self.most:
                        break
        except ModelFault:
            pass  # what failed stays failed; the ledger has told the log
        failed[:] = [one for place, one in enumerate(failed) if place not in saved]

    def _judged(self, call: Call) -> Generator[Passed | Failed | Working]:
        """The statements of one call, each with what is to be thought of it."""

        def begin() -> AnswerReader:
            self._reader = AnswerReader()
            return self._reader

        with closing(self.caller.ask(call, begin)) as drafts:
            for draft in drafts:
                if not isinstance(draft, Draft):
                    yield Working()
                    continue
                since = time.perf_counter()
                before = {statement.text for statement in self.statements}
                judgement = judge(draft, self.offered.units, self.understood.language, before, self.entailment)
                self.clock.add("verify", since)
                yield judgement

    def _stated(self, passed: Passed) -> Stated:
        """A statement that leaves, with its citations."""
        citations = tuple(map(self.citations.cite, passed.units))
        sides = {unit.about for unit in passed.units}
        about = sides.pop() if len(sides) == 1 else None
        statement = Statement(passed.text, tuple(citation.number for citation in citations), about)
        self.statements.append(statement)
        self.ledger.stated()
        return Stated(statement, citations)

    def _call(self, purpose: Literal["answer", "repair"], failed: Sequence[Failed] = ()) -> Call:
        values = {
            "evidence": self.offered.text,
            "question": plain(self.understood.standalone),
            "language": self.understood.language,
            "most_evidence": MOST_EVIDENCE,
        }
        if purpose == "answer":
            system, user = prompt("answer").filled(**values, most=self.most)
            schema = schemas.ANSWER
        else:
            system, user = prompt("repair").filled(**values, failed=_shown(failed))
            schema = schemas.REPAIR
        return Call(purpose, system, user, schema, self.options.answer_tokens)


def _add(one: Failed, failed: list[Failed], statements: Sequence[Statement]) -> None:
    """Note a failure, unless it only repeats what has been said or has failed: a model may run in circles."""
    known = {other.text.casefold() for other in failed} | {other.text.casefold() for other in statements}
    if one.text.casefold() not in known:
        failed.append(one)


def _shown(failed: Sequence[Failed]) -> str:
    """The statements that failed, as the model sees them."""
    lines = []
    for number, one in enumerate(failed, 1):
        evidence = ", ".join(map(str, one.draft.evidence[: 2 * MOST_EVIDENCE]))
        told = f"<text>{plain(one.text[:LONGEST])}</text><why>{plain(one.why)}</why>"
        lines.append(f'<statement number="{number}" evidence="{evidence}">{told}</statement>')
    return "\n".join(lines)


def _place(draft: Draft, failed: Sequence[Failed], taken: Collection[int]) -> int | None:
    """Which of the failed statements one replaces; one that replaces none was not asked for."""
    place = 0 if draft.replaces is None and len(failed) == 1 else (draft.replaces or 0) - 1
    return place if 0 <= place < len(failed) and place not in taken else None
