from hypothesis import given
from hypothesis import strategies as st

from index.e5.tokenizer import BEGIN, END, Tokens
from service.reader.windows import assemble, chunks, token_owners

sizes = st.lists(st.integers(1, 40), max_size=12)
owner_lists = sizes.map(lambda counts: [i for i, n in enumerate(counts) for _ in range(n)])


def test_a_window_is_question_title_and_passage() -> None:
    assert assemble([10, 11], [20], [30, 31]) == ([BEGIN, 10, 11, END, 20, END, 30, 31, END], 6)


def test_a_window_without_title_has_no_place_for_one() -> None:
    ids, first = assemble([10], [], [30])
    assert ids == [BEGIN, 10, END, 30, END]
    assert ids[first] == 30


def test_tokens_belong_to_the_sentence_that_they_begin_in() -> None:
    passage = Tokens([1, 2, 3, 4], [(0, 3), (4, 9), (9, 12), (14, 20)])
    assert token_owners(passage, ((0, 9), (13, 20))) == [0, 0, -1, 1]


def test_without_sentences_no_token_belongs_anywhere() -> None:
    assert token_owners(Tokens([1], [(0, 3)]), ()) == [-1]


@given(owner_lists, st.integers(1, 60))
def test_chunks_hold_every_token_once_and_in_order(owners: list[int], limit: int) -> None:
    assert [i for chunk in chunks(owners, limit) for i in chunk] == list(range(len(owners)))


@given(owner_lists, st.integers(1, 60))
def test_chunks_keep_to_the_limit(owners: list[int], limit: int) -> None:
    assert all(0 < len(chunk) <= limit for chunk in chunks(owners, limit))


@given(owner_lists, st.integers(40, 90))
def test_a_sentence_that_fits_is_never_cut(owners: list[int], limit: int) -> None:
    for chunk in chunks(owners, limit):
        assert {owners[i] for i in chunk}.isdisjoint(owners[: chunk[0]])
        assert {owners[i] for i in chunk}.isdisjoint(owners[chunk[-1] + 1 :])


def test_tokens_between_sentences_are_left_out() -> None:
    assert list(chunks([0, 0, -1, 1], 10)) == [[0, 1, 3]]


def test_a_long_passage_is_cut_into_equal_parts() -> None:
    owners = [i // 10 for i in range(120)]
    assert [len(chunk) for chunk in chunks(owners, 100)] == [60, 60]


def test_nothing_to_read_gives_no_chunk() -> None:
    assert list(chunks([], 10)) == []
    assert list(chunks([-1, -1], 10)) == []
