"""What an answer says in fixed words after its statements: yes or no where a sentence decides, and who is silent."""

from collections.abc import Sequence

from service import wording
from service.conclusions import conclude
from service.languages import LanguagePack
from service.selection import Chosen
from service.understanding import Understood


def deciding_first(understood: Understood, chosen: Sequence[Chosen], words: LanguagePack) -> tuple[list[Chosen], str]:
    """The sentence that decides a yes/no question before the others, and what it decides; "" where none does."""
    ordered = list(chosen)
    if understood.kind != "yes_no":
        return ordered, ""
    # Of a document in another language nothing is concluded: an empty quote decides nothing.
    quotes = [unit.quote if unit.candidate.place.language == words.code else "" for unit in ordered]
    decided = conclude(understood.standalone, quotes, words.code)
    if decided is None:
        return ordered, ""
    first = ordered.pop(decided.quote)
    return [first, *ordered], words.wording[f"in_short_{decided.answer}"]


def silent(sides: Sequence[str], words: LanguagePack) -> str:
    """That the documents have nothing of these sides of a comparison; "" when there are none."""
    return words.wording["silent"].format(sides=wording.listed(list(sides), words)) if sides else ""
