import re

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.e5.tokenizer import Tokens
from service.reader.reader import LONGEST_ANSWER, UNREAD, Answer, Floats, Reader, Reading, whole_words
from service.reader.windows import Limits, Window

WANTED = 99


def encode(text: str) -> Tokens:
    """One token a word, except that "wanted" and "needle" have numbers of their own."""
    found = list(re.finditer(r"\w+", text))
    return Tokens([{"wanted": WANTED, "needle": 7}.get(m[0], 5) for m in found], [m.span() for m in found])


class Model:
    """Gives a sentence as many points as it has wanted words, and marks them as the answer."""

    def __init__(self) -> None:
        self.seen: list[list[int]] = []

    def __call__(self, ids: list[int], members: Floats) -> tuple[Floats, Floats]:
        self.seen.append(ids)
        wanted = (np.array(ids) == WANTED).astype(np.float32)
        return members @ wanted, np.stack((wanted, wanted), 1) * 4 - 1


def sentences_of(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(m.span() for m in re.finditer(r"[^.\s][^.]*\.", text))


def window(text: str, title: str | None = None) -> Window:
    return Window(text, sentences_of(text), title)


def read(text: str, limit: int = 50) -> Reading:
    (reading,) = Reader(encode, Model(), Limits(limit, 8, 4)).read("what is it", [window(text)])
    return reading


def test_every_sentence_gets_its_score_and_answer() -> None:
    text = "Nothing here. The wanted thing. A wanted wanted one."
    reading = read(text)
    assert reading.scores == (0, 1, 2)
    answers = [answer and text[answer.start : answer.end] for answer in reading.answers]
    assert answers[1:] == ["wanted", "wanted"]


def test_the_answer_of_a_passage_is_the_best_of_its_sentences() -> None:
    text = "Nothing here. The wanted thing."
    reading = read(text)
    assert reading.answer == reading.answers[1]
    assert reading.answer
    assert reading.answer.score == pytest.approx(8)  # 3 + 3 against the first token's -1 - 1


@given(st.lists(st.sampled_from(["wanted", "and", "other", "words"]), min_size=1, max_size=200), st.integers(3, 60))
def test_scores_and_offsets_do_not_depend_on_where_a_passage_is_cut(words: list[str], limit: int) -> None:
    text = "".join(f"{word}{'.' if i % 3 == 2 else ''} " for i, word in enumerate(words)).strip() + "."
    reading, uncut = read(text, limit), read(text, 1000)
    assert reading.scores == uncut.scores
    for (start, end), score, answer in zip(sentences_of(text), reading.scores, reading.answers, strict=True):
        assert answer
        assert start <= answer.start < answer.end <= end
        assert (text[answer.start : answer.end] == "wanted") == (score > 0)


def test_a_sentence_longer_than_a_window_is_read_to_its_end() -> None:
    text = "word " * 500 + "wanted end."
    reading = read(text, 50)
    assert reading.scores == (1,)
    assert reading.answer
    assert text[reading.answer.start : reading.answer.end] == "wanted"


def test_an_answer_is_no_longer_than_allowed() -> None:
    def everything(ids: list[int], members: Floats) -> tuple[Floats, Floats]:
        rising = np.arange(len(ids), dtype=np.float32)
        return members.sum(1), np.stack((-rising, rising), 1)

    text = "word " * 60 + "end."
    (reading,) = Reader(encode, everything, Limits(100, 8, 4)).read("q", [window(text)])
    assert reading.answer
    assert len(text[reading.answer.start : reading.answer.end].split()) <= LONGEST_ANSWER


@pytest.mark.parametrize("text", ["", " ", "..."])
def test_a_passage_without_sentences_says_nothing(text: str) -> None:
    reading = read(text)
    assert reading == Reading((), ())
    assert reading.answer is None


def test_a_sentence_without_visible_words_is_unread() -> None:
    (reading,) = Reader(encode, Model(), Limits(50, 8, 4)).read("q", [Window("— — wanted", ((0, 3), (4, 10)))])
    assert reading.scores == (UNREAD, 1)
    assert reading.answers[0] is None


def test_no_windows_give_no_readings() -> None:
    assert Reader(encode, Model(), Limits(50, 8, 4)).read("q", []) == []


def test_an_empty_question_is_read() -> None:
    (reading,) = Reader(encode, Model(), Limits(50, 8, 4)).read("", [window("The wanted thing.")])
    assert reading.scores == (1,)


def test_question_and_title_are_cut_to_their_limits() -> None:
    model = Model()
    Reader(encode, model, Limits(50, 3, 2)).read("word " * 20, [window("needle.", "title " * 20)])
    (ids,) = model.seen
    assert ids.count(5) == 3 + 2
    assert 7 in ids


@pytest.mark.parametrize("threads", [1, 2])
def test_windows_are_read_in_order_and_apart(threads: int) -> None:
    one, other = window("The wanted thing."), window("Nothing.")
    reader = Reader(encode, Model(), Limits(50, 8, 4), threads=threads)
    assert reader.read("q", [one, other]) == [*reader.read("q", [one]), *reader.read("q", [other])]


@pytest.mark.parametrize(
    ("text", "span", "grown"),
    [
        ("in Normandy, France", (3, 8), "Normandy"),
        ("in Normandy, France", (6, 11), "Normandy"),
        ("the €600,000 fund", (4, 12), "€600,000"),
        ("Kyiv’s mayor", (0, 4), "Kyiv"),
        ("all", (0, 3), "all"),
    ],
)
def test_answers_are_whole_words(text: str, span: tuple[int, int], grown: str) -> None:
    start, end = whole_words(text, span)
    assert text[start:end] == grown


def test_an_empty_span_stays_empty() -> None:
    assert whole_words("word", (2, 2)) == (2, 2)


def test_answers_compare_by_value() -> None:
    assert Answer(1, 2, 0.5) == Answer(1, 2, 0.5)
