"""From a run to its page: what the template shows, worked out here; the template only places it."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

from evaluation.compare import Comparison
from evaluation.gate import TOLERANCES, Baseline
from evaluation.measures import coverage_curve, latency
from evaluation.measures.contract import problems
from evaluation.measures.measure import Excluded
from evaluation.measures.ranking import first_with_answer, ranked_documents, relevant_name, searched, traced
from evaluation.measures.score import SCORE, verdict
from evaluation.report import plots
from evaluation.results import Result
from evaluation.summary import Summary, as_rows, values
from evaluation.tables import interval, shown
from evaluation.text import missing

TILES = ("score", "must_include", "gold string", "refusal F1", "citation recall", "nDCG@10", "passage RR@10", "ask p50")
GROUPS = {
    "answer": "Answers",
    "refusal": "Refusals",
    "citations": "Citations",
    "retrieval": "Retrieval",
    "conflicts": "Conflicts between sources",
    "length": "Length",
    "latency": "Latency",
}
TONES = {
    "right": "good",
    "refused rightly": "good",
    "partly right": "fair",
    "wrong": "bad",
    "refused wrongly": "bad",
    "answered wrongly": "bad",
    "failed": "bad",
    "not scored": "none",
}


@dataclass(frozen=True)
class Card:
    """One question with everything that the page shows of it."""

    result: Result
    verdict: str
    tone: str
    score: float | None
    missing: list[str]
    problems: list[str]
    rank: str | None  # of the first relevant document or passage, as the page says it
    relevant: dict[str, bool]  # relevant documents: is it cited?
    unsupported: list[int]  # statements, from 0, that their quotes do not support


def report(summary: Summary, results: Sequence[Result], baseline: Baseline | None) -> str:
    """Return the page of a run as HTML."""
    cards = sorted((_card(result) for result in results), key=lambda card: (card.score is None, card.score or 0.0))
    known = baseline.sets.get(summary.run.set) if baseline else None
    return _template("report.html").render(
        summary=summary,
        baseline=known,
        tiles=[name for name in TILES if name in summary.figures],
        headline=[name for name in summary.figures if name in (*TOLERANCES, *TILES)],
        groups=GROUPS,
        tones=TONES,
        plots=_plots(summary, results),
        cards=cards,
        filters={
            "type": sorted({card.result.question.type for card in cards}),
            "verdict": [name for name in TONES if any(card.verdict == name for card in cards)],
            "language": sorted({card.result.question.lang for card in cards if card.result.question.lang}),
            "split": sorted({card.result.question.split for card in cards if card.result.question.split}),
        },
    )


def comparison_report(comparison: Comparison, first: Summary, second: Summary, names: tuple[str, str]) -> str:
    """Return the page of a comparison as HTML, both answers of each changed question side by side."""
    return _template("comparison.html").render(
        comparison=comparison, first=first, second=second, names=names, tones=TONES, verdict=verdict
    )


def _template(name: str) -> Template:
    folder = Path(__file__).parent
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"shown": shown, "interval": interval}
    style, script = ((folder / file).read_text(encoding="utf-8") for file in ("report.css", "report.js"))
    environment.globals |= {"style": Markup(style), "script": Markup(script)}
    return environment.get_template(name)


def _card(result: Result) -> Card:
    value = SCORE.of_question(result)
    grades, answer = result.question.grades, result.answered
    cited = {relevant_name(citation, grades) for citation in answer.citations} if answer else set()
    name = verdict(result)
    return Card(
        result=result,
        verdict=name,
        tone=TONES[name],
        score=value if isinstance(value, float) else None,
        missing=missing(answer.answer, result.question.must_include) if answer else [],
        problems=problems(result),
        rank=_rank(result),
        relevant={document: document in cited for document in grades},
        unsupported=[
            place
            for place, statement in enumerate(answer.statements if answer else [])
            if result.supported(place, [one.number for one in result.cited(statement)]) is False
        ],
    )


def first_relevant(result: Result) -> int | Excluded | None:
    """Rank (from 1) of the first relevant document, or passage where the set names relevance by gold strings."""
    grades = result.question.grades
    if result.question.answers or not grades:
        return first_with_answer(result)
    passages = searched(result)
    if isinstance(passages, Excluded):
        passages = traced(result)
    if isinstance(passages, Excluded):
        return passages
    ranking = ranked_documents(passages, grades)
    return next((rank for rank, name in enumerate(ranking, 1) if name in grades), None)


def _rank(result: Result) -> str | None:
    rank = first_relevant(result)
    return None if isinstance(rank, Excluded) else "not found" if rank is None else str(rank)


def _plots(summary: Summary, results: Sequence[Result]) -> list[tuple[str, str, Markup]]:
    """Return title, explanation and image of each plot that the run has data for."""
    made = []
    by_type = [(name, one["score"]) for name, one in summary.by_type.items() if "score" in one]
    if by_type:
        rows = [(name, one.value, one.low, one.high, one.n) for name, one in sorted(by_type, key=lambda x: -x[1].value)]
        made.append(("Score by question type", "mean score with its 95 % interval", plots.bars(rows)))
    ranks = [rank for result in results if not isinstance(rank := first_relevant(result), Excluded)]
    if ranks:
        counts = [(str(place), ranks.count(place)) for place in range(1, 11)]
        counts.append(("later", sum(1 for rank in ranks if rank is None or rank > 10)))
        image = plots.columns(counts, "Rank of the first relevant passage or document", "rank")
        made.append(("Where the first relevant source was found", "number of questions by rank", image))
    rows_of, _ = values(results, coverage_curve.AREA)
    if rows_of:
        array = as_rows(list(rows_of.values()))
        image = plots.curve(
            coverage_curve.curve(array), float(array[:, 2].mean()), "Refusal–coverage curve",
            ("share of questions answered, surest first", "mean score of those"),
        )  # fmt: skip
        made.append(("Refusal and coverage", "mean score if only the surest share is answered", image))
    series = [
        (name, [row[0] for row in found.values()])
        for name, measure in (("ask", latency.LATENCY[0]), ("search", latency.LATENCY[3]))
        if (found := values(results, measure)[0])
    ]
    if series:
        made.append(("Latency", "share of requests that are as fast", plots.cumulative(series, "Latency")))
    return made
