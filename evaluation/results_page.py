"""docs/results.md: the current figures of several runs, with all that is needed to repeat them."""

from collections.abc import Sequence

from evaluation.summary import Summary
from evaluation.tables import figure_rows, interval, markdown, shown

HEAD = """# Results

Written by `aide-memoire evaluate results`; what each figure means is in [evaluation.md](evaluation.md).
Intervals are 95 % bootstrap intervals over questions.
"""


def results_page(summaries: Sequence[Summary]) -> str:
    """Return the page in Markdown, one section a run."""
    return "\n\n".join([HEAD.rstrip(), *(_section(summary) for summary in summaries)]) + "\n"


def _section(summary: Summary) -> str:
    run = summary.run
    facts = [
        f"- Date {run.date[:10]}, commit {run.commit or 'unknown'}, mode {run.mode}, {run.workers} workers",
        f"- Documents: {run.documents or 'those of the service at ' + str(run.url)}",
        f"- Command: `{run.command}`",
        f"- {summary.questions} questions in {run.seconds:.0f} s: "
        + ", ".join(f"{count} {name}" for name, count in summary.verdicts.items()),
        *(f"- Left out, {reason}: {len(ids)} ({', '.join(ids)})" for reason, ids in summary.run.left_out.items()),
        *([f"- Failed: {', '.join(summary.failed)}"] if summary.failed else []),
    ]
    return "\n\n".join(
        [
            f"## {run.set}",
            "\n".join(facts),
            markdown(figure_rows(summary.figures), ["figure", "value", "95 % interval", "questions"]),
            f"### {run.set}, score by group",
            _groups(summary),
            f"### {run.set}, questions that a figure does not count",
            _exclusions(summary),
        ]
    )


def _groups(summary: Summary) -> str:
    groups = {"type": summary.by_type, "split": summary.by_split, "language": summary.by_language}
    rows = [
        [f"{kind} {name}", shown(one.value, one.unit), interval(one), str(one.n)]
        for kind, members in groups.items()
        for name, figures in members.items()
        if (one := figures.get("score"))
    ]
    return markdown(rows, ["questions", "score", "95 % interval", "questions"])


def _exclusions(summary: Summary) -> str:
    """Which questions are not in which figure, and why; the ids are in summary.json."""
    by_reason: dict[str, list[str]] = {}
    for measure, reasons in summary.excluded.items():
        by_reason.setdefault("; ".join(f"{reason}: {len(ids)}" for reason, ids in reasons.items()), []).append(measure)
    rows = [[", ".join(measures), reasons] for reasons, measures in by_reason.items()]
    return markdown(rows, ["figures", "not counted"]) if rows else "None: every figure counts every question."
