"""The labels of the dossiers: each quote in one sentence of its document, each short answer inside a quote."""

import json
from pathlib import Path

import pytest

from training.dossiers.dossier import FOLDER, Dossier, Place, load

NAMES = sorted(path.name for path in FOLDER.iterdir() if (path / "questions.jsonl").is_file())


@pytest.fixture(params=NAMES)
def dossier(request: pytest.FixtureRequest) -> Dossier:
    return load(request.param)


def test_every_place_stands_in_one_sentence(dossier: Dossier) -> None:
    def held(place: Place) -> bool:
        sentences = [s for slug, passage in dossier.passages() if slug == place.document for s in passage.sentences]
        return any(sentence.start <= place.start and place.end <= sentence.end for sentence in sentences)

    places = [place for question in dossier.questions for place in (*question.evidence, *question.tempting)]
    astray = [place for place in places if not held(place)]
    assert len(astray) <= len(places) // 50, astray


def test_a_question_has_evidence_or_what_tempts(dossier: Dossier) -> None:
    assert all(bool(question.evidence) != bool(question.tempting) for question in dossier.questions)


def test_the_short_answer_is_part_of_the_first_place(dossier: Dossier) -> None:
    for question in dossier.questions:
        if question.answer is not None:
            first = question.evidence[0]
            assert first.document == question.answer.document
            assert first.start <= question.answer.start < question.answer.end <= first.end


def test_a_quote_that_is_not_in_its_document_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "one"
    folder.mkdir()
    document = {"name": "a", "title": "A", "published": "2031-01-02", "publisher": "P", "language": "en", "text": "It."}
    evidence = [{"document": "a", "quote": "Never said."}]
    question = {"question": "What?", "type": "lookup", "lang": "en", "evidence": evidence, "answer": None}
    (folder / "documents.jsonl").write_text(json.dumps(document) + "\n", encoding="utf-8")
    (folder / "questions.jsonl").write_text(json.dumps(question) + "\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"a does not hold 'Never said\.'"):
        load("one", tmp_path)
