import re
from pathlib import Path

import pytest

import prompts
from prompts import prompt

FOLDER = Path(prompts.__file__).parent
NAMES = sorted(path.stem for path in FOLDER.glob("*.md"))


@pytest.mark.parametrize("name", NAMES)
def test_every_prompt_has_a_version_with_its_name(name: str) -> None:
    assert re.fullmatch(rf"{name}-[1-9]\d*", prompt(name).version)
    assert prompt(name).system


def test_values_are_filled_in_and_not_looked_into() -> None:
    _, user = prompt("standalone").filled(language="en", conversation="It costs $100 and $question.", question="Why?")
    assert "It costs $100 and $question." in user
    assert "<question>Why?</question>" in user


def test_a_place_that_nothing_fills_is_a_fault_of_ours() -> None:
    with pytest.raises(KeyError):
        prompt("answer").filled(question="Why?")
