"""How well the reader reads: articles kept from the training, and XQuAD, which no training source overlaps with.

    python -m training.reader.evaluate held-out [settings]     the checkpoint, in torch
    python -m training.reader.evaluate model                   the shipped model, on both sets

Figures with 95 % intervals from 2,000 bootstrap samples of the questions go to `results/`.
"""

import json
import random
import re
import sys
import time
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from index.e5.embedder import E5Embedder
from ingest.sentences import split
from service.reader import Reader, Window
from training.reader.blend import Corpus, alone, blended, spoken
from training.reader.samples import Sample, load_samples
from training.reader.settings import FOLDER, ROOT, Settings, load

XQUAD = ROOT.parent / "shared" / "acceptance" / "xquad-dev" / "questions.jsonl"
WEIGHTS = (0.05, 0.1, 0.2)
"""Of the reader in the blend; which one is best is decided on the held-out articles."""
SHOWN = 0.1
"""The weight whose mistakes are kept."""
JUDGED = ("first sentence", "first three", "first passage", "string in first", "string in first three")
FROM_RETRIEVAL = ("squadshifts-new-wiki", "squad2-dev-part", "squad2-sample", "qed-dev")
"""Sources whose passages do not overlap one another, so that just one of them answers."""


@dataclass(frozen=True)
class Asked:
    """A question with the passage that answers it, among others."""

    question: str
    passage: int
    answers: tuple[str, ...]
    gold: frozenset[int]
    """Sentences of the passage that answer; empty for a question that it does not answer."""


def normal(text: str) -> list[str]:
    """The words of an answer as SQuAD compares them."""
    text = unicodedata.normalize("NFKC", text).casefold()
    return [word for word in re.findall(r"\w+", text) if word not in ("a", "an", "the")]


def overlap(answer: str, gold: str) -> float:
    """F1 of the words."""
    one, other = normal(answer), normal(gold)
    common = sum((Counter(one) & Counter(other)).values())
    return 2 * common / (len(one) + len(other)) if common else float(one == other)


def auc(yes: Sequence[float], no: Sequence[float]) -> float:
    """Probability that an answerable question scores higher than an unanswerable one."""
    pairs = np.subtract.outer(np.array(yes), np.array(no))
    return float((pairs > 0).mean() + (pairs == 0).mean() / 2)


def interval(values: Sequence[float]) -> str:
    """Mean and 95 % interval."""
    sample = np.random.default_rng(7).choice(np.array(values, float), (2000, len(values))).mean(1)
    low, high = np.percentile(sample, [2.5, 97.5])
    return f"{np.mean(values):.3f} [{low:.3f}, {high:.3f}] n={len(values)}"


def xquad() -> tuple[list[Window], list[Asked]]:
    """The paragraphs and questions of XQuAD; a sentence with the answer string in the right paragraph is gold."""
    rows = [json.loads(line) for line in XQUAD.read_text(encoding="utf-8").splitlines()]
    places = {text: i for i, text in enumerate(dict.fromkeys(row["paragraph"] for row in rows))}
    windows = [Window(text, tuple(split(text))) for text in places]
    asked = []
    for row in rows:
        window = windows[places[row["paragraph"]]]
        holds = {i for i, (a, b) in enumerate(window.sentences) if any(x in window.text[a:b] for x in row["answers"])}
        asked.append(Asked(row["question"], places[row["paragraph"]], tuple(row["answers"]), frozenset(holds)))
    return windows, asked


def held_out(settings: Settings) -> tuple[list[Window], list[Asked]]:
    """The held-out questions whose passages do not overlap, and their passages."""
    samples = [s for s in load_samples(settings.data.work / "held_out.jsonl") if s.source in FROM_RETRIEVAL]
    windows = {s.text: Window(s.text, s.sentences, s.title) for s in samples}
    places = {text: i for i, text in enumerate(windows)}
    return list(windows.values()), [_asked(s, places[s.text]) for s in samples]


def _asked(sample: Sample, passage: int) -> Asked:
    answers = (sample.answer(),) if sample.span else ()
    return Asked(sample.question, passage, answers, frozenset(sample.gold))


def own_passage(reader: Reader, windows: Sequence[Window], questions: Sequence[Asked]) -> dict[str, str]:
    """Reading the right passage: sentence, span, and whether there is an answer."""
    first, exact, f1 = [], [], []
    yes: list[float] = []
    no: list[float] = []
    for asked in questions:
        window = windows[asked.passage]
        (reading,) = reader.read(asked.question, [window])
        best = int(np.argmax(reading.scores))
        (yes if asked.gold else no).append(max(spoken(reading, i) for i in range(len(reading.scores))))
        if asked.gold:
            first.append(float(best in asked.gold))
        if asked.answers and reading.answer:
            text = window.text[reading.answer.start : reading.answer.end]
            exact.append(max(float(normal(text) == normal(a)) for a in asked.answers))
            f1.append(max(overlap(text, a) for a in asked.answers))
    figures = {"sentence in own passage": interval(first), "span EM": interval(exact), "span F1": interval(f1)}
    return figures | ({"answerable AUC": f"{auc(yes, no):.3f} n={len(yes)}+{len(no)}"} if no else {})


