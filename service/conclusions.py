"""Yes or no: what single quotes say to a yes/no question, when they say it beyond doubt.

A question is turned into the statement that it asks about (`service.asserting`), and each quote is verified against it
alone (`service.verification`). That is not enough for an answer: a quote about a part of the thing, a plan, a claim of
somebody or one occasion among several supports or denies a statement without deciding the question. So a quote decides
only where the verb, who does it and what it is done to stand together in one clause of it, without reserve. A wrong
"yes" or "no" is worse than none: what is doubtful concludes nothing. English only.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from service.asserting import statement_of
from service.verification.alignment import Alignment, heads
from service.verification.polarity import affirmed, carriers, standing
from service.verification.quantifiers import quantified
from service.verification.reading.clauses import Predicate, Text
from service.verification.reading.wordlists import wordlist
from service.verification.roles import converse, fillers, role_class
from service.verification.silence import Telling, tellings
from service.verification.strength import hedges
from service.verification.verifying import Examined, examine

Answer = Literal["yes", "no"]


_LISTED = 2
"""Things left out: more than so many are a list."""


@dataclass(frozen=True, slots=True)
class Conclusion:
    """What quotes say to a yes/no question."""

    answer: Answer
    quote: int
    """Index of the first quote that decides."""


def conclude(question: str, quotes: Sequence[str], language: str) -> Conclusion | None:
    """The answer to a yes/no question, where single quotes give it and none of them gives another.

    Args:
        question: as it was asked, understandable alone.
        quotes: sentences of the documents, each judged alone, in the order in which they are shown.
        language: of question and quotes, ISO 639-1; only "en" is concluded from.
    """
    statement = statement_of(question) if language == "en" else None
    if statement is None:
        return None
    decided = [(answer, number) for number, quote in enumerate(quotes) if (answer := decide(statement, quote))]
    if not decided or len({answer for answer, _ in decided}) > 1:
        return None
    return Conclusion(*decided[0])


def decide(statement: str, quote: str) -> Answer | None:
    """Whether one quote, in English, says that a statement is so or that it is not so; None when it does neither."""
    if quote.rstrip().endswith("?"):
        return None
    examined = examine(statement, [quote], strict=True)
    main = next((one for one in examined.alignment.told.predicates if one.form == "finite"), None)
    if main is None or examined.alignment.told.predicates.index(main) != 0:
        return None
    if examined.denials:
        return "no" if _absent(examined, main) else None
    if not examined.findings:
        return "yes" if _grounded(examined.alignment, main, "yes") else None
    if _denied(examined, main) and _grounded(examined.alignment, main, "no"):
        return "no"
    return None


def _denied(examined: Examined, main: Predicate) -> bool:
    """Whether the main claim is denied, and nothing else speaks against the statement."""
    said = {main.at, *carriers(examined.alignment.told, main)}
    first = examined.findings[0]
    denied = first.outcome == "negated" and first.at in said
    return denied and all(one.outcome in ("negated", "not_covered") for one in examined.findings)


def _absent(examined: Examined, main: Predicate) -> bool:
    """Whether the quote says without reserve that what is asked for is not told, not there or not used."""
    alignment = examined.alignment
    told, given = alignment.told, alignment.given
    known = {unit.low for unit in told.units} | {unit.lemma for unit in told.units}
    words = {unit.low for unit in given.units}
    if (words & (wordlist("reserve") | wordlist("narrowing"))) - known or examined.denials[0].at != main.at:
        return False
    if any(hedges(given, number) for number in range(len(given.predicates))) or main.modal:
        return False
    if told.units[main.at].lemma not in wordlist("presence") | wordlist("telling") and not all(
        any(given.units[pair.at].tag != "V" for pair in alignment.pairs.get(head, []))
        for _, head in fillers(told, main)
    ):
        return False
    if any(_silent_on_less(alignment, main, one) for one in tellings(given)):
        return False
    return all(
        unit.kind == "word" or alignment.pairs.get(i) or unit.absorbed
        for i, unit in enumerate(told.units)
        if (unit.kind != "mark")
    )


def _silent_on_less(alignment: Alignment, main: Predicate, telling: Telling) -> bool:
    """Whether the quote leaves out less than is asked for: "no deadline for the elections", "not when it ends"."""
    given = alignment.given
    met = {pair.at for pairs in alignment.pairs.values() for pair in pairs}
    asked = {pair.at for _, head in fillers(alignment.told, main) for pair in alignment.pairs.get(head, [])}
    left_out = telling.heads & (asked or met)
    if telling.told or not left_out:
        return False
    if any(given.units[head].tag == "V" for head in telling.heads):
        return True
    # What is itself left out stands beside it in a list: "silent on the assets, on elections".
    listed = telling.heads - left_out if len(telling.heads) > _LISTED else frozenset[int]()
    below = {other for other, (noun, _) in given.governor.items() if noun in left_out} - listed
    return any(
        given.units[place].tag in ("N", "K", "A", "U", "Y") and place not in met and not given.units[place].absorbed
        for place in heads(given, sorted(left_out | below))
        if given.head_of.get(place, place) in left_out | below
    )


def _grounded(alignment: Alignment, main: Predicate, answer: Answer) -> bool:
    """Whether one clause of the quote has the whole statement and says it, or denies it, without reserve."""
    number = _clause(alignment, main, answer)
    return (
        number is not None
        and not _reserved(alignment, number, answer)
        and _same_time(alignment, main, number)
        and _all_there(alignment, main, number)
        and not _narrower(alignment, number, answer)
    )


def _clause(alignment: Alignment, main: Predicate, answer: Answer) -> int | None:
    """The predicate of the quote that has the statement's verb, when all that have it say the same."""
    told, given = alignment.told, alignment.given
    if main.at in alignment.settled:
        if not affirmed(told, 0):
            return None
        return next((n for n, one in enumerate(given.predicates) if one.at == alignment.settled[main.at]), None)
    found: list[int] = []
    for i in carriers(told, main):
        for pair in alignment.pairs.get(i, []):
            one, other = told.units[i].meaning, given.units[pair.at].meaning
            if pair.relation == "synonym" and not one.groups & other.groups:
                continue
            number = next((n for n, p in enumerate(given.predicates) if pair.at in carriers(given, p)), None)
            if number is None and (main.copula or pair.relation == "synonym"):
                continue
            if number is None:
                return None
            if pair.relation == "opposite" and _governs(alignment, i, number):
                continue  # "refused to back" is counted with "back"
            says = affirmed(given, number) != (pair.relation == "opposite")
            if says != (affirmed(told, 0) == (answer == "yes")) or standing(given, pair.at) is None:
                return None
            found.append(number)
    return found[0] if len(found) == 1 else None


