"""Asking a service all questions of a set: in parallel, resumable, and nothing measured is ever lost."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from evaluation.answers import Answer, Claim, Passage
from evaluation.client import Service
from evaluation.errors import NotOffered, ServiceRefused, ServiceUnreachable
from evaluation.questions import Question
from evaluation.results import Check, Result, line, read_results, write_results

PASSAGES, DOCUMENTS = 10, 50  # passages searched for: enough for rank 10, and for ten different documents
FAILURES_IN_A_ROW = 20  # after so many, the service is taken to be broken and the run stops


@dataclass(frozen=True)
class Plan:
    """How to ask."""

    mode: str = "auto"
    search_only: bool = False
    workers: int = 2


def run(
    questions: Sequence[Question], service: Service, path: Path, plan: Plan, on_done: Callable[[int], None]
) -> list[Result]:
    """Ask what `path` does not answer yet, append each result to it, and return all in the order of the questions.

    `on_done` is told how many questions got their result; results that failed are asked again. Raises
    ServiceUnreachable when the service stops answering; what was measured until then stands in `path`, and the next
    call goes on from there.
    """
    done = {r.question.id: r for r in read_results(path) if not r.error} if path.exists() else {}
    write_results(path, done.values())
    on_done(sum(question.id in done for question in questions))
    waiting = [question for question in questions if question.id not in done]
    with path.open("a", encoding="utf-8") as file:
        for result in _asked(waiting, service, plan):
            done[result.question.id] = result
            file.write(line(result))
            file.flush()
            on_done(1)
    ordered = [done[question.id] for question in questions]
    write_results(path, ordered)
    return ordered


def ask_one(question: Question, service: Service, plan: Plan) -> Result:
    """Ask one question and check its answer; a refusal of the service to answer becomes the result's error."""
    result = Result(question=question)
    try:
        if not question.history:
            passages, milliseconds = service.search(question, DOCUMENTS if question.grades else PASSAGES)
            result = result.model_copy(update={"search": _slim(passages), "search_ms": milliseconds})
        if not plan.search_only:
            answer, milliseconds = service.ask(question, plan.mode)
            result = result.model_copy(update={"ask": answer, "ask_ms": milliseconds})
            sources = {citation.number: _source(service, answer, citation.number) for citation in answer.citations}
            result = result.model_copy(update={"sources": sources})
            with contextlib.suppress(NotOffered):  # measured all the same, but without what rests on verification
                result = result.model_copy(update={"checks": _checks(service, answer, result)})
    except ServiceRefused as error:
        return result.model_copy(update={"error": str(error)})
    return result


def _asked(questions: Sequence[Question], service: Service, plan: Plan) -> Iterator[Result]:
    pool = ThreadPoolExecutor(plan.workers)
    futures: list[Future[Result]] = [pool.submit(ask_one, question, service, plan) for question in questions]
    failures = 0
    try:
        for future in as_completed(futures):
            result = future.result()
            yield result
            failures = failures + 1 if result.error else 0
            if failures == FAILURES_IN_A_ROW:
                raise ServiceUnreachable(f"{failures} requests failed in a row, the last one with: {result.error}")
    finally:  # also on Ctrl-C: what is under way is waited for, what waits is not begun
        pool.shutdown(wait=True, cancel_futures=True)


def _slim(passages: list[Passage]) -> list[Passage]:
    """Drop the text of passages beyond rank 10, which no measure reads: results.jsonl would grow fourfold."""
    return [p if place < PASSAGES else p.model_copy(update={"text": ""}) for place, p in enumerate(passages)]


def _source(service: Service, answer: Answer, number: int) -> str | None:
    """Return what the document holds at the citation's offsets; None if the service does not give it."""
    citation = next(one for one in answer.citations if one.number == number)
    try:
        return service.text(citation.document_id)[max(0, citation.start) : max(0, citation.end)]
    except ServiceRefused:
        return None


def _checks(service: Service, answer: Answer, result: Result) -> list[Check]:
    """Verify each statement on all its quotes and, to see which are needed, on each alone and on all but each."""
    checks: list[Check] = []
    for place, statement in enumerate(answer.statements):
        numbers = [citation.number for citation in result.cited(statement)]
        if not numbers:
            continue
        checks.append(_check(service, result, place, statement, numbers))
        if len(numbers) > 1 and checks[-1].supported:
            subsets = [[one] for one in numbers] + [[other for other in numbers if other != one] for one in numbers]
            for subset in {tuple(subset): subset for subset in subsets}.values():
                checks.append(_check(service, result, place, statement, subset))
    return checks


def _check(service: Service, result: Result, place: int, statement: Claim, numbers: list[int]) -> Check:
    quotes = [citation.quote for citation in result.cited(statement) if citation.number in numbers]
    supported, outcome = service.verify(statement.text, quotes)
    return Check(statement=place, citations=numbers, supported=supported, outcome=outcome)
