"""Questions and statements among the sentences that answer them: what the adapter learns from, in vectors."""

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.e5.embedder import E5Embedder
from index.embedder import Vectors
from training.dossiers import dossier as dossiers
from training.dossiers import statements
from training.reader.samples import Sample


@dataclass(frozen=True)
class Pool:
    """Some sentences, and queries each of which some of them answer."""

    name: str
    sentences: Vectors
    queries: Vectors
    gold: tuple[tuple[int, ...], ...]
    """By query the sentences that answer it, one at least."""


def of_dossier(name: str, embedder: E5Embedder) -> Pool:
    """All sentences of a dossier, with its questions and true statements."""
    dossier = dossiers.load(name)
    places, texts = [], list[str]()
    for slug, passage in dossier.passages():
        for sentence in passage.sentences:
            places.append((slug, sentence))
            texts.append(dossier.documents[slug].text[sentence.start : sentence.end])
    queries: dict[str, tuple[int, ...]] = {}
    for question in dossier.questions:
        queries[question.text] = tuple(
            i
            for i, (slug, sentence) in enumerate(places)
            if any(one.document == slug and sentence.start <= one.start < sentence.end for one in question.evidence)
        )
    for statement in _true_statements(name):
        quotes = [statement.quotes[i] for i in statement.by]
        queries[statement.text] = tuple(
            i for i, text in enumerate(texts) if any(text in quote or quote in text for quote in quotes)
        )
    return _pool(name, texts, queries, embedder)


def _true_statements(name: str) -> Iterator[statements.Statement]:
    path = dossiers.FOLDER / name / "pairs.jsonl"
    for statement in statements.read(path) if path.is_file() else ():
        if statement.supported:
            yield statement


def of_passages(samples: Sequence[Sample], passages: int, each: int, embedder: E5Embedder, seed: int) -> list[Pool]:
    """Public passages drawn at random, `each` a pool, with at most three questions a passage."""
    asked: dict[tuple[str, tuple[tuple[int, int], ...]], list[Sample]] = defaultdict(list)
    for sample in samples:
        if sample.kind == "asked" and sample.gold:
            asked[sample.text, sample.sentences].append(sample)
    drawn = random.Random(seed).sample(list(asked), min(passages, len(asked)))
    return [
        _of_group(f"public {start // each}", {key: asked[key] for key in drawn[start : start + each]}, embedder)
        for start in range(0, len(drawn), each)
    ]


def _of_group(
    name: str, group: dict[tuple[str, tuple[tuple[int, int], ...]], list[Sample]], embedder: E5Embedder
) -> Pool:
    texts, queries = list[str](), dict[str, tuple[int, ...]]()
    for (text, spans), samples in group.items():
        for sample in samples[:3]:
            queries[sample.question] = tuple(len(texts) + i for i in sample.gold)
        texts += [text[start:end] for start, end in spans]
    return _pool(name, texts, queries, embedder)


def _pool(name: str, texts: Sequence[str], queries: dict[str, tuple[int, ...]], embedder: E5Embedder) -> Pool:
    answered = {query: gold for query, gold in queries.items() if gold}
    vectors = embedder.passages(list(texts)), embedder.queries(list(answered))
    return Pool(name, np.asarray(vectors[0]), np.asarray(vectors[1]), tuple(answered.values()))