def _governs(alignment: Alignment, i: int, number: int) -> bool:
    """Whether a predicate of the quote has one with the very verb below it."""
    same = {pair.at for pair in alignment.pairs.get(i, []) if pair.relation == "same"}
    return any(alignment.given.predicates[child].at in same for child in alignment.given_children(number))


def _reserved(alignment: Alignment, number: int, answer: Answer) -> bool:
    """Whether the quote only reports, plans or restricts what it says."""
    told, given = alignment.told, alignment.given
    theirs = given.predicates[number]
    known = {unit.low for unit in told.units} | {unit.lemma for unit in told.units}
    sentence = given.units[theirs.at].sentence
    words = {unit.low for unit in given.units if unit.sentence == sentence}
    if (words & wordlist("reserve")) - known or (answer == "no" and (words & wordlist("narrowing")) - known):
        return True
    if any(word not in known for word in hedges(given, number)):
        return True
    passed = wordlist("refusing") if answer == "no" else frozenset[str]()
    return any(
        given.predicates[up].denied or given.units[given.predicates[up].at].lemma not in passed | known
        for up in _above(given, number)
    )


def _above(text: Text, number: int) -> Iterator[int]:
    """The predicates on which one hangs, as long as they do not vouch for it."""
    up = text.predicates[number].parent
    link = text.predicates[number].link
    while up is not None and link not in ("and", "rel"):
        if text.predicates[up].denied or text.units[text.predicates[up].at].lemma not in wordlist("vouching"):
            yield up
        link, up = text.predicates[up].link, text.predicates[up].parent


def _same_time(alignment: Alignment, main: Predicate, number: int) -> bool:
    """Whether what is asked as done is told as done, and what is asked as coming is told as coming."""
    given = alignment.given
    theirs = given.predicates[number]
    while theirs.form in ("to", "ing") and theirs.parent is not None:
        theirs = given.predicates[theirs.parent]
    modal, other = main.modal, theirs.modal
    coming = ("will", "would", "shall")
    past = theirs.perfect or given.units[theirs.at].form in ("ed", "past", "en") or given.units[theirs.at].low == "was"
    return modal == other or (modal in coming and (other in coming or (not other and not past)))


