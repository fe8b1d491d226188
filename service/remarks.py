"""What an answer says in fixed words after its statements.

Yes or no where a sentence decides, who is silent, and how many days lie between two events.
"""

from collections.abc import Sequence
from datetime import date

from service import wording
from service.conclusions import conclude
from service.languages import LanguagePack, pack
from service.selection import Chosen
from service.understanding import Understood
from service.values import find_dates


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


def apart(understood: Understood, chosen: Sequence[Chosen], words: LanguagePack) -> str:
    """How many days lie between two events, where the best sentence of each names just one day; otherwise ""."""
    if understood.types != {"date"} or not words.asks["duration"].search(understood.standalone):
        return ""
    sides = [facet.about for facet in understood.facets if facet.about]
    best = [unit for side in sides if (unit := next((one for one in chosen if one.about == side), None))]
    days = sorted(day for unit in best if (day := _day(unit)))
    if len(days) != 2:
        return ""
    between = (days[1] - days[0]).days
    wording = words.wording["apart_one" if between == 1 else "apart"]
    return wording.format(first=days[0], second=days[1], days=between)


def _day(unit: Chosen) -> date | None:
    """The one day that a sentence names; of a day without a year, the one nearest to the document's own."""
    known, published = pack(unit.candidate.place.language), unit.candidate.hit.passage.metadata.published
    named = {(one.year, one.month, one.day) for one in find_dates(unit.quote, known)}
    if len(named) != 1:
        return None
    year, month, day = named.pop()
    years = [year] if year else [published.year + step for step in (-1, 0, 1)] if published else []
    days = [found for one in years if (found := _calendar(one, month, day))]
    return min(days, key=lambda day: abs(day - published) if published else 0, default=None)


def _calendar(year: int, month: int | None, day: int | None) -> date | None:
    """A day of the calendar; None where there is no such day, or only a month or a year."""
    try:
        return date(year, month or 0, day or 0)
    except ValueError:
        return None
