import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.e5.tokenizer import UNKNOWN, Tokenizer

ODD = st.sampled_from(" \t\n ab½⑽ﬃ㍿ﷺ©№ё́ñäİßαθ中文한ᄒ\u0308\u0301\u200b\u00ad\ufeff\u3000\x00\x7f😀👩\u200d🎉<s>")
TEXTS = st.text(alphabet=st.one_of(st.characters(), ODD), max_size=60)


def test_ids_are_those_of_xlm_roberta(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("Hello world!") == [35378, 8999, 38]


def test_markup_of_special_tokens_is_text(tokenizer: Tokenizer) -> None:
    assert min(tokenizer.encode("<s> </s> <pad> <mask> <unk>")) > UNKNOWN


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b", "\u00a0"])
def test_a_text_without_visible_characters_has_no_tokens(tokenizer: Tokenizer, text: str) -> None:
    assert tokenizer.encode(text) == tokenizer.encode_with_offsets(text).ids == []


def test_offsets_are_code_points_of_the_original_text(tokenizer: Tokenizer) -> None:
    text = "  👩 Der Pra\u0308sident,  ﬁnally "
    spans = [text[start:end] for start, end in tokenizer.encode_with_offsets(text).offsets]
    assert spans == ["", "👩", "Der", "Pra\u0308sident", ",", "ﬁnally"]


def test_a_character_that_falls_into_several_tokens_belongs_to_the_last(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode_with_offsets("x⑽y").offsets == [(0, 1), (1, 1), (1, 2), (2, 3)]


def test_half_a_surrogate_pair_is_one_character(tokenizer: Tokenizer) -> None:
    tokens = tokenizer.encode_with_offsets("a \ud83d b")
    assert tokens.ids == tokenizer.encode("a ? b")
    assert tokens.offsets[-1] == (4, 5)


@given(TEXTS)
@settings(max_examples=300)
def test_offsets_are_in_order_and_leave_out_only_what_has_no_tokens(tokenizer: Tokenizer, text: str) -> None:
    tokens = tokenizer.encode_with_offsets(text)
    assert tokens.ids == tokenizer.encode(text)
    assert len(tokens.ids) == len(tokens.offsets)
    last = 0
    for start, end in [*tokens.offsets, (len(text), len(text))]:
        assert last <= start <= end
        assert all(character.isspace() or tokenizer.encode(character) == [] for character in text[last:start])
        assert start == end or not text[start].isspace()
        last = end
