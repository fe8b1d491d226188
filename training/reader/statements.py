"""Statements that quotes support or do not → samples of the second stage: the reader then judges statements, too.

A statement takes the place of the question, the quotes that of the passage; the sentences that it rests on are gold,
and none when the quotes do not support it. Beside the dossiers' own statements stand public questions with an answer
behind them: the right one, or another short answer of the same passage.
"""

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ingest.sentences import split
from training.dossiers.dossier import FOLDER
from training.dossiers.statements import Statement, read
from training.reader.samples import Sample, Span

_WHO_DID = re.compile(r"Who (?!did|do|does|is|are|was|were|has|have|had|will|would|can|could|may|might)(\w+ .*?)\?*$")


def of_dossier(name: str, rng: random.Random, folder: Path = FOLDER) -> Iterator[Sample]:
    """The statements of a dossier, if it has some, true and false, each with its quotes in a random order."""
    path = folder / name / "pairs.jsonl"
    for statement in read(path) if path.is_file() else ():
        yield _sample(statement, name, rng)


def _sample(statement: Statement, name: str, rng: random.Random) -> Sample:
    quotes = statement.quotes
    order = rng.sample(range(len(quotes)), len(quotes))
    text, sentences, gold = "", list[Span](), list[int]()
    for number in order:
        begin = len(text)
        text += quotes[number] + " "
        spans = [(begin + start, begin + end) for start, end in split(quotes[number])]
        if number in statement.by:
            gold += range(len(sentences), len(sentences) + len(spans))
        sentences += spans
    return Sample(
        statement.text, text.rstrip(), tuple(sentences), tuple(gold), None, "du0", name, "asked" if gold else "false"
    )


def of_answers(samples: Sequence[Sample], count: int, rng: random.Random) -> Iterator[Sample]:
    """Public questions with an answer behind them, the right one or another of the same passage, half and half."""
    by_passage: dict[str, list[Sample]] = defaultdict(list)
    for sample in samples:
        if sample.kind == "asked" and sample.gold and sample.span:
            by_passage[sample.text].append(sample)
    several = [sample for group in by_passage.values() if len(group) > 1 for sample in group]
    for sample in rng.sample(several, min(count, len(several))):
        others = [other.answer() for other in by_passage[sample.text] if not _alike(other.answer(), sample.answer())]
        if others and rng.random() < 0.5:
            claim = _claim(sample.question, rng.choice(others))
            yield replace(sample, question=claim, gold=(), span=None, kind="false")
        else:
            yield replace(sample, question=_claim(sample.question, sample.answer()), span=None)


def _alike(one: str, other: str) -> bool:
    one, other = one.casefold(), other.casefold()
    return one in other or other in one


def _claim(question: str, answer: str) -> str:
    """A question with an answer; "Who wrote it?" and "Ann" become "Ann wrote it."."""
    found = _WHO_DID.match(question)
    return f"{answer} {found[1]}." if found else f"{question} {answer}."
