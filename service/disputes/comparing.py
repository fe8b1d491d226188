"""Sentences of different documents that say the same of the same thing, with another value.

Two sentences are put side by side as statement and quote (`service.verification`), which tells what of each corresponds
to something in the other. They are in dispute when all that they name corresponds, at least one way round, and the one
thing that differs is a value, or that one affirms what the other denies. A limit and a strength, two drafts, two dates
of one thing, a part and its whole are told apart by the words that stand with them (`cues.QUALIFIERS`) and by what has
a number or a version of its own.
"""

from collections.abc import Sequence
from functools import lru_cache

from index.lexical import tokens
from service.disputes.claims import Claim, claims, credible
from service.disputes.cues import AUTHORED, qualifiers
from service.disputes.sameness import both_values, same_dates, same_names, same_versions
from service.disputes.values import differs
from service.evidence import Asked, Candidate, surroundings
from service.naming import root, text_keys
from service.verification.alignment import Alignment
from service.verification.verifying import Examined, examine

_CANDIDATES = 14
"""Sentences that are compared, from the best."""
_BEST = 5
"""So many of them, at most, are one side."""
_COSINE = 0.82
"""Of two sentences that may speak of the same thing; a gate for speed: any two of one subject have about 0.8."""
_COMMON = 0.4
"""Share of its words below which a clause is not worth examining: a gate for speed."""
_MATCHED = 0.6
"""Share of what a sentence says, by weight, that must correspond to the other, if no question tells more."""
_SPECIFIC = 0.6
"""Weight from which a word without counterpart says something of its own."""
_SURE = 0.9
_EMPTY = frozenset(
    ("estimated", "approximate", "total", "altogether", "exact", "roughly", "number", "figure", "part", "share", "page",
     "people", "persons", "strong")
)  # fmt: skip
"""Words that say nothing of what is measured."""
_DENIED = 0.6
"""Strength of a denial between two clauses that correspond in everything else."""
_OWN = 1
"""Words without counterpart that two claims about the same thing may have."""
_EVENTS_APART = 400
"""Days between two publications after which a number may have changed in the meantime."""


def compared(question: Asked, ranked: Sequence[tuple[Candidate, float]]) -> list[tuple[Claim, ...]]:
    """Groups of claims that cannot all be right, the best sentence's first."""
    read = [pair for pair in ranked[:_CANDIDATES] if _english(pair[0])]
    found: list[tuple[Claim, ...]] = []
    used: set[int] = set()
    for place, (candidate, score) in enumerate(read[:_BEST]):
        if place in used:
            continue
        for claim in claims(candidate, score):
            sides = [claim]
            for other_place, (other, other_score) in enumerate(read):
                if other_place <= place or not _may_dispute(candidate, other):
                    continue
                against = next(
                    (one for one in claims(other, other_score) if all(disputes(question, side, one) for side in sides)),
                    None,
                )
                if against:
                    sides.append(against)
                    used.add(other_place)
            if len(sides) > 1:
                found.append(tuple(sides))
                break
    return found


def _english(candidate: Candidate) -> bool:
    """Whether verification reads the language in full."""
    return candidate.place.language in (None, "en")


def _may_dispute(one: Candidate, other: Candidate) -> bool:
    """Whether two sentences are worth comparing: both answer, or they look alike."""
    return (
        one.hit.passage.document_id != other.hit.passage.document_id
        and ((credible(one) and credible(other)) or float(one.vector @ other.vector) >= _COSINE)
        and not _long_between(one, other)
    )


def _long_between(one: Candidate, other: Candidate) -> bool:
    first, second = one.hit.passage.metadata.published, other.hit.passage.metadata.published
    return bool(first and second and abs((first - second).days) > _EVENTS_APART)


def disputes(question: Asked, one: Claim, other: Claim) -> bool:
    """Whether two claims are about the same thing and cannot both be right."""
    if (one.value is None) != (other.value is None):
        return False
    if one.value and other.value and not (differs(one.value, other.value) and not both_values(one, other)):
        return False
    if not (one.answers and other.answers) and _in_common(one.text, other.text) < _COMMON:
        return False
    if qualifiers(one.text) != qualifiers(other.text) or not same_versions(one, other):
        return False
    if not same_dates(one, other) or not same_names(one, other):
        return False
    there, back = _examined(one.text, other.text), _examined(other.text, one.text)
    if one.value and other.value:
        return _corresponds(question, there, back, one, other)
    return _contradicts(there, back, one, other)


