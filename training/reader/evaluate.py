"""How well the reader reads: articles kept from the training, and XQuAD, which no training source overlaps with.

    python -m training.reader.evaluate held-out [settings]     the checkpoint, in torch
    python -m training.reader.evaluate model                   the shipped model, on both sets

What it says of the right passage is what `aide-memoire evaluate reader` says; retrieval among all passages is added
here, which chooses the weight of a blend. Figures with 95 % bootstrap intervals over the questions go to `results/`.
"""

import json
import random
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evaluation.passages import Asked, asked, sentence_text
from evaluation.reader import Figure, figure, figures, read
from index.e5.embedder import E5Embedder
from service.reader import Reader, Window
from training.reader.blend import Corpus, alone, blended
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


def xquad() -> tuple[list[Window], list[Asked]]:
    """The paragraphs and questions of XQuAD."""
    rows = [json.loads(line) for line in XQUAD.read_text(encoding="utf-8").splitlines()]
    questions = [asked(row["id"], row["question"], row["paragraph"], row["answers"]) for row in rows]
    return list(dict.fromkeys(one.window for one in questions)), questions


def held_out(settings: Settings) -> tuple[list[Window], list[Asked]]:
    """The held-out questions whose passages do not overlap, and their passages."""
    samples = [s for s in load_samples(settings.data.work / "held_out.jsonl") if s.source in FROM_RETRIEVAL]
    windows = {s.text: Window(s.text, s.sentences, s.title) for s in samples}
    return list(windows.values()), [_asked(str(i), s, windows[s.text]) for i, s in enumerate(samples)]


def _asked(number: str, sample: Sample, window: Window) -> Asked:
    answers = (sample.answer(),) if sample.span else ()
    return Asked(number, sample.question, window, answers, frozenset(sample.gold))


def own_passage(reader: Reader, questions: Sequence[Asked]) -> dict[str, str]:
    """Reading the right passage: sentence, span, and whether there is an answer."""
    found = figures([read(reader, one) for one in questions])
    return {f"own passage: {name}": shown(one) for name, one in found.items() if one.unit == "share"}


def shown(one: Figure) -> str:
    """A figure with its interval and number of questions."""
    return f"{one.value:.3f} [{one.low:.3f}, {one.high:.3f}] n={one.n}"


def in_corpus(
    name_of_set: str, reader: Reader, windows: Sequence[Window], questions: Sequence[Asked], embedder: E5Embedder
) -> dict[str, str]:
    """Top five passages of retrieval: is the first sentence, are the first three, right; and the first passage."""
    corpus = Corpus(windows, embedder)
    orders: dict[str, list[tuple[float, ...]]] = {}
    spent, wrong = [], []
    for one, vector in zip(questions, embedder.queries([q.question for q in questions]), strict=True):
        found = corpus.find(one.question, vector)
        start = time.process_time()
        readings = reader.read(one.question, [windows[i] for i in found.passages])
        spent.append((time.process_time() - start) * 1000)
        rankings = {"fixed": blended(found, readings, 0.0), "reader": alone(found, readings)}
        rankings |= {f"blend {weight}": blended(found, readings, weight) for weight in WEIGHTS}
        for name, ranking in rankings.items():
            orders.setdefault(name, []).append(_judged(ranking, one, windows))
        first = rankings[f"blend {SHOWN}"][0]
        if not _judged([first], one, windows)[0]:
            wrong.append(_mistake(one, windows, first))
    _keep_mistakes(name_of_set, wrong)
    shares = {}
    for name, judged in orders.items():
        for what, values in zip(JUDGED, zip(*judged, strict=True), strict=True):
            shares[f"{name}: {what}"] = shown(figure(values))
    return shares | {"cpu ms a question, median / p95": "{:.0f} / {:.0f}".format(*np.percentile(spent, [50, 95]))}


def _judged(ranking: list[tuple[int, int]], one: Asked, windows: Sequence[Window]) -> tuple[float, ...]:
    """Each of JUDGED; the last two whatever passage the sentence is in, as an answer's reader sees it."""
    right = [windows[passage] == one.window and sentence in one.gold for passage, sentence in ranking[:3]]
    texts = [sentence_text(windows[passage], sentence) for passage, sentence in ranking[:3]]
    holds = [any(answer in text for answer in one.answers) for text in texts]
    own = windows[ranking[0][0]] == one.window
    return tuple(map(float, (right[0], any(right), own, holds[0], any(holds))))


def _mistake(one: Asked, windows: Sequence[Window], chosen: tuple[int, int]) -> str:
    right = " / ".join(sentence_text(one.window, i) for i in sorted(one.gold))
    return (
        f"**{one.question}** {' / '.join(one.answers)}\n\n"
        f"- chosen: {sentence_text(windows[chosen[0]], chosen[1])}\n- right: {right}\n"
    )


def _keep_mistakes(name: str, wrong: list[str]) -> None:
    """Twenty of them, at random."""
    shown = random.Random(7).sample(wrong, min(20, len(wrong)))
    head = f"# {len(wrong)} first sentences that are wrong, by blend {SHOWN}; {len(shown)} of them\n\n"
    (FOLDER / "results" / f"{name}-mistakes.md").write_text(head + "\n".join(shown), encoding="utf-8")


def report(name: str, told: dict[str, str]) -> None:
    """Print figures and keep them."""
    (FOLDER / "results" / f"{name}.json").write_text(json.dumps(told, indent=1) + "\n")
    print(name)
    for what, said in told.items():
        print(f"  {what:34} {said}")


def evaluate(
    name: str, reader: Reader, questions: tuple[list[Window], list[Asked]], embedder: E5Embedder, most: int = 0
) -> None:
    """Both ways of measuring on one set, the second with at most this many questions."""
    windows, all_asked = questions
    answered = [one for one in all_asked if one.gold]
    if most and len(answered) > most:
        answered = random.Random(7).sample(answered, most)
    report(name, own_passage(reader, all_asked) | in_corpus(name, reader, windows, answered, embedder))


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
