"""`aide-memoire evaluate SET`, `evaluate reader SET`, and on finished runs: `compare`, `gate`, `score`, `results`."""

import contextlib
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from evaluation.errors import EvaluationError

if TYPE_CHECKING:
    from evaluation.formats.question_set import QuestionSet
    from evaluation.gate import Baseline
    from evaluation.questions import Question
    from evaluation.results import Result
    from evaluation.run import Plan
    from evaluation.summary import RunInfo
    from service.reader import Reader

HERE = Path(__file__).parent
BASELINE = HERE / "baseline.json"
FORMATS = ("questions", "squad", "beir", "alce", "rgb", "rgb-rejection", "mtrag", "multihop-rag")
A_PATH = click.Path(path_type=Path)


class _Evaluate(click.Group):
    """A group whose first argument may be a question set: then `run` is meant."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, *ctx.help_option_names):
            args = ["run", *args]
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except EvaluationError as error:
            raise click.ClickException(str(error)) from error


@click.group(cls=_Evaluate)
def evaluate() -> None:
    """Ask a service the questions of a set and report figures: `evaluate SET [OPTIONS]`, options under `run --help`."""


@evaluate.command()
@click.argument("set_path", metavar="SET", type=A_PATH)
@click.option("--url", help="A running service; without it, one is started on the documents for the time of the run.")
@click.option("--docs", multiple=True, type=A_PATH, help="Documents to index when a service is started.")
@click.option("--out", type=A_PATH, help="Folder of the run; a run that was interrupted goes on in it.")
@click.option("--fresh", is_flag=True, help="Ask all anew, even if --out holds a run already.")
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="Questions at a time.")
@click.option("--limit", type=click.IntRange(1), help="A sample of so many questions, the same in every run.")
@click.option("--split", type=click.Choice(["dev", "test"]), help="Only the questions of this half.")
@click.option("--mode", type=click.Choice(["auto", "extractive", "generative"]), default="auto", show_default=True)
@click.option("--search-only", is_flag=True, help="Measure retrieval, and ask for no answers.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Format of SET, if it is not recognised.")
@click.option("--baseline", type=A_PATH, default=BASELINE, help="What the report compares with, if it exists.")
def run(
    set_path: Path, url: str | None, docs: tuple[Path, ...], out: Path | None, fresh: bool, workers: int,
    limit: int | None, split: str | None, mode: str, search_only: bool, form: str | None, baseline: Path,
) -> None:  # fmt: skip
    """Ask all questions of SET: a JSONL file, a folder with questions.jsonl and docs, or a public set."""
    from evaluation.folder import finished, open_run
    from evaluation.formats import read_set
    from evaluation.provenance import run_info
    from evaluation.questions import choose
    from evaluation.run import Plan

    question_set = read_set(set_path, form)
    questions = choose(question_set.questions, split, limit)
    if not questions:
        raise EvaluationError(f"{set_path}: no question is of the split {split!r}")
    folder = out or Path("evaluation-runs") / f"{question_set.name}-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    plan = Plan(mode, search_only or question_set.search_only, workers)
    documents = [] if url else _documents(question_set, set_path, docs, folder)
    info = open_run(folder, run_info(question_set, questions, plan, url, documents, split, limit), fresh)
    results = finished(folder, questions)
    if results is None:
        results, info = _ask(questions, url, documents, folder, plan, info)
    else:
        click.echo(f"{folder} holds all answers already: scored again, nothing asked; --fresh asks anew", err=True)
    _write(folder, results, info, baseline)
    if any(result.error for result in results):
        raise click.exceptions.Exit(1)


@evaluate.command()
@click.argument("folder", metavar="RUN", type=A_PATH)
@click.option("--baseline", type=A_PATH, default=BASELINE, help="What the report compares with, if it exists.")
def score(folder: Path, baseline: Path) -> None:
    """Score the answers of RUN again, without asking, and write its summary and report."""
    from evaluation.folder import read_info, read_run

    _write(folder, read_run(folder), read_info(folder), baseline)


@evaluate.command()
@click.argument("first", metavar="A", type=A_PATH)
@click.argument("second", metavar="B", type=A_PATH)
@click.option("--out", type=A_PATH, help="File for the comparison as HTML, with both answers side by side.")
def compare(first: Path, second: Path, out: Path | None) -> None:
    """Compare the runs A and B question by question."""
    from evaluation.compare import compare as compared
    from evaluation.folder import read_run, read_summary
    from evaluation.report.page import comparison_report
    from evaluation.tables import comparison

    result = compared(read_run(first), read_run(second))
    if not result.paired:
        raise EvaluationError(f"{first} and {second} have no question in common")
    names = (first.name, second.name)
    click.echo(comparison(result, *names))
    if out:
        page = comparison_report(result, read_summary(first), read_summary(second), names)
        out.write_text(page, encoding="utf-8")
        click.echo(f"\nboth answers side by side: {out}", err=True)


@evaluate.command()
@click.argument("runs", metavar="RUN...", nargs=-1, required=True, type=A_PATH)
@click.option("--baseline", type=A_PATH, default=BASELINE, show_default=True)
@click.option("--update", is_flag=True, help="Write the figures of these runs into the baseline instead.")
def gate(runs: tuple[Path, ...], baseline: Path, update: bool) -> None:
    """Fail with exit code 1 if a figure of RUN fell below the baseline by more than its tolerance."""
    from evaluation import gate as gates
    from evaluation import tables
    from evaluation.folder import read_summary

    summaries = [read_summary(run) for run in runs]
    if update:
        known = gates.read_baseline(baseline) if baseline.exists() else gates.Baseline()
        for summary in summaries:
            known = gates.updated(known, summary)
        baseline.write_text(known.model_dump_json(indent=1) + "\n", encoding="utf-8")
        click.echo(f"{baseline}: {', '.join(summary.run.set for summary in summaries)} written")
        return
    known = gates.read_baseline(baseline)
    verdicts = [verdict for summary in summaries for verdict in gates.judge(summary, known, baseline)]
    click.echo(tables.gate(verdicts))
    if not gates.passed(verdicts):
        raise click.ClickException("the gate is closed: see the lines that are not ok")


@evaluate.command()
@click.argument("runs", metavar="RUN...", nargs=-1, required=True, type=A_PATH)
@click.option("--output", type=A_PATH, default=Path("docs/results.md"), show_default=True)
def results(runs: tuple[Path, ...], output: Path) -> None:
    """Write the figures of finished runs to docs/results.md."""
    from evaluation.folder import read_summary
    from evaluation.results_page import results_page

    output.write_text(results_page([read_summary(run) for run in runs]), encoding="utf-8")
    click.echo(f"{output} written")


@evaluate.command()
@click.argument("set_path", metavar="SET", type=A_PATH)
@click.argument("folder", type=A_PATH)
@click.option("--format", "form", type=click.Choice(FORMATS), help="Format of SET, if it is not recognised.")
def documents(set_path: Path, folder: Path, form: str | None) -> None:
    """Write the documents of a public set as files, to be indexed by a service of your own."""
    from evaluation.formats import read_set
    from evaluation.formats.question_set import write_documents

    found = read_set(set_path, form).documents
    if not found:
        raise EvaluationError(f"{set_path}: this format holds no documents")
    write_documents(found, folder)
    click.echo(f"{len(found)} documents written to {folder}")


@evaluate.command()
@click.argument("set_path", metavar="SET", type=A_PATH)
@click.option("--limit", type=click.IntRange(1), help="A sample of so many questions, the same in every run.")
@click.option("--format", "form", type=click.Choice(FORMATS), help="Format of SET, if it is not recognised.")
@click.option("--model", type=A_PATH, help="Folder of another model than the one that is shipped.")
@click.option("--json", "file", type=A_PATH, help="File for the figures and the worst mistakes as JSON.")
def reader(set_path: Path, limit: int | None, form: str | None, model: Path | None, file: Path | None) -> None:
    """Have the reader alone read the passage of each question of SET: no service is asked."""
    from evaluation import passages, tables
    from evaluation import reader as alone
    from evaluation.formats import read_set
    from evaluation.questions import choose

    question_set = read_set(set_path, form)
    askable, left_out = passages.askable(question_set.questions, str(set_path))
    questions = choose(askable, None, limit)
    loaded = _reader(model)
    with click.progressbar(questions, label=question_set.name, file=sys.stderr) as bar:
        reads = [alone.read(loaded, passages.of_question(question)) for question in bar]
    name = question_set.name + (f", {limit} sampled" if limit else "")
    report = alone.report(name, reads, question_set.left_out | left_out)
    click.echo(tables.reader(report))
    if file:
        _write_json(file, asdict(report))


def _reader(folder: Path | None) -> "Reader":
    """Load the model in the folder, or the shipped one, to read with one thread."""
    from index.e5.embedder import E5Embedder
    from service import settings
    from service.reader.reader import GRAPH, MANIFEST, MODEL, Reader

    folder = folder or MODEL
    found = Reader.load(E5Embedder(settings.load().cache_dir), folder, threads=1)
    if found is None:
        lacking = " and no ".join(name for name in (GRAPH, MANIFEST) if not (folder / name).is_file())
        raise EvaluationError(f"{folder}: holds no {lacking}; restore it from the repository, or name another --model")
    return found


def _write_json(file: Path, content: dict[str, Any]) -> None:
    try:
        file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    except OSError as error:
        raise EvaluationError(f"{file}: cannot be written: {error.strerror}; name another file with --json") from error


def _ask(
    questions: "Sequence[Question]",
    url: str | None,
    documents: Sequence[Path],
    folder: Path,
    plan: "Plan",
    info: "RunInfo",
) -> "tuple[list[Result], RunInfo]":
    """Ask what the folder does not answer yet; however that ends, run.json says how long it took."""
    from evaluation.client import Service
    from evaluation.folder import RESULTS, save_info
    from evaluation.local_service import local_service
    from evaluation.run import run as ask_all

    path = folder / RESULTS
    with contextlib.ExitStack() as stack:
        service = Service(url or stack.enter_context(local_service(documents)))
        stack.callback(service.close)
        service.ready()
        bar = stack.enter_context(click.progressbar(length=len(questions), label=folder.name, file=sys.stderr))
        start = time.monotonic()
        try:
            answered = ask_all(questions, service, path, plan, lambda count: bar.update(count))
        except (KeyboardInterrupt, EvaluationError) as stop:
            kept = f"what was measured is in {path}, and the same command with --out {folder} goes on from there"
            if isinstance(stop, EvaluationError):
                raise EvaluationError(f"{stop}\n{kept}") from stop
            click.echo(f"\n{kept}", err=True)
            raise
        finally:
            info = info.model_copy(update={"seconds": info.seconds + time.monotonic() - start})
            save_info(folder, info)
    return answered, info


def _write(folder: Path, answered: "Sequence[Result]", info: "RunInfo", baseline: Path) -> None:
    from evaluation.report.page import report
    from evaluation.summary import summarise
    from evaluation.tables import aligned, figure_rows, outline

    summary = summarise(answered, info)
    (folder / "summary.json").write_text(summary.model_dump_json(indent=1), encoding="utf-8")
    page = folder / "report.html"
    page.write_text(report(summary, answered, _baseline(baseline)), encoding="utf-8")
    click.echo(aligned(figure_rows(summary.figures), ["figure", "value", "95 % interval", "n"]))
    click.echo(outline(summary))
    click.echo(f"report: {page}")


def _baseline(path: Path) -> "Baseline | None":
    from evaluation.gate import read_baseline

    return read_baseline(path) if path.exists() else None


def _documents(question_set: "QuestionSet", set_path: Path, docs: tuple[Path, ...], folder: Path) -> list[Path]:
    """Find what a service of our own indexes: the named ones, those of the set, or the corpus of a shipped set."""
    from evaluation.formats.question_set import write_documents

    if docs or question_set.folders:
        return list(docs) or question_set.folders
    if question_set.documents:
        write_documents(question_set.documents, folder / "documents")
        return [folder / "documents"]
    shipped = HERE / "sets"
    if shipped in (set_path.resolve(), set_path.resolve().parent) and (corpus := HERE.parent / "corpus").is_dir():
        return [corpus]
    raise EvaluationError(
        f"{set_path}: has no documents beside it; name some with --docs, or a running service with --url"
    )
