"""What an index of many passages costs: putting, publishing, searching by each way, memory and disk.

    python -m benchmarks.scale [PASSAGES] [--data-dir DIR]

Texts and vectors are made up: words drawn by Zipf's law, vectors around two hundred centres. The question's vector is
given, so the times of searches are those beyond embedding. Processor time is that of the searching thread; Chroma
searches in threads of its own, so its searches are better read on the clock, on a quiet machine.
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from datetime import date, timedelta
from pathlib import Path
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from benchmarks.retrieval import of_paragraphs
from index.documents import Document, Metadata
from index.embedder import Vectors
from index.filters import Filters
from index.library import Library

DIMENSION = 384
CENTRES = 200
VOCABULARY = 50_000
WORDS = 100
PASSAGES_A_DOCUMENT = 20
SEARCHES = 200
FIRST_DAY = date(2025, 1, 1)


class MadeUpVectors:
    """An embedder that costs nothing; a text's vector depends on the text alone."""

    name = "made-up"
    dimension = DIMENSION

    def __init__(self) -> None:
        self._centres = np.random.default_rng(0).standard_normal((CENTRES, DIMENSION)).astype(np.float32)

    def queries(self, texts: Sequence[str]) -> Vectors:
        """Vectors of questions."""
        return np.stack([self._vector(text) for text in texts])

    def passages(self, texts: Sequence[str]) -> Vectors:
        """Vectors of passages."""
        return self.queries(texts)

    def _vector(self, text: str) -> NDArray[np.float32]:
        random = np.random.default_rng(crc32(text.encode()))
        vector = self._centres[random.integers(CENTRES)] + random.standard_normal(DIMENSION, dtype=np.float32)
        return np.asarray(vector / np.linalg.norm(vector), np.float32)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("passages", type=int, nargs="?", default=10_000)
    parser.add_argument("--data-dir", type=Path, help="where the index stays; default: a folder that is deleted")
    options = parser.parse_args()
    embedder = MadeUpVectors()
    with ExitStack() as stack:
        folder = options.data_dir or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        with closing(Library.open(folder, embedder)) as library:
            if library.status().documents == 0:
                fill(library, options.passages)
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        print(f"on disk {size / 1e6:.0f} MB")
        with closing(Library.open(folder, embedder)) as library:
            search(library, embedder)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def fill(library: Library, passages: int) -> None:
    """Put documents until there are so many passages."""
    random = np.random.default_rng(1)
    began, used = time.perf_counter(), time.process_time()
    for number in range(passages // PASSAGES_A_DOCUMENT):
        library.put(made_up(random, number), f"document {number}", "1")
    print(f"put {passages} passages: {time.perf_counter() - began:.1f} s, of the processor ", end="")
    print(f"{time.process_time() - used:.1f} s, Chroma's included as far as it came")
    library.wait_until_ready()
    print(f"visible: after {time.perf_counter() - began:.1f} s, of the processor {time.process_time() - used:.1f} s")


def made_up(random: np.random.Generator, number: int) -> Document:
    """A document of twenty passages; one of 365 days, one of ten publishers."""
    words = np.minimum(random.zipf(1.2, (PASSAGES_A_DOCUMENT, WORDS)), VOCABULARY)
    text = "\n\n".join(" ".join(f"word{word}" for word in line) for line in words) + f" {number}"
    published = FIRST_DAY + timedelta(days=number % 365)
    return of_paragraphs(
        text, Metadata(title=f"Document {number}", publisher=str(number % 10), published=published, language="en")
    )


def search(library: Library, embedder: MadeUpVectors) -> None:
    """The times of each way to search."""
    random = np.random.default_rng(2)
    questions = [
        " ".join(f"word{word}" for word in np.minimum(random.zipf(1.2, 9), VOCABULARY)) for _ in range(SEARCHES)
    ]
    vectors = dict(zip(questions, embedder.queries(questions), strict=True))

    def by(filters: Filters) -> Callable[[str], object]:
        return lambda question: library.search(question, 10, filters, vectors[question])

    month = Filters(as_of=FIRST_DAY + timedelta(days=30))
    timed("exactly, all", questions, by(Filters(published_from=FIRST_DAY)))
    timed("exactly, one month", questions, by(month))
    timed("exactly, one month, one publisher", questions, by(Filters(as_of=month.as_of, publishers=("1",))))
    while not library.status().store_ready:
        time.sleep(0.1)
    timed("by Chroma", questions, by(Filters()))


def timed(name: str, questions: Sequence[str], ask: Callable[[str], object]) -> None:
    """One line of the table."""
    began = time.perf_counter()
    ask(questions[0])
    first = 1000 * (time.perf_counter() - began)
    wall, used = [], []
    for question in questions:
        began, before = time.perf_counter(), time.thread_time()
        ask(question)
        wall.append(1000 * (time.perf_counter() - began))
        used.append(1000 * (time.thread_time() - before))
    middle, slow = statistics.median(wall), statistics.quantiles(wall, n=20)[-1]
    print(
        f"search {name}: first {first:.0f} ms, median {middle:.1f}, 95th percentile {slow:.1f};"
        f" of the processor {statistics.median(used):.1f}"
    )


if __name__ == "__main__":
    main()
