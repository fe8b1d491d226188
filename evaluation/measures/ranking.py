"""From passages to a ranking of documents or judged passages, scored by ir-measures (MacAvaney et al. 2022)."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from evaluation.answers import Citation, Passage
from evaluation.measures.measure import FAILED, NOT_ASKED, Excluded, Value
from evaluation.results import Result
from evaluation.text import holds_any, same_place


def names(source: Passage | Citation) -> list[str]:
    """Names a set may call a document by: its id, title, and the last part of its url with and without extension."""
    last = unquote(urlsplit(source.url or "").path.rsplit("/", 1)[-1])
    return [name for name in (source.document_id, source.title, last, PurePosixPath(last).stem) if name]


def relevant_name(source: Passage | Citation, grades: Mapping[str, int]) -> str | None:
    """Return the name under which the set calls this document relevant."""
    return next((name for name in names(source) if name in grades), None)


def ranked_documents(passages: Sequence[Passage], grades: Mapping[str, int]) -> list[str]:
    """Documents in the order of their first passage, each once."""
    return list(dict.fromkeys(relevant_name(passage, grades) or passage.document_id for passage in passages))


def scored(metric: str, ranking: Sequence[str], grades: Mapping[str, int]) -> float:
    """Score one ranking by the measure that ir-measures calls `metric`; the order given is the order scored."""
    import ir_measures

    run = {"q": {name: float(-place) for place, name in enumerate(ranking)}} if ranking else {"q": {"": 0.0}}
    scores = ir_measures.iter_calc([ir_measures.parse_measure(metric)], {"q": dict(grades)}, run)
    return float(next(iter(scores)).value)


def searched(result: Result) -> Sequence[Passage] | Excluded:
    """Passages of /v1/search."""
    if result.error:
        return FAILED
    return result.search if result.search is not None else Excluded("not searched: the question needs its history")


def traced(result: Result) -> Sequence[Passage] | Excluded:
    """Passages that the answer was made from, up to 20."""
    if result.error:
        return FAILED
    if result.ask is None:
        return NOT_ASKED
    return result.ask.trace.passages if result.ask.trace else Excluded("the service gave no trace")


def by_document(metric: str, source: Callable[[Result], Sequence[Passage] | Excluded]) -> Callable[[Result], Value]:
    """Return the score of the documents' ranking against the graded relevance of the set."""

    def of_question(result: Result) -> Value:
        grades, passages = result.question.grades, source(result)
        if not grades:
            return Excluded("no relevant documents given")
        return (
            passages if isinstance(passages, Excluded) else scored(metric, ranked_documents(passages, grades), grades)
        )

    return of_question


def first_with_answer(result: Result) -> int | Excluded | None:
    """Rank (from 1) of the first passage that holds a gold string, at the gold paragraph where one is given."""
    question = result.question
    if not question.answerable or not question.answers:
        return Excluded("no gold strings given" if question.answerable else "unanswerable")
    passages = searched(result)
    if isinstance(passages, Excluded):
        passages = traced(result)
    if isinstance(passages, Excluded):
        return passages
    for rank, passage in enumerate(passages, 1):
        here = question.paragraph is None or same_place(passage.text, question.paragraph)
        if here and holds_any(passage.text, question.answers):
            return rank
    return None


def by_passage(metric: str) -> Callable[[Result], Value]:
    """Return the score of the passages' ranking, where a passage is relevant if it holds a gold string."""

    def of_question(result: Result) -> Value:
        rank = first_with_answer(result)
        if isinstance(rank, Excluded):
            return rank
        ranking = [f"p{place}" for place in range(1, rank + 1)] if rank else []
        return scored(metric, ranking, {ranking[-1] if ranking else "missed": 1})

    return of_question
