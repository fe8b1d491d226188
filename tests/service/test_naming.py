"""By what names are known across names for one thing and across languages."""

import pytest

from service.languages import pack
from service.naming import name_keys, text_keys


@pytest.mark.parametrize(
    ("question", "language", "text"),
    [
        ("What does the American text say?", "en", "Washington put forward a paper."),
        ("What did Prague's foreign minister say?", "en", "The Czech minister spoke of 1938."),
        ("What did Norway demand?", "en", "Støre told NRK that the text needs work."),
        ("Was verlangt der US-Entwurf?", "de", "The plan of the United States caps the army."),
        ("Que veut l’Élysée ?", "fr", "France wants no capitulation."),
        ("Co powiedział premier Wielkiej Brytanii?", "pl", "The British prime minister welcomed it."),
        ("Що сказала Німеччина?", "uk", "The German chancellor was sceptical."),
        ("What does the E3 text say?", "en", "Britain, France and Germany accept a ceiling."),
        ("What happened in Arvel?", "en", "The harbour of Arvel reopened."),
    ],
)
def test_a_name_is_known_by_its_other_names(question: str, language: str, text: str) -> None:
    asked = name_keys(question, pack(language))
    assert asked
    assert asked <= text_keys(text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did Japan say?", "The Chinese foreign ministry declined to comment."),
        ("Who told us the story?", "He told us nothing of the United States."),
        ("What did Arvel's council decide?", "The council of Corvin met."),
    ],
)
def test_other_names_are_not(question: str, text: str) -> None:
    asked = name_keys(question, pack("en"))
    assert not asked or not asked <= text_keys(text)


def test_the_calendar_is_no_name() -> None:
    assert name_keys("What did ministers sign on a Monday in December 2025?", pack("en")) == set()
