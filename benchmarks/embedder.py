"""What the embedder costs: time of one core for a text, texts a second, start and memory.

    python -m benchmarks.embedder [--cache-dir DIR] [--repeats N]

The median and the least of N runs, after a warm-up, of texts of given lengths in tokens (those of the model, prefix
and ends included). Processor time is that of the calling thread, which does all the work of one text; a busy machine
slows it too, so the least is the better figure there. The targets are 25 ms for 120 tokens and 5 ms for a question, on
a processor with 8-bit dot products (VNNI).
"""

import argparse
import os
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from index.e5.embedder import PASSAGE_PREFIX, E5Embedder

QUESTION = "Which countries rejected the draft, and what did they ask for instead?"
PARAGRAPH = (
    "The commission published its report on Thursday, two years after the flood. It finds that the dam had been "
    "inspected eleven times since 1994, that every inspection had noted the same cracks, and that none had been "
    "followed by repairs. The ministry answered that the money had been set aside but never released. Engineers who "
    "were heard by the commission said that the water stood 40 centimetres above the permitted level on the evening "
    "before the wall broke. "
)
LENGTHS = (60, 120, 230, 512)
SIDE_BY_SIDE = (1, 2, 4)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cache-dir", type=Path, help="where the model's files are; default: built anew")
    parser.add_argument("--repeats", type=int, default=40)
    options = parser.parse_args()
    with ExitStack() as stack:
        cache_dir = options.cache_dir or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
        starts(cache_dir)
        single_texts(E5Embedder(cache_dir), options.repeats)
        throughput(cache_dir)
        print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def starts(cache_dir: Path) -> None:
    """The first vector of a process, with imports, and of a second embedder."""
    for name in ("first start", "second start"):
        began, used = time.perf_counter(), time.process_time()
        E5Embedder(cache_dir).queries([QUESTION])
        print(f"{name}: {time.perf_counter() - began:.2f} s, of a core {time.process_time() - used:.2f} s")


def single_texts(embedder: E5Embedder, repeats: int) -> None:
    """Processor time of one text."""
    print(f"\n{'text':<22}{'tokens':>7}{'cpu ms, median':>16}{'least':>8}")
    question = len(embedder.tokenizer.encode(f"query: {QUESTION}")) + 2
    row("question", question, partial(embedder.queries, [QUESTION]), repeats)
    for length in LENGTHS:
        text = of_length(embedder, length)
        row("passage", length, partial(embedder.passages, [text]), repeats)


def row(name: str, tokens: int, embed: Callable[[], object], repeats: int) -> None:
    """Measure, and print one row."""
    embed()
    times = []
    for _ in range(repeats):
        used = time.thread_time()
        embed()
        times.append((time.thread_time() - used) * 1000)
    print(f"{name:<22}{tokens:>7}{statistics.median(times):>16.1f}{min(times):>8.1f}")


def throughput(cache_dir: Path) -> None:
    """Passages a second with several texts side by side."""
    print(f"\n{'passages, 120 tokens':<22}{'threads':>7}{'a second':>16}{'cpu ms':>8}")
    for threads in SIDE_BY_SIDE:
        embedder = E5Embedder(cache_dir, threads)
        texts = [of_length(embedder, 120)] * 100
        began, used = time.perf_counter(), time.process_time()
        embedder.passages(texts)
        seconds, cpu = time.perf_counter() - began, time.process_time() - used
        print(f"{'':<22}{threads:>7}{len(texts) / seconds:>16.1f}{cpu / len(texts) * 1000:>8.1f}")


def of_length(embedder: E5Embedder, tokens: int) -> str:
    """A text that has this many tokens with its prefix and ends."""
    prefix = len(embedder.tokenizer.encode(PASSAGE_PREFIX))
    text = PARAGRAPH * (1 + tokens // 60)
    offsets = embedder.tokenizer.encode_with_offsets(text).offsets
    return text[: offsets[tokens - prefix - 3][1]]


if __name__ == "__main__":
    main()
