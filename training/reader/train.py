"""Trains the reader from the cached tokens; continues from the last checkpoint if there is one.

    python -m training.reader.train

Processes share the work: each takes its own batches on one thread, and gradients are averaged at every step. Threads of
one process would wait for each other at every operation, ten times as long when another program runs.
The checkpoints `<start>-<layers>.pt` and `<start>-<layers>-dossiers.pt` in the work folder hold everything; `results/`
gets the learning curves.
"""

import csv
import os
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, distributed
from torch.multiprocessing import spawn
from torch.nn import functional

from training.reader.model import Batch, Reader, initialise, loss
from training.reader.settings import FOLDER, Settings, Training, load_given
from training.reader.starts import start
from training.reader.tokens import Examples, load_examples

MALLOC = (
    "glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=4294967296:"
    "glibc.malloc.trim_threshold=17179869184:glibc.malloc.top_pad=268435456"
)
"""Keeps freed memory: without it a tenth of the time goes into giving pages back and taking them again."""
POOL = 1600
"""Windows that are sorted by length together, so that batches are alike in length and still random."""


@dataclass(frozen=True)
class Stage:
    """A run over one file of windows; each goes on from the model of the one before."""

    name: str
    examples: Path
    checkpoint: Path
    training: Training


def stages(settings: Settings) -> list[Stage]:
    """The public questions, then the dossiers, if there are any."""
    work, name = settings.data.work, f"{settings.model.start}-{settings.model.layers}"
    first = Stage(name, work / f"{settings.model.start}-samples.npz", work / f"{name}.pt", settings.training)
    if not settings.dossiers.names:
        return [first]
    examples = work / f"{settings.model.start}-dossiers.npz"
    return [first, Stage(f"{name}-dossiers", examples, work / f"{name}-dossiers.pt", settings.second)]


def batches(examples: Examples, stage: Stage, settings: Settings, process: int) -> Iterator[list[int]]:
    """The windows of each step, without end; every process gets its own."""
    lengths, size = examples.lengths(), stage.training.batch_tokens
    for epoch in count():
        order = np.random.default_rng((settings.data.seed, epoch)).permutation(len(examples))
        rng = random.Random(f"{settings.data.seed}:{epoch}")
        found: list[list[int]] = []
        for first in range(0, len(order), POOL):
            pool = sorted(order[first : first + POOL], key=lambda i: lengths[i])
            found += _by_size(pool, lengths, size)
        rng.shuffle(found)
        world = stage.training.processes
        yield from found[process : len(found) - len(found) % world : world]


def _by_size(ordered: list[int], lengths: "np.ndarray", size: int) -> list[list[int]]:
    found: list[list[int]] = [[]]
    for i in ordered:
        if found[-1] and (len(found[-1]) + 1) * lengths[i] > size:
            found.append([])
        found[-1].append(i)
    return found


def batch_of(examples: Examples, chosen: list[int], known: "np.ndarray") -> Batch:
    """Windows padded to the longest; `known` maps token ids to rows of the frozen table."""
    windows = [examples[i] for i in chosen]
    tokens, sentences = max(len(w.ids) for w in windows), max(len(w.gold) for w in windows)
    ids = torch.zeros(len(windows), tokens, dtype=torch.long)
    sentence_of = torch.full((len(windows), tokens), -2)
    gold = torch.zeros(len(windows), sentences, dtype=torch.bool)
    for row, window in enumerate(windows):
        ids[row, : len(window.ids)] = torch.from_numpy(known[window.ids])
        sentence_of[row, : len(window.ids)] = torch.tensor(window.sentence_of)
        gold[row, : len(window.gold)] = torch.tensor(window.gold)
    exists = (sentence_of[:, None] == torch.arange(sentences)[None, :, None]).any(2)
    return Batch(ids, sentence_of, gold & exists, exists, torch.tensor([w.span for w in windows], dtype=torch.long))


def rate(step: int, training: Training) -> float:
    """The factor of the learning rate at a step: up, constant, and down to zero at the last one."""
    start = training.decay_from * training.steps
    down = (training.steps - step) / (training.steps - start)
    return max(0.0, min(1.0, (step + 1) / training.warm_up, down))


def run(process: int, settings: Settings) -> None:
    """One process of the training."""
    torch.set_num_threads(1)
    torch.manual_seed(settings.data.seed)
    if settings.training.processes > 1:
        distributed.init_process_group("gloo", rank=process, world_size=settings.training.processes)
    begin = start(settings.model.start, settings.data.work)
    model = Reader(settings.model.layers)
    initialise(model, begin)
    words = torch.from_numpy(begin.words())
    for stage in stages(settings):
        _train(model, stage, settings, words, process)


