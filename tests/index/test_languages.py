import pytest

from index.languages import language_of, normal_code
from tests.index.short_questions import pairs

SENTENCES = {
    "en": "The ministers met in Geneva on Sunday and agreed to talk again.",
    "de": "Die Minister trafen sich am Sonntag in Genf und wollen weiter sprechen.",
    "fr": "Les ministres se sont réunis dimanche à Genève et reprendront leurs discussions.",
    "pl": "Ministrowie spotkali się w niedzielę w Genewie i będą dalej rozmawiać.",
    "uk": "Міністри зустрілися в неділю в Женеві й домовилися продовжити розмову.",
    "ru": "Министры встретились в воскресенье в Женеве и договорились продолжить разговор.",
    "es": "Los ministros se reunieron el domingo en Ginebra y acordaron volver a hablar.",
    "it": "I ministri si sono incontrati domenica a Ginevra e continueranno a parlare.",
    "nl": "De ministers kwamen zondag in Genève bijeen en spraken af verder te praten.",
    "sv": "Ministrarna träffades i Genève på söndagen och kom överens om att fortsätta tala.",
    "zh": "部长们星期天在日内瓦会面，并同意继续会谈。",
}


@pytest.mark.parametrize(("language", "sentence"), SENTENCES.items())
def test_a_sentence_shows_its_language(language: str, sentence: str) -> None:
    assert language_of(sentence) == language
    assert language_of(f"{sentence}\n\n" * 2000) == language


def test_few_short_questions_are_taken_for_another_language() -> None:
    wrong = [(question, language) for question, language in pairs() if language_of(question) != language]
    assert len(wrong) <= 0.03 * len(pairs()), wrong


@pytest.mark.parametrize(
    ("question", "language"), [("And in Berlin?", "en"), ("Und in Berlin?", "de"), ("Чому Женева?", "uk")]
)
def test_two_words_are_told_by_their_function_words(question: str, language: str) -> None:
    assert language_of(question) == language


@pytest.mark.parametrize("text", ["", "28", "— 2025-11-23 …"])
def test_a_text_without_letters_has_no_language(text: str) -> None:
    assert language_of(text) is None


@pytest.mark.parametrize(
    ("tag", "code"), [("de-AT", "de"), ("EN", "en"), ("pt_BR", "pt"), ("deu", None), ("", None), (None, None)]
)
def test_language_tags_are_cut_to_their_language(tag: str | None, code: str | None) -> None:
    assert normal_code(tag) == code
