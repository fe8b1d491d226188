"""Polarity in languages that are not read in full."""

from collections import Counter
from collections.abc import Iterator

from service.languages import LanguagePack
from service.verification.alignment import Alignment
from service.verification.verdict import Finding


def check(alignment: Alignment, words: LanguagePack) -> Iterator[Finding]:
    """Negation words that stand only in the statement, or only in the sentence of the quotes nearest to it."""
    told, given = alignment.told.units, alignment.given.units
    near = Counter(given[pair.at].sentence for pairs in alignment.pairs.values() for pair in pairs)
    if not near:
        return
    best = near.most_common(1)[0][0]
    ours = words.marks["negation"].search(" ".join(unit.text for unit in told))
    theirs = words.marks["negation"].search(" ".join(unit.text for unit in given if unit.sentence == best))
    if bool(ours) != bool(theirs):
        found = ours or theirs
        assert found is not None
        where = "statement" if ours else "quotes"
        yield Finding("negated", f"“{found.group()}” stands only in the {where}.")
