import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from index.e5.embedder import E5Embedder
from index.errors import NotAvailable
from service.reader import Reader, Window
from service.reader.reader import GRAPH, MANIFEST, MODEL

CASES: list[dict[str, Any]] = json.loads((Path(__file__).parent / "reference.json").read_text(encoding="utf-8"))
"""With what the reader said in torch and float32, before it was exported to int8."""


def window(case: dict[str, Any]) -> Window:
    return Window(case["text"], tuple((start, end) for start, end in case["sentences"]), case["title"])


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A copy of the model, to be spoilt."""
    return Path(shutil.copytree(MODEL, tmp_path / "model"))


def test_the_export_scores_as_the_trained_model_does(reader: Reader) -> None:
    expected = [score for case in CASES for score in case["scores"]]
    found = [s for case in CASES for s in reader.read(case["question"], [window(case)])[0].scores]
    differences = np.abs(np.array(found) - expected)
    assert len(differences) > 40
    assert differences.mean() < 0.3
    assert differences.max() < 1.5


def test_the_export_prefers_the_sentences_that_the_trained_model_prefers(reader: Reader) -> None:
    clear = [case for case in CASES if np.subtract(*sorted(case["scores"], reverse=True)[:2]) > 0.5]
    assert len(clear) >= 10
    for case in clear:
        (reading,) = reader.read(case["question"], [window(case)])
        assert np.argmax(reading.scores) == np.argmax(case["scores"])


def test_the_export_marks_the_answers_that_the_trained_model_marks(reader: Reader) -> None:
    same = []
    for case in CASES:
        (reading,) = reader.read(case["question"], [window(case)])
        for answer, expected in zip(reading.answers, case["answers"], strict=True):
            if expected["score"] > 0:
                assert answer
                assert answer.start < expected["end"]
                assert answer.end > expected["start"]
                same.append((answer.start, answer.end) == (expected["start"], expected["end"]))
    assert len(same) >= 6
    assert np.mean(same) >= 0.8


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("How long will the tram line be?", "12 kilometres"),
        ("Who is the mayor of Westhaven?", "Ines Halvorsen"),
        ("When do the delegations return?", "2 December"),
        ("Ile kosztowała budowa mostu?", "1,2 miliarda złotych"),
    ],
)
def test_plain_questions_are_answered_in_english_and_other_languages(
    reader: Reader, question: str, answer: str
) -> None:
    case = next(case for case in CASES if case["question"] == question)
    (reading,) = reader.read(question, [window(case)])
    best = reading.answers[int(np.argmax(reading.scores))]
    assert max(reading.scores) > 0
    assert best
    assert answer in case["text"][best.start : best.end] or case["text"][best.start : best.end] in answer


def test_answers_lie_in_their_sentences(reader: Reader) -> None:
    for case in CASES:
        (reading,) = reader.read(case["question"], [window(case)])
        for (start, end), answer in zip(case["sentences"], reading.answers, strict=True):
            assert answer
            assert start <= answer.start < answer.end <= end


def test_a_reading_is_the_same_from_every_thread_and_in_every_company(reader: Reader) -> None:
    question = CASES[0]["question"]
    windows = [window(case) for case in CASES]
    alone = [reader.read(question, [one])[0] for one in windows]
    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda _: reader.read(question, windows), range(2))) == [alone, alone]


def test_without_the_model_there_is_no_reader(tmp_path: Path, embedder: E5Embedder) -> None:
    assert Reader.load(embedder, tmp_path / "nowhere") is None


@pytest.mark.parametrize("name", [GRAPH, MANIFEST])
def test_half_a_model_is_no_reader(model: Path, embedder: E5Embedder, name: str) -> None:
    (model / name).unlink()
    assert Reader.load(embedder, model) is None


def test_a_damaged_model_is_refused_by_its_hash(model: Path, embedder: E5Embedder) -> None:
    content = bytearray((model / GRAPH).read_bytes())
    content[len(content) // 2] ^= 1
    (model / GRAPH).write_bytes(content)
    with pytest.raises(NotAvailable, match=r"reader\.onnx is damaged or another model.*Restore both files"):
        Reader.load(embedder, model)


@pytest.mark.parametrize("content", ["", "[]", "{}", "not JSON", '{"sha256": 5}'])
def test_settings_that_cannot_be_read_are_refused(model: Path, embedder: E5Embedder, content: str) -> None:
    (model / MANIFEST).write_text(content)
    with pytest.raises(NotAvailable, match=r"reader\.json cannot be read.*Restore both files"):
        Reader.load(embedder, model)


def test_a_model_for_other_word_embeddings_is_refused(model: Path, embedder: E5Embedder) -> None:
    settings = json.loads((model / MANIFEST).read_text())
    (model / MANIFEST).write_text(json.dumps(settings | {"words_sha256": "0" * 64}))
    with pytest.raises(NotAvailable, match="other word embeddings"):
        Reader.load(embedder, model)


def test_the_model_is_small_enough_to_ship() -> None:
    assert (MODEL / GRAPH).stat().st_size <= 40e6