def _all_there(alignment: Alignment, main: Predicate, number: int) -> bool:
    """Whether all that belongs to the statement's verb belongs to the quote's, in the same roles."""
    told, given = alignment.told, alignment.given
    theirs = given.predicates[number]
    one, other = told.units[main.at].lemma, given.units[theirs.at].lemma
    every = [*fillers(given, theirs), *_meant(given, theirs)]
    sentence = given.units[theirs.at].sentence
    for role, head in fillers(told, main):
        if role == "is" or main.at in alignment.settled:
            continue
        wanted = role_class(converse(one, other, role) or role)
        places = {pair.at for pair in alignment.pairs.get(head, []) if pair.relation in ("same", "synonym")}
        if wanted in ("agent", "patient"):
            if not places & {place for name, place in every if role_class(name) == wanted}:
                return False
        elif not any(given.units[place].sentence == sentence for place in places):
            return False
    return all(
        any(given.units[pair.at].sentence == sentence for pair in alignment.pairs.get(i, []))
        for i, unit in enumerate(told.units)
        if alignment.weights.get(i, 0.0) >= 0.35 and not unit.absorbed
    )


def _meant(text: Text, predicate: Predicate) -> Iterator[tuple[str, int]]:
    """Who is meant by the pronoun in "the company confirmed that it …"."""
    if predicate.parent is None or predicate.passive:
        return
    above = text.predicates[predicate.parent]
    pronouns = {"it", "he", "she", "they"}
    if text.units[above.at].lemma in wordlist("vouching") | wordlist("refusing") and (
        predicate.form != "finite" or {text.units[head].low for head in predicate.subject} <= pronouns
    ):
        for head in above.subject:
            yield "agent", head


def _narrower(alignment: Alignment, number: int, answer: Answer) -> bool:
    """Whether the quote speaks of less than the statement: a deputy, some of them, one year, one place."""
    given = alignment.given
    theirs = given.predicates[number]
    met = {pair.at for pairs in alignment.pairs.values() for pair in pairs}
    whole = {head for _, head in fillers(given, theirs)}
    core = {head for name, head in fillers(given, theirs) if name in ("agent", "patient")}
    ours = {word for _, word in quantified(alignment.told).values()}
    if any(head in whole and word not in ours for head, (_, word) in quantified(given).items()):
        return True
    # What "is open to pedestrians" is not simply open.
    looked_at = core if answer == "yes" and not theirs.copula else whole
    qualifying = {other for other, (noun, _) in given.governor.items() if noun in looked_at}
    tags = ("N", "U", "A", "Y") if answer == "yes" else ("N", "U", "A", "Y", "K")
    if answer == "yes":
        # What holds in general must hold everywhere, "protects tenants in Berlin"; what happened, happened somewhere.
        general = given.units[theirs.at].form in ("s", "base") and not theirs.modal
        qualifying = {one for one in qualifying if general and given.governor[one][1] in ("in", "of", "from", "with")}
    for head in looked_at | qualifying:
        if answer == "yes" and given.units[head].kind == "name" and head in met:
            continue  # "coach Daniel Farke" is Daniel Farke
        for place in heads(given, [head]):
            unit = given.units[place]
            apart = unit.low in wordlist("another") or (unit.tag in ("F", "R") and place != head)
            if (
                (unit.tag in tags or apart or (unit.tag == "K" and head in qualifying))
                and place not in met
                and not unit.absorbed
            ):
                return True
    return any(_another(alignment, i, core) for i in alignment.told.groups)


def _another(alignment: Alignment, i: int, core: set[int]) -> bool:
    """Whether the statement speaks of a certain thing, and the quote of any: "the loan", "a loan"."""
    told, given = alignment.told, alignment.given
    group = told.groups[i]
    if told.units[group.first].low not in ("the", "this", "that"):
        return False
    for pair in alignment.pairs.get(i, []):
        other = given.groups.get(given.head_of.get(pair.at, pair.at))
        if other is None or other.head not in core or other.head != pair.at:
            continue
        first = given.units[other.first]
        bare = other.first == other.head and first.kind == "word" and first.form == "s"
        if bare or first.low in ("a", "an", "any", "some", "one"):
            return True
    return False
