"""What a quote puts into words without asserting it: orders, labels of a dialogue, what is denied to be shown.

"Say that the mayor resigned" tells nothing about the mayor, nor does "the letter does not show that he resigned".
Orders are found by how they are written and left out before the quotes are read (`asserted`); what hangs on a verb of
saying or showing that is denied or ordered is found in the sentence when it has been read (`check`).
"""

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from ingest.sentences import split
from service.verification.alignment import Alignment
from service.verification.polarity import affirmed, carriers
from service.verification.reading.clauses import Predicate, Text, said
from service.verification.reading.lexicon import readings
from service.verification.reading.wordlists import table, wordlist
from service.verification.verdict import Finding

MUST = frozenset(("must", "should", "shall", "ought"))
_PASSING = frozenset(("to", "that", "ing"))
"""Links by which what is said of a verb goes for what hangs on it."""


@lru_cache(maxsize=10_000)
def asserted(quote: str, language: str) -> str:
    """A quote without the orders in it, each to the end of its sentence."""
    kept, end = [], 0
    for start, stop in split(quote):
        kept.append(quote[end:start])
        kept.append(_without_order(quote[start:stop], language))
        end = stop
    return "".join((*kept, quote[end:]))


def _without_order(sentence: str, language: str) -> str:
    if language == "en" and _opens_with_order(sentence):
        return ""
    found = min((match.start() for pattern in _orders(language) if (match := pattern.search(sentence))), default=None)
    return sentence if found is None else sentence[:found]


def _opens_with_order(sentence: str) -> bool:
    """Whether a sentence opens with a word that can be nothing but the base form of a verb."""
    match = re.match(r"[\s“\"'‘(*#>\[-]*(?:(?i:please|now|then|instead|just|simply|always),? )*([A-Za-z]+)\s", sentence)
    if match is None or not re.search(r"[A-Z]", sentence[: match.end()]):
        return False
    low = match.group(1).casefold()
    read = readings(low)
    only = bool(read) and all(one.part == "v" for one in read) and any(one.form == "base" for one in read)
    past = any(one.form in ("ed", "en", "past") for one in read)
    return only and not past and low not in wordlist("inviting") | wordlist("auxiliaries")


@cache
def _orders(language: str) -> tuple[re.Pattern[str], ...]:
    every = table("orders")
    return tuple(re.compile(pattern) for name, pattern in every.items() if name[:3] in ("any", f"{language}_"))


def check(alignment: Alignment) -> Iterator[Finding]:
    """What the statement tells as a fact and the quotes only as something to be said, or as something not shown."""
    told, given = alignment.told, alignment.given
    for number, predicate in enumerate(told.predicates):
        if predicate.form == "participle" or unasserted(told, number) or _denied_above(told, predicate):
            continue
        found = _counterparts(alignment, predicate)
        marks = [mark for one in found if (mark := unasserted(given, one))]
        if found and len(marks) == len(found):
            yield Finding(
                "overstated", f"The statement says “{said(told, predicate)}”, the quotes have it under “{marks[0]}”."
            )


def _counterparts(alignment: Alignment, predicate: Predicate) -> list[int]:
    """The predicates of the quotes that have the verb or the complement of one of the statement."""
    given = alignment.given
    at = [
        (i, pair.at)
        for i in carriers(alignment.told, predicate)
        if i in alignment.best
        for pair in alignment.pairs.get(i, [])
        if pair.relation == alignment.best[i].relation != "opposite"
    ]
    found = [n for _, place in at for n, one in enumerate(given.predicates) if place in carriers(given, one)]
    if not found and predicate.copula:
        found = [given.clause_of[place] for _, place in at if place in given.clause_of]
    clause = alignment.told.predicates.index(predicate)
    most = max((alignment.clauses.get((clause, number), 0.0) for number in found), default=0.0)
    return [number for number in dict.fromkeys(found) if alignment.clauses.get((clause, number), 0.0) >= most]


def unasserted(text: Text, number: int) -> str:
    """The words under which a predicate is not told as a fact; "" when there are none."""
    for _ in range(4):
        predicate = text.predicates[number]
        if predicate.link == "that" and (noun := _claim_before(text, predicate)):
            return noun
        if predicate.parent is None or predicate.link not in _PASSING:
            return ""
        above = text.predicates[predicate.parent]
        if predicate.link == "that" and (_not_shown(text, predicate.parent) or _ordered(text, predicate.parent)):
            return said(text, above)
        number = predicate.parent
    return ""


def _denied_above(text: Text, predicate: Predicate) -> bool:
    """Whether a statement itself denies that something is accepted, believed or said to be so."""
    return predicate.link == "that" and predicate.parent is not None and not affirmed(text, predicate.parent)


def _claim_before(text: Text, predicate: Predicate) -> str:
    """The noun by which what follows is somebody's claim: "the claim that he had helped"."""
    heads = [text.groups[head].first for head in predicate.subject if head in text.groups]
    at = min((*heads, predicate.first)) - 1
    if at < 1 or text.units[at].low != "that" or text.units[at - 1].tag != "N":
        return ""
    return text.units[at - 1].text if text.units[at - 1].lemma in wordlist("claims") else ""


def _not_shown(text: Text, number: int) -> bool:
    predicate = text.predicates[number]
    parts = [*predicate.subject, *predicate.objects, *(head for _, head in predicate.others)]
    if any(text.units[head].lemma in wordlist("grounds") for head in parts):
        return not affirmed(text, number)
    if _untrue(text, predicate):
        return True
    lemma = text.units[predicate.at].lemma
    return lemma in wordlist("reporting") | wordlist("showing") and (
        lemma not in wordlist("factive") | wordlist("doubting") and not affirmed(text, number)
    )


def _untrue(text: Text, predicate: Predicate) -> bool:
    """Whether it is said to be wrong, or wrong to say: "it is false that", "it would be wrong to say that"."""
    above = text.predicates[predicate.parent] if predicate.form == "to" and predicate.parent is not None else predicate
    if not above.copula or above.denied:
        return False
    parts = [*above.objects, *(head for role, head in above.others if role == "is")]
    return any(text.units[head].lemma in wordlist("untrue") for head in parts)


def _ordered(text: Text, number: int) -> bool:
    """Whether somebody is told to say something: "you must say", "the editors were told to write"."""
    predicate = text.predicates[number]
    if text.units[predicate.at].lemma not in wordlist("reporting") | wordlist("answering"):
        return False
    if predicate.modal in MUST:
        return True
    above = text.predicates[predicate.parent] if predicate.parent is not None else None
    return predicate.form == "to" and above is not None and text.units[above.at].lemma in wordlist("ordering")