def _train(model: Reader, stage: Stage, settings: Settings, table: Tensor, process: int) -> None:
    """Train a model through a stage; `table` are the word embeddings by token id."""
    training, examples = stage.training, load_examples(stage.examples)
    used, known = _used(examples)
    words = table[torch.from_numpy(used)].bfloat16()
    optimiser = _optimiser(model, training)
    done = _resume(stage.checkpoint, model, optimiser)
    log = Log(stage, done) if process == 0 else None
    saved = time.monotonic()
    steps = islice(batches(examples, stage, settings, process), done, training.steps)
    for step, chosen in enumerate(steps, done):
        batch = batch_of(examples, chosen, known)
        for group in optimiser.param_groups:
            group["lr"] = group["full_rate"] * rate(step, training)
        embeddings = functional.dropout(words[batch.ids], training.dropout)
        logits = model(embeddings, batch.sentence_of, batch.gold.shape[1])
        total, choice = loss(logits, batch)
        total.backward()
        _average(model, training.processes)
        torch.nn.utils.clip_grad_norm_(model.parameters(), training.clip)
        optimiser.step()
        optimiser.zero_grad()
        if log:
            log.add(step + 1, len(chosen), total.item(), choice.item(), rate(step, training))
            last = step + 1 == training.steps
            if last or time.monotonic() - saved > training.checkpoint_minutes * 60:
                save(stage.checkpoint, model, optimiser, step + 1)
                saved = time.monotonic()


def _used(examples: Examples) -> tuple["np.ndarray", "np.ndarray"]:
    """The token ids that occur, and by token id its place among them."""
    used = np.unique(examples.ids)
    known = np.zeros(used[-1] + 1, np.int64)
    known[used] = np.arange(len(used))
    return used, known


def _optimiser(model: Reader, training: Training) -> torch.optim.AdamW:
    heads = model.heads()  # a list: a checkpoint knows the parameters by their order
    encoder = [p for p in model.parameters() if not any(p is head for head in heads)]
    groups: list[dict[str, Any]] = [
        {"params": [p for p in encoder if p.ndim > 1], "full_rate": training.rate},
        {"params": [p for p in encoder if p.ndim < 2], "full_rate": training.rate, "weight_decay": 0.0},
        {"params": heads, "full_rate": training.head_rate},
    ]
    return torch.optim.AdamW(groups, lr=0.0, betas=(0.9, 0.98), weight_decay=training.weight_decay, fused=True)


@torch.no_grad()
def _average(model: Reader, processes: int) -> None:
    if processes > 1:
        for p in model.parameters():  # a batch in which no short answer is known says nothing of that head
            if p.grad is None:
                p.grad = torch.zeros_like(p)
        gradients = [p.grad for p in model.parameters() if p.grad is not None]
        flat = torch.cat([g.flatten() for g in gradients])
        distributed.all_reduce(flat)
        flat /= processes
        for gradient, part in zip(gradients, flat.split([g.numel() for g in gradients]), strict=True):
            gradient.copy_(part.view_as(gradient))


def save(path: Path, model: Reader, optimiser: torch.optim.Optimizer, step: int) -> None:
    """Write a checkpoint, so that the old one stays until the new one is complete."""
    new = path.with_suffix(".new")
    torch.save({"step": step, "model": model.state_dict(), "optimiser": optimiser.state_dict()}, new)
    new.replace(path)


def _resume(path: Path, model: Reader, optimiser: torch.optim.Optimizer) -> int:
    if not path.exists():
        return 0
    state: dict[str, Any] = torch.load(path)
    model.load_state_dict(state["model"])
    rates = [group["full_rate"] for group in optimiser.param_groups]
    optimiser.load_state_dict(state["optimiser"])
    for group, full in zip(optimiser.param_groups, rates, strict=True):
        group["full_rate"] = full
    step: int = state["step"]
    return step


def load_model(settings: Settings) -> Reader:
    """The trained reader of the last checkpoint of the last stage."""
    model = Reader(settings.model.layers)
    state: dict[str, dict[str, Tensor]] = torch.load(stages(settings)[-1].checkpoint)
    model.load_state_dict(state["model"])
    model.eval()
    return model


class Log:
    """Averages over 20 steps, printed and appended to the learning curve."""

    EVERY = 20

    def __init__(self, stage: Stage, done: int) -> None:
        self._path = FOLDER / "results" / f"curve-{stage.name}.csv"
        self._path.parent.mkdir(exist_ok=True)
        self._processes = stage.training.processes
        self._rows: list[tuple[int, float, float]] = []
        self._since = time.monotonic()
        if not done:
            self._write("w", ["step", "samples_a_second", "loss", "choice_loss", "rate"])

    def add(self, step: int, samples: int, total: float, choice: float, factor: float) -> None:
        """Take in a step of this process."""
        self._rows.append((samples * self._processes, total, choice))
        if step % self.EVERY == 0:
            samples_seen, losses, choices = zip(*self._rows, strict=True)
            speed = sum(samples_seen) / (time.monotonic() - self._since)
            row = [step, f"{speed:.1f}", f"{np.mean(losses):.4f}", f"{np.mean(choices):.4f}", f"{factor:.3f}"]
            self._write("a", row)
            print(*row, flush=True)
            self._rows, self._since = [], time.monotonic()

    def _write(self, mode: str, row: list[Any]) -> None:
        with self._path.open(mode, newline="") as file:
            csv.writer(file, lineterminator="\n").writerow(row)


def main() -> None:
    """Start the processes."""
    if os.environ.get("GLIBC_TUNABLES") != MALLOC:  # read by the C library when a process starts
        command = [sys.executable, "-m", "training.reader.train", *sys.argv[1:]]
        os.execve(sys.executable, command, {**os.environ, "GLIBC_TUNABLES": MALLOC})
    settings = load_given()
    os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
    os.environ.setdefault("MASTER_PORT", "29517")
    if settings.training.processes == 1:
        run(0, settings)
    else:
        spawn(run, (settings,), settings.training.processes)


if __name__ == "__main__":
    main()