def _in_common(one: str, other: str) -> float:
    """Share of the words of the shorter of two clauses that the other has, too."""
    ours, theirs = _words(one), _words(other)
    return len(ours & theirs) / max(1, min(len(ours), len(theirs)))


@lru_cache(maxsize=2048)
def _words(text: str) -> frozenset[str]:
    return frozenset(map(root, tokens(text)))


@lru_cache(maxsize=2048)
def _examined(statement: str, quote: str) -> Examined:
    return examine(statement, [quote], "en")


def _corresponds(question: Asked, there: Examined, back: Examined, one: Claim, other: Claim) -> bool:
    """Whether all else of two clauses with different values corresponds."""
    if any(finding.outcome in ("negated", "role_swapped") for side in (there, back) for finding in side.findings):
        return False
    answers = one.answers and other.answers and bool(question.facet.types & {"number", "duration", "date"})
    if "row" in (one.candidate.sentence.role, other.candidate.sentence.role) and not answers:
        return False
    known = [_known(question, other), _known(question, one)] if answers else [frozenset(), frozenset()]
    loose = [_own(side.alignment, around) for side, around in zip((there, back), known, strict=True)]
    if answers:
        return sum(map(len, loose)) <= _OWN
    shares = [_share(side.alignment) for side in (there, back)]
    return min(map(len, loose)) == 0 and max(map(len, loose)) <= _OWN and min(shares) >= _MATCHED


def _known(question: Asked, claim: Claim) -> frozenset[str]:
    """What is said where a claim stands, and in the question that it answers."""
    return text_keys(f"{question.facet.query} {surroundings(claim.candidate.hit)}")


def _share(alignment: Alignment) -> float:
    """Share, by weight, of what a statement says besides numbers and dates that corresponds to something."""
    weights = {
        i: weight
        for i, weight in alignment.weights.items()
        if weight and alignment.told.units[i].kind not in ("number", "date")
    }
    total = sum(weights.values())
    return sum(weight for i, weight in weights.items() if alignment.pairs.get(i)) / total if total > _SURE else 0.0


def _own(alignment: Alignment, known: frozenset[str] = frozenset()) -> list[str]:
    """What a statement says without counterpart: nouns, adjectives and names, and where more is `known`, verbs."""
    tags = ("N", "A", "V") if known else ("N", "A")
    return [
        unit.text
        for i, unit in enumerate(alignment.told.units)
        if alignment.weights.get(i, 0.0) >= _SPECIFIC
        and not alignment.pairs.get(i)
        and (unit.kind == "name" or (unit.kind == "word" and unit.tag in tags and unit.low not in _EMPTY))
        and not text_keys(unit.text) <= known
    ]


def _contradicts(there: Examined, back: Examined, one: Claim, other: Claim) -> bool:
    """Whether one clause denies what the other affirms, or names another as the author of the same."""
    outcomes = [{finding.outcome for finding in side.findings} for side in (there, back)]
    if not all(outcomes):
        return False
    if all(found <= {"negated", "other_name", "overstated"} and "negated" in found for found in outcomes) and not any(
        "other_name" in found for found in outcomes
    ):
        return _surely(there, "negated") and not _own(there.alignment) and not _own(back.alignment)
    authored = AUTHORED.search(one.text) and AUTHORED.search(other.text)
    if not authored or not all("other_name" in found for found in outcomes):
        return False
    return _only_names_differ(there) and _only_names_differ(back)


def _surely(side: Examined, outcome: str) -> bool:
    return any(finding.outcome == outcome and finding.strength >= _DENIED for finding in side.findings)


def _only_names_differ(side: Examined) -> bool:
    alignment = side.alignment
    own = [i for i, unit in enumerate(alignment.told.units) if alignment.weights.get(i) and not alignment.pairs.get(i)]
    return bool(own) and all(alignment.told.units[i].kind == "name" for i in own)
