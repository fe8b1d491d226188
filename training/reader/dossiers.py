"""Dossiers → samples for the second stage of the training, each with passages beside it that only seem to answer.

    python -m training.reader.dossiers

writes `dossiers.jsonl` to the work folder: samples of all dossiers of the settings, and public ones among them so that
what the first stage taught is not forgotten. Passages that do not answer are those that retrieval finds first: what the
reader will meet in the product.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.documents import Passage
from index.e5.embedder import E5Embedder
from service.reader.windows import Window
from training.dossiers import dossier as dossiers
from training.dossiers.dossier import Dossier, DossierQuestion, Place
from training.reader import statements
from training.reader.blend import Corpus
from training.reader.samples import Sample, Span, load_samples, write
from training.reader.settings import DossierSamples, Settings, load_given

NEAREST = 8
"""Passages that retrieval finds for a question; those that do not answer are drawn from them."""
SHORTEST_TELLING = 4
"""Letters: an answer of fewer stands in many passages by chance."""


def samples_of(
    dossier: Dossier, embedder: E5Embedder, settings: DossierSamples, rng: random.Random
) -> Iterator[Sample]:
    """Every question with the passages that answer it and some that do not, `variants` times with other sentences."""
    places = list(dossier.passages())
    windows = [_window(dossier, slug, passage) for slug, passage in places]
    corpus = Corpus(windows, embedder)
    vectors = embedder.queries([question.text for question in dossier.questions])
    for question, vector in zip(dossier.questions, vectors, strict=True):
        found = corpus.find(question.text, vector, NEAREST, lexical=question.language == "en").passages
        read = [i for i, place in enumerate(places) if _holds((*question.evidence, *question.tempting), *place)]
        others = [i for i in found if i not in read and not _answers(dossier, question, *places[i])]
        for _ in range(settings.variants):
            for i in (*read, *_drawn(others, settings.beside, rng)):
                yield _thinned(_sample(dossier, question, *places[i]), settings, rng)


def _drawn(ordered: Sequence[int], count: int, rng: random.Random) -> list[int]:
    """Some of what retrieval found, the first ones rather than the last."""
    weights = [1 / (1 + rank) for rank in range(len(ordered))]
    return sorted(set(rng.choices(ordered, weights, k=count))) if ordered else []


def _window(dossier: Dossier, slug: str, passage: Passage) -> Window:
    spans = tuple((s.start - passage.start, s.end - passage.start) for s in passage.sentences)
    document = dossier.documents[slug]
    return Window(document.text[passage.start : passage.end], spans, document.metadata.title)


def _holds(places: Sequence[Place], slug: str, passage: Passage) -> bool:
    return any(place.document == slug and place.within(passage) for place in places)


def _sample(dossier: Dossier, question: DossierQuestion, slug: str, passage: Passage) -> Sample:
    window = _window(dossier, slug, passage)
    inside = [p for p in question.evidence if p.document == slug and p.within(passage)]
    gold = {i for i, s in enumerate(passage.sentences) for p in inside if s.start <= p.start < s.end}
    return Sample(
        question=question.text,
        text=window.text,
        sentences=window.sentences,
        gold=tuple(sorted(gold)),
        span=_span(question.answer, slug, passage) if gold else None,
        document=window.title or slug,
        source=dossier.name,
        kind="asked" if gold else "beside",
    )


def _span(answer: Place | None, slug: str, passage: Passage) -> Span | None:
    if answer is None or answer.document != slug or not answer.within(passage):
        return None
    return answer.start - passage.start, answer.end - passage.start


def _answers(dossier: Dossier, question: DossierQuestion, slug: str, passage: Passage) -> bool:
    """Whether a passage holds evidence, or the very words of the answer."""
    if _holds(question.evidence, slug, passage):
        return True
    if question.answer is None:
        return False
    words = dossier.documents[question.answer.document].text[question.answer.start : question.answer.end].casefold()
    text = dossier.documents[slug].text[passage.start : passage.end].casefold()
    return len(words) >= SHORTEST_TELLING and words in text


def _thinned(sample: Sample, settings: DossierSamples, rng: random.Random) -> Sample:
    """The sample with some of its sentences only, as the product reads them; rarely without those that answer."""
    if rng.random() < settings.lower_question:
        sample = replace(sample, question=sample.question.lower())
    if len(sample.sentences) < 2 or rng.random() < settings.whole:
        return sample
    without = bool(sample.gold) and rng.random() < settings.without_gold
    kept = [
        i for i in range(len(sample.sentences)) if (not without if i in sample.gold else rng.random() < settings.kept)
    ]
    if not kept:
        return sample
    gold = tuple(place for place, i in enumerate(kept) if i in sample.gold)
    sentences = tuple(sample.sentences[i] for i in kept)
    return replace(sample, sentences=sentences, gold=gold, span=sample.span if gold else None)


def build(settings: Settings) -> list[Sample]:
    """The samples of all dossiers with public ones among them, shuffled."""
    rng = random.Random(settings.data.seed)
    embedder = E5Embedder(settings.data.work, threads=settings.training.processes)
    own = [
        sample
        for name in settings.dossiers.names
        for sample in samples_of(dossiers.load(name), embedder, settings.dossiers, rng)
    ]
    stated = [
        sample
        for name in settings.dossiers.names
        for _ in range(settings.dossiers.orders)
        for sample in statements.of_dossier(name, rng)
    ]
    public = load_samples(settings.data.work / "samples.jsonl")
    answers = list(statements.of_answers(public, settings.dossiers.answers, rng))
    mixed = own + stated + answers + rng.sample(public, min(len(public), round(len(own) * settings.dossiers.public)))
    rng.shuffle(mixed)
    return mixed


def main() -> None:
    """Build and write the samples, and say how many there are."""
    settings = load_given()
    mixed = build(settings)
    write(settings.data.work / "dossiers.jsonl", mixed)
    own = [sample for sample in mixed if sample.source in settings.dossiers.names]
    print(f"{len(mixed)} samples, {len(own)} of dossiers, {sum(bool(s.gold) for s in own)} of which answer")


if __name__ == "__main__":
    main()
