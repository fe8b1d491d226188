"""From a document to all that the catalog stores of it: vectors and stems.

Passages are embedded with their title and section in front, sentences alone. Vectors of an earlier version of the same
text are used again, so a change of metadata costs nothing, and a new title costs the passages only.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from index import lexical
from index.documents import Document, Passage, Role
from index.embedder import Embedder, Vectors
from index.versions import Draft

EMBEDDED_ROLES: frozenset[Role] = frozenset({"prose", "item", "row"})
"""Headings and entries of source lists say nothing by themselves; their vectors are zero."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Known:
    """Vectors of an earlier version of the same text, by the text and span that they stand for."""

    passages: Mapping[str, NDArray[np.float32]] = field(default_factory=dict)
    sentences: Mapping[Span, NDArray[np.float16]] = field(default_factory=dict)


def searchable(document: Document, passage: Passage) -> str:
    """What a passage is found by: its title and section, where it does not repeat them, and its text."""
    text = document.slice(passage)
    section = passage.section if passage.section and not text.startswith(passage.section) else None
    title = document.metadata.title
    return "\n".join(part for part in (title, section if section != title else None, text) if part)


def draft(document: Document, embedder: Embedder, known: Known) -> Draft:
    """All parts of a version of a document."""
    texts = [searchable(document, passage) for passage in document.passages]
    return Draft(
        document,
        [lexical.stored(text, document.metadata.language) for text in texts],
        _filled(texts, {text: known.passages[text] for text in texts if text in known.passages}, embedder),
        _sentence_vectors(document, embedder, known),
    )


def _filled(texts: Sequence[str], known: Mapping[str, NDArray[np.float32]], embedder: Embedder) -> Vectors:
    vectors = np.zeros((len(texts), embedder.dimension), np.float32)
    new = [index for index, text in enumerate(texts) if text not in known]
    for index, text in enumerate(texts):
        if text in known:
            vectors[index] = known[text]
    if new:
        vectors[new] = embedder.passages([texts[index] for index in new])
    return vectors


def _sentence_vectors(document: Document, embedder: Embedder, known: Known) -> Vectors:
    sentences = [sentence for passage in document.passages for sentence in passage.sentences]
    vectors = np.zeros((len(sentences), embedder.dimension), np.float32)
    new = []
    for index, sentence in enumerate(sentences):
        earlier = known.sentences.get((sentence.start, sentence.end))
        if earlier is not None and earlier.any():
            vectors[index] = earlier
        elif sentence.role in EMBEDDED_ROLES:
            new.append(index)
    if new:
        vectors[new] = embedder.passages([document.slice(sentences[index]) for index in new])
    return vectors
