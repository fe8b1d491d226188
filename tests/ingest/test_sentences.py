import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest import sentences
from tests.ingest.hard_sentences import HARD

CASES = [(language, expected) for language, texts in HARD.items() for expected in texts]


@pytest.mark.parametrize(("language", "expected"), CASES)
def test_hard_texts_are_split_at_sentence_ends_only(language: str, expected: tuple[str, ...]) -> None:
    text = " ".join(expected)
    assert [text[start:end] for start, end in sentences.split(text)] == list(expected)


def test_there_are_enough_hard_texts() -> None:
    assert len(CASES) >= 90


def test_chinese_and_japanese_need_no_space() -> None:
    text = "计划有28点。基辅拒绝了。「これは案だ。」次はジュネーブだ。"
    assert [text[start:end] for start, end in sentences.split(text)] == [
        "计划有28点。", "基辅拒绝了。", "「これは案だ。」", "次はジュネーブだ。",
    ]  # fmt: skip


def test_a_very_long_sentence_is_cut_at_its_semicolons() -> None:
    clauses = [f"clause number {number} says that " + "nothing " * 30 + "follows;" for number in range(6)]
    text = " ".join(clauses) + " that is all."
    found = [text[start:end] for start, end in sentences.split(text)]
    assert found == [*clauses, "that is all."]


def test_a_sentence_of_common_length_keeps_its_semicolons() -> None:
    text = "Kyiv keeps its army; Moscow keeps its claims; nobody keeps the peace."
    assert sentences.split(text) == [(0, len(text))]


def test_a_run_without_punctuation_is_bounded() -> None:
    text = "word " * 2000 + "x" * 5000
    found = sentences.split(text)
    assert max(end - start for start, end in found) <= sentences.LONGEST
    assert "".join(text[start:end] for start, end in found).replace(" ", "") == text.replace(" ", "")


def test_a_heading_or_row_is_one_sentence() -> None:
    assert sentences.whole(" 1. Summary. What is known ") == [(1, 27 - 1)]
    assert sentences.whole("  ") == []


@settings(deadline=None)
@given(
    st.text()
    | st.text(alphabet='ab. !?\n\f"“”;A1')
    | st.lists(st.sampled_from(["U.S.", "Nov.", "A", "went.", "«", "» "])).map(" ".join)
)
def test_every_character_that_is_no_space_lies_in_exactly_one_sentence(text: str) -> None:
    position = 0
    for start, end in sentences.split(text):
        assert not text[position:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        position = end
    assert not text[position:].strip()


@settings(deadline=None)
@given(st.text())
def test_the_same_text_gives_the_same_sentences(text: str) -> None:
    assert sentences.split(text) == sentences.split(text)
