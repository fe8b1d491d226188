"""Elliptical questions, completed from the one that they lean on."""

import pytest

from service.ellipsis import completed
from service.languages import pack

COMPLETED = [
    (
        "And the Corvin draft?",
        "What cap does the US text put on the lake fleet?",
        "What cap does the Corvin draft put on the lake fleet?",
    ),
    ("And the Danish one?", "Who led the Swedish delegation in Arvel?", "Who led the Danish delegation in Arvel?"),
    (
        "What about Hessin's?",
        "What is Arvel's share in the second draft?",
        "What is Hessin's share in the second draft?",
    ),
    (
        "And according to the union?",
        "How many marched according to the police?",
        "How many marched according to the union?",
    ),
    ("And in Oslo?", "What did the king say in Riga about fishing?", "What did the king say in Oslo about fishing?"),
    ("And France?", "What did Germany say about the fleet?", "What did France say about the fleet?"),
    (
        "who in the third?",
        "Who spoke for Arvel in the first open round",
        "Who spoke for Arvel in the third open round?",
    ),
    (
        "how long under the offer of May?",
        "How long does it last under the first draft",
        "How long does it last under the offer of May?",
    ),
]
LEFT_ALONE = [
    ("and when?", "Who resigned?"),
    ("And what idea did she put to him?", "What did Arden do?"),
    ("what talks followed two days later?", "When did the minister resign?"),
    ("And why is that so?", "What did Germany say about the fleet?"),
    ("How many boats does the fleet of Hessin have?", "How many boats does Arvel have?"),
]


@pytest.mark.parametrize(("fragment", "base", "whole"), COMPLETED)
def test_a_fragment_takes_the_place_of_its_counterpart(fragment: str, base: str, whole: str) -> None:
    assert completed(fragment, base, pack("en")) == whole


@pytest.mark.parametrize(("fragment", "base"), LEFT_ALONE)
def test_nothing_is_guessed_where_there_is_none(fragment: str, base: str) -> None:
    assert completed(fragment, base, pack("en")) is None


def test_other_languages_are_completed_by_their_small_words() -> None:
    assert completed("Et la Pologne ?", "Qu'a dit la France du plan ?", pack("fr")) == "Qu'a dit la Pologne du plan?"
    assert (
        completed("Und nach der Polizei?", "Wie viele kamen nach dem Bericht?", pack("de"))
        == "Wie viele kamen nach der Polizei?"
    )
    assert completed("Und wie viel verlangte die andere Seite?", "Welche Menge bot Arvel an?", pack("de")) is None
