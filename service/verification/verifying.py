"""`verify`: whether quotes support a statement.

Both are read (`reading`): names, numbers, dates, words with their meanings, and who does what to whom. What corresponds
is aligned (`alignment`), and four questions are asked of every correspondence: does each name, number and date stand
where it stands in the quotes (`fillers`, `exchanges`), is the same affirmed (`polarity`), is no more claimed
(`strength`), is nothing added (`coverage`)? A statement is supported when there is no objection. When there is one, a
model that reads both may be asked; what it says and what the rules object to are weighed (`weighing`).
Orders, questions and what is denied to be shown count for nothing in a quote (`assertion`), and two holders of one
title are two persons (`persons`).

What it does not see: what follows only by reasoning (sums, comparisons, knowledge of the world), irony, and whether a
quote itself is true. English is read in full; of German, French, Polish and Ukrainian only names, numbers, dates,
negation words and the share of common words are compared; of other languages, and across two languages, nothing: there
a statement is supported only when it stands in the quotes word for word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from index.languages import language_of
from ingest.sentences import split
from service.languages import FALLBACK, LanguagePack, available, pack
from service.verification import (
    absence,
    assertion,
    coverage,
    exchanges,
    fillers,
    plain,
    polarity,
    silence,
    strength,
    weighing,
)
from service.verification.alignment import Alignment, align
from service.verification.assertion import asserted
from service.verification.reading.offices import name_offices
from service.verification.reading.parsing import understand
from service.verification.reading.tokens import Unit
from service.verification.reading.units import read, recognise
from service.verification.reading.wordlists import wordlist
from service.verification.verdict import GRAVEST_FIRST, Finding, Verdict
from service.verification.weighing import Entailment


@dataclass(frozen=True, slots=True)
class Examined:
    """A statement beside its quotes, and what speaks against it, the gravest first."""

    alignment: Alignment
    findings: tuple[Finding, ...]
    denials: tuple[Finding, ...] = ()
    """Those of them that rest on what the quotes say is not told, not there or not used."""


def verify(
    statement: str, quotes: Sequence[str], language: str | None = None, entailment: Entailment | None = None
) -> Verdict:
    """Whether quotes support a statement.

    Args:
        statement: one claim, a sentence or two.
        quotes: what it should follow from; several may share the work, and some be beside the point.
        language: of statement and quotes, ISO 639-1; told from the texts when None.
        entailment: a model that is asked when the rules object; without one, any objection is enough.
    """
    told = language or _language(statement, quotes)
    if told not in available():
        return _word_for_word(statement, quotes)
    examined = examine(statement, quotes, told)
    findings = examined.findings
    if not findings:
        return Verdict(True, "supported", "Everything that the statement says corresponds to the quotes.")
    if entailment is not None and weighing.supported(_signs(statement, quotes, examined, entailment)):
        return Verdict(True, "supported", "The quotes say so in other words.")
    return Verdict(False, findings[0].outcome, findings[0].why)


def observed(statement: str, quotes: Sequence[str], entailment: Entailment) -> dict[str, float] | None:
    """What `verify` weighs, the signs of `weighing`; None where it asks no model."""
    told = _language(statement, quotes)
    if told not in available():
        return None
    examined = examine(statement, quotes, told)
    return _signs(statement, quotes, examined, entailment) if examined.findings else None


def _signs(statement: str, quotes: Sequence[str], examined: Examined, entailment: Entailment) -> dict[str, float]:
    return weighing.signs(examined.alignment, examined.findings, entailment.support(statement, quotes))


def _language(statement: str, quotes: Sequence[str]) -> str:
    """The language of a statement and its quotes, "" when they are in two."""
    together = language_of(" ".join((statement, *quotes))[:TOLD_BY]) or FALLBACK
    # A few words tell too little to say that the statement is in another language than the quotes.
    own = language_of(statement) if len(statement.split()) >= FEW else None
    theirs = language_of(" ".join(quotes)[:TOLD_BY]) if own not in (None, together) else own
    return together if own in (None, together, theirs) else ""


FEW = 10
TOLD_BY = 2000
"""Words of a statement, and characters of all texts, by which their language is told."""


def _word_for_word(statement: str, quotes: Sequence[str]) -> Verdict:
    """The verdict where words cannot be compared: only a whole sentence as it stands is supported."""
    told = " ".join(statement.split())
    for quote in quotes:
        sentences = [" ".join(quote[start:end].split()) for start, end in split(quote)]
        if told in (" ".join(quote.split()), *sentences) and told:
            return Verdict(True, "supported", "The quotes have the statement word for word.")
    return Verdict(
        False,
        "not_covered",
        "The statement is not in the quotes word for word, and their languages are none that can be compared.",
    )


def examine(statement: str, quotes: Sequence[str], language: str | None = None, strict: bool = False) -> Examined:
    """All that speaks against a statement.

    Args:
        statement: one claim.
        quotes: what it should follow from.
        language: of all of them, one of `service.languages.available()`; English when None.
        strict: whether the quotes were only found, and nobody says that they are about the statement.
    """
    words = pack(language or "en")
    alignment = compare(statement, quotes, words)
    denials = [*silence.settle(alignment), *absence.check(alignment)] if words.code == "en" else []
    findings = [
        *fillers.check(alignment),
        *exchanges.check(alignment),
        *exchanges.check_agents(alignment),
        *exchanges.check_owners(alignment),
        *(polarity.check(alignment) if words.code == "en" else plain.check(alignment, words)),
        *(assertion.check(alignment) if words.code == "en" else ()),
        *strength.check(alignment),
        *coverage.check(alignment, strict),
    ]
    findings.sort(key=lambda finding: GRAVEST_FIRST.index(finding.outcome))
    return Examined(alignment, (*denials, *findings), tuple(denials))


def compare(statement: str, quotes: Sequence[str], words: LanguagePack) -> Alignment:
    """A statement and its quotes read and aligned."""
    told = read(statement, words)
    given: list[Unit] = []
    quote_of: list[int] = []
    repeats = asserted(statement, words.code) != statement  # it is an order itself
    for number, quote in enumerate(quotes):
        units = read(quote if repeats else asserted(quote, words.code), words, given[-1].sentence + 1 if given else 0)
        given += units
        quote_of += [number] * len(units)
    recognise([told, given])
    _place_cities(told)
    left, right = understand(told, words), understand(given, words)
    name_offices(left)
    name_offices(right)
    return align(left, right, quote_of)


def _people_before(units: Sequence[Unit], city: Unit) -> bool:
    """Whether a city tells whose officials are meant: "officials in Washington"."""
    i = next(i for i, unit in enumerate(units) if unit is city)
    return i > 1 and units[i - 2].low.rstrip("s") in wordlist("people")


def _place_cities(units: Sequence[Unit]) -> None:
    """Where something happens in a seat of government, the city is meant and not the state."""
    for before, unit in pairwise(units):
        if unit.seat and before.low in wordlist("locative") and not _people_before(units, unit):
            unit.keys = frozenset(key for key in unit.keys if not key.startswith("@"))
