"""The sets that are shipped: whole, split in halves, and about documents that exist."""

from collections import Counter
from pathlib import Path

import pytest

from evaluation.measures import MEASURES
from evaluation.questions import Question, read_questions
from evaluation.text import holds_any
from ingest.pipeline import Source

ROOT = Path(__file__).parents[2]
SETS = {name: ROOT / "evaluation" / "sets" / f"{name}.jsonl" for name in ("dossier", "further")}


@pytest.fixture(params=sorted(SETS))
def questions(request: pytest.FixtureRequest) -> list[Question]:
    return read_questions(SETS[request.param])


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """Canonical text of every document of the corpus by the last part of its url."""
    paths = [path for path in (ROOT / "corpus").iterdir() if not path.name.endswith(".meta.yaml")]
    documents = [Source.read(path).document() for path in paths]
    return {str(document.metadata.url).rsplit("/", 1)[-1]: document.text for document in documents}


def test_half_of_each_type_is_for_tuning_and_half_for_testing(questions: list[Question]) -> None:
    halves = {kind: Counter(q.split for q in questions if q.type == kind) for kind in {q.type for q in questions}}
    assert all(abs(half["dev"] - half["test"]) <= 1 and half[None] == 0 for half in halves.values()), halves


def test_relevant_documents_are_in_the_corpus(questions: list[Question], texts: dict[str, str]) -> None:
    named = {name for question in questions for name in question.relevant}
    assert named <= texts.keys()


def test_every_expected_item_stands_in_a_relevant_document(texts: dict[str, str]) -> None:
    lost = [
        (question.id, item)
        for question in read_questions(SETS["further"])
        for item in question.must_include
        if question.type != "unanswerable"
        and not any(holds_any(texts[name], [item] if isinstance(item, str) else item) for name in question.relevant)
    ]
    assert lost == []


def test_answerable_questions_say_what_they_expect(questions: list[Question]) -> None:
    for question in questions:
        assert question.reference_answer, question.id
        assert question.must_include, question.id
        assert question.lang, question.id


def test_refusals_are_expected_just_where_nothing_answers(questions: list[Question]) -> None:
    unanswerable = {question.type for question in questions if not question.answerable}
    assert unanswerable == {"unanswerable", "false-premise"}
    assert not any(question.answerable for question in questions if question.type in unanswerable)


def test_the_further_set_is_large_and_weighted_towards_what_is_hard() -> None:
    questions = read_questions(SETS["further"])
    types = Counter(question.type for question in questions)
    hard = ("comparison", "temporal", "conflict", "unanswerable", "false-premise")
    assert len(questions) >= 120
    assert sum(types[kind] for kind in hard) > len(questions) / 2
    assert {"en", "de", "fr", "pl", "uk"} <= {question.lang for question in questions}
    assert not {q.question for q in questions} & {q.question for q in read_questions(SETS["dossier"])}


def test_every_figure_is_explained() -> None:
    page = (ROOT / "docs" / "evaluation.md").read_text(encoding="utf-8")
    cells = {
        name.strip() for line in page.splitlines() if line.startswith("|") for name in line.split("|")[1].split(",")
    }
    cells |= {line.split("|")[1].strip() for line in page.splitlines() if line.startswith("|")}
    assert {measure.name for measure in MEASURES} <= cells
