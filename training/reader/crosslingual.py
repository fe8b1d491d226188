"""Does a German, French, Polish or Ukrainian question find the English sentence? 36 questions, written for this check.

    python -m training.reader.crosslingual

They are about articles kept from the training, and each stands beside the same question in English. Far too few for
fine comparisons; enough to see whether the reader reads other languages at all. No training question is in another
language.
"""

import json
from collections import defaultdict

import numpy as np

from index.e5.embedder import E5Embedder
from service.reader import Reader, Reading, Window
from training.reader.blend import Corpus, alone, blended
from training.reader.evaluate import report
from training.reader.samples import load_samples
from training.reader.settings import FOLDER, Settings, load

WEIGHT = 0.1
COLUMNS = ("own passage", "fixed", "reader", "blend")


def passages(settings: Settings) -> list[Window]:
    """The held-out passages of SQuAD2."""
    samples = load_samples(settings.data.work / "held_out.jsonl")
    chosen = {s.text: Window(s.text, s.sentences, s.title) for s in samples if s.source == "squad2-dev-part"}
    return list(chosen.values())


def main() -> None:
    """Ask every question in both languages and report the share whose first sentence is right."""
    settings = load()
    embedder = E5Embedder(settings.data.work)
    reader = Reader.load(embedder)
    if reader is None:
        raise SystemExit("There is no model yet: run python -m training.reader.export")
    windows = passages(settings)
    corpus = Corpus(windows, embedder)
    rows = [json.loads(line) for line in (FOLDER / "crosslingual.jsonl").read_text(encoding="utf-8").splitlines()]
    right: dict[str, list[tuple[bool, ...]]] = defaultdict(list)
    for row in rows:
        for language, question in ((row["language"], row["question"]), ("en", row["english"])):
            right[language].append(_ask(reader, corpus, embedder, question, row["gold"], language == "en"))
    figures = {}
    for language, judged in right.items():
        for column, values in zip(COLUMNS, zip(*judged, strict=True), strict=True):
            figures[f"{language}: {column}"] = f"{sum(values)} of {len(values)}"
    report("crosslingual", figures)


def _ask(
    reader: Reader, corpus: Corpus, embedder: E5Embedder, question: str, gold: str, lexical: bool
) -> tuple[bool, ...]:
    """Whether the first sentence holds `gold`, by each of COLUMNS."""
    windows = corpus.passages
    (vector,) = embedder.queries([question])
    found = corpus.find(question, vector, lexical=lexical)
    readings = reader.read(question, [windows[i] for i in found.passages])
    own = next(window for window in windows if gold in window.text)
    (reading,) = reader.read(question, [own])
    firsts = [blended(found, readings, 0.0)[0], alone(found, readings)[0], blended(found, readings, WEIGHT)[0]]
    return _holds(own, _best(reading), gold), *(_holds(windows[p], s, gold) for p, s in firsts)


def _best(reading: Reading) -> int:
    return int(np.argmax(reading.scores))


def _holds(window: Window, sentence: int, gold: str) -> bool:
    start, end = window.sentences[sentence]
    return gold in window.text[start:end]


if __name__ == "__main__":
    main()