def in_corpus(
    name_of_set: str, reader: Reader, windows: Sequence[Window], questions: Sequence[Asked], embedder: E5Embedder
) -> dict[str, str]:
    """Top five passages of retrieval: is the first sentence, are the first three, right; and the first passage."""
    corpus = Corpus(windows, embedder)
    orders: dict[str, list[tuple[float, ...]]] = {}
    spent, wrong = [], []
    for asked, vector in zip(questions, embedder.queries([q.question for q in questions]), strict=True):
        found = corpus.find(asked.question, vector)
        start = time.process_time()
        readings = reader.read(asked.question, [windows[i] for i in found.passages])
        spent.append((time.process_time() - start) * 1000)
        rankings = {"fixed": blended(found, readings, 0.0), "reader": alone(found, readings)}
        rankings |= {f"blend {weight}": blended(found, readings, weight) for weight in WEIGHTS}
        for name, ranking in rankings.items():
            orders.setdefault(name, []).append(_judged(ranking, asked, windows))
        first = rankings[f"blend {SHOWN}"][0]
        if not _judged([first], asked, windows)[0]:
            wrong.append(_mistake(asked, windows, first))
    _keep_mistakes(name_of_set, wrong)
    figures = {}
    for name, judged in orders.items():
        for what, values in zip(JUDGED, zip(*judged, strict=True), strict=True):
            figures[f"{name}: {what}"] = interval(values)
    return figures | {"cpu ms a question, median / p95": "{:.0f} / {:.0f}".format(*np.percentile(spent, [50, 95]))}


def _judged(ranking: list[tuple[int, int]], asked: Asked, windows: Sequence[Window]) -> tuple[float, ...]:
    """Each of JUDGED; the last two whatever passage the sentence is in, as an answer's reader sees it."""
    right = [passage == asked.passage and sentence in asked.gold for passage, sentence in ranking[:3]]
    texts = [sentence_text(windows[passage], sentence) for passage, sentence in ranking[:3]]
    holds = [any(answer in text for answer in asked.answers) for text in texts]
    return tuple(map(float, (right[0], any(right), ranking[0][0] == asked.passage, holds[0], any(holds))))


def sentence_text(window: Window, sentence: int) -> str:
    """A sentence of a window."""
    start, end = window.sentences[sentence]
    return window.text[start:end]


def _mistake(asked: Asked, windows: Sequence[Window], chosen: tuple[int, int]) -> str:
    right = " / ".join(sentence_text(windows[asked.passage], i) for i in sorted(asked.gold))
    return (
        f"**{asked.question}** {' / '.join(asked.answers)}\n\n"
        f"- chosen: {sentence_text(windows[chosen[0]], chosen[1])}\n- right: {right}\n"
    )


def _keep_mistakes(name: str, wrong: list[str]) -> None:
    """Twenty of them, at random."""
    shown = random.Random(7).sample(wrong, min(20, len(wrong)))
    head = f"# {len(wrong)} first sentences that are wrong, by blend {SHOWN}; {len(shown)} of them\n\n"
    (FOLDER / "results" / f"{name}-mistakes.md").write_text(head + "\n".join(shown), encoding="utf-8")


def report(name: str, figures: dict[str, str]) -> None:
    """Print figures and keep them."""
    (FOLDER / "results" / f"{name}.json").write_text(json.dumps(figures, indent=1) + "\n")
    print(name)
    for what, figure in figures.items():
        print(f"  {what:34} {figure}")


def evaluate(
    name: str, reader: Reader, questions: tuple[list[Window], list[Asked]], embedder: E5Embedder, most: int = 0
) -> None:
    """Both ways of measuring on one set, the second with at most this many questions."""
    windows, asked = questions
    answered = [q for q in asked if q.gold]
    if most and len(answered) > most:
        answered = random.Random(7).sample(answered, most)
    report(name, own_passage(reader, windows, asked) | in_corpus(name, reader, windows, answered, embedder))


def main() -> None:
    """Evaluate what the first argument names."""
    what, *rest = sys.argv[1:]
    settings = load(*map(Path, rest))
    embedder = E5Embedder(settings.data.work)
    if what == "model":
        reader = Reader.load(embedder, threads=1)
        if reader is None:
            raise SystemExit("There is no model yet: run python -m training.reader.export")
        evaluate("model-held-out", reader, held_out(settings), embedder, 300)
        evaluate("model-xquad", reader, xquad(), embedder)
    else:
        from training.reader.torch_reader import torch_reader

        name = f"held-out-{settings.model.start}-{settings.model.layers}"
        evaluate(name, torch_reader(settings), held_out(settings), embedder, 300)


if __name__ == "__main__":
    main()
