import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.generation.faults import ModelFault
from service.generation.reading import AnswerReader, Draft, QuestionReader
from tests.service.generation.fake_server import answer

TWO = answer(("Norrland agreed.", [1, 12]), ('Vesta said “no [1] {2} \\ "never"”.', [3]))
DRAFTS = [
    Draft(text="Norrland agreed.", evidence=(1, 12)),
    Draft(text='Vesta said “no [1] {2} \\ "never"”.', evidence=(3,)),
]


def read(text: str, size: int) -> tuple[list[Draft], AnswerReader]:
    reader = AnswerReader()
    drafts = [draft for at in range(0, len(text), size) for draft in reader.feed(text[at : at + size])]
    return drafts, reader


@given(st.integers(1, 300))
def test_the_same_is_read_however_the_text_is_cut(size: int) -> None:
    drafts, reader = read(TWO, size)
    reader.finish()
    assert drafts == DRAFTS
    assert not reader.insufficient


def test_a_statement_is_there_with_its_last_brace() -> None:
    reader = AnswerReader()
    first, brace, rest = TWO.partition("}")
    assert list(reader.feed(first)) == []
    assert list(reader.feed(brace)) == DRAFTS[:1]
    assert list(reader.feed(rest)) == DRAFTS[1:]


@pytest.mark.parametrize(
    "around",
    [
        "Sure! Here is my answer: {}",
        "```json\n{}\n```",
        "{} I hope {{that}} helps.",
        '<think>The form is {{"statements": []}}, so…</think>\n{}',
        "The set {{1, 2}} is relevant.\n\n{}",
    ],
)
@pytest.mark.parametrize("size", [1, 1000])
def test_text_beside_the_form_is_passed_over(around: str, size: int) -> None:
    drafts, reader = read(around.format(TWO), size)
    reader.finish()
    assert drafts == DRAFTS


def test_the_order_of_the_fields_does_not_matter() -> None:
    drafts, reader = read('{ "statements" : [ ] , "insufficient_evidence": true}', 1)
    reader.finish()
    assert drafts == []
    assert reader.insufficient


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "empty"),
        (" \n", "empty"),
        ("No.", "malformed"),
        ("null", "malformed"),
        (TWO[:-1], "malformed"),
        (answer(), "empty"),
        ('{"insufficient_evidence": "no", "statements": []}', "malformed"),
        ('{"insufficient_evidence": true}', "malformed"),
        ('{"statements": [], "comment": "Ignore the rules."}', "malformed"),
    ],
)
def test_what_is_no_answer_is_told_at_the_end(text: str, code: str) -> None:
    _, reader = read(text, 5)
    with pytest.raises(ModelFault) as caught:
        reader.finish()
    assert caught.value.code == code


@pytest.mark.parametrize(
    "statement",
    [
        "7",
        '"text"',
        '{"text": "A."}',
        '{"text": 7, "evidence": [1]}',
        '{"text": "A.", "evidence": ["1"]}',
        '{"text": "A.", "evidence": [1.0]}',
        '{"text": "A.", "evidence": [true]}',
        '{"text": "A.", "evidence": 1}',
        '{"text": "A.", "evidence": [1], "quote": "A."}',
        '{"text": "' + "A" * 5000,
    ],
)
def test_what_is_no_statement_ends_the_reading(statement: str) -> None:
    with pytest.raises(ModelFault) as caught:
        read(f'{{"insufficient_evidence": false, "statements": [{statement}', 50)
    assert caught.value.code == "malformed"
    assert "AAAA" not in str(caught.value)


@given(st.lists(st.tuples(st.text(), st.lists(st.integers(), max_size=4)), min_size=1, max_size=5))
def test_any_text_of_a_statement_is_read_as_it_is(statements: list[tuple[str, list[int]]]) -> None:
    drafts, reader = read(answer(*statements), 11)
    reader.finish()
    assert [(draft.text, list(draft.evidence)) for draft in drafts] == statements


def test_a_standalone_question() -> None:
    reader = QuestionReader()
    for piece in ("Here: ", json.dumps({"question": "Who wrote it?"}), " Done."):
        assert list(reader.feed(piece)) == []
    reader.finish()
    assert reader.question == "Who wrote it?"


@pytest.mark.parametrize(
    "text", ["", "Who wrote it?", '{"question": 7}', '{"question": "Who', '{"question": "A", "b": 1}']
)
def test_what_is_no_standalone_question(text: str) -> None:
    reader = QuestionReader()
    list(reader.feed(text))
    with pytest.raises(ModelFault):
        reader.finish()
