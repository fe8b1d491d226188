"""Lists of words that rules go by, from `tables/words.toml`."""

import tomllib
from functools import cache
from importlib.resources import files


@cache
def wordlist(name: str) -> frozenset[str]:
    """One list by its name; phrases stand between commas."""
    text = _tables()[name]
    assert isinstance(text, str)
    return frozenset(item.strip() for item in (text.split(",") if "," in text else text.split()))


def table(name: str) -> dict[str, str]:
    """A table of lists by its name."""
    found = _tables()[name]
    assert isinstance(found, dict)
    return found


@cache
def _tables() -> dict[str, str | dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("tables", "words.toml").read_text(encoding="utf-8"))
