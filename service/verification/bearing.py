"""What found evidence bears out of a sentence of a draft to which the rules object, all things weighed.

Nobody says that evidence which was only found is about the sentence. So besides what the rules object to, a model reads
the sentence with each likely piece of evidence and with the likeliest together; two logistic models over both tell what
is supported in other words, and what is contradicted rather than not told. Their weights are fitted on true and false
statements about dossiers, held against all documents of the dossier (`training/verification`).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from service.fitted import logistic
from service.verification import weighing
from service.verification.verdict import GRAVEST_FIRST
from service.verification.verifying import Examined
from service.verification.weighing import Entailment, scaled

OF_BEST = ("support", "values", "freedom", "added", *GRAVEST_FIRST)
"""Signs of `weighing` that count for the piece of evidence in which the model believes most."""
SIGNS = ("second", "joint", "share", "most", "contradicted", *OF_BEST)
"""What is weighed, in order; each is between about -2.4 and 1.6, most between 0 and 1."""
ALIKE, FIRST = 3, 4
"""Pieces of evidence that the model reads: those most like the sentence, and those found first."""
EXACT = ("other_number", "other_date")
"""What the model does not outweigh: it overlooks digits."""


@dataclass(frozen=True, slots=True)
class Looked:
    """A piece of evidence that alone does not support a claim, as its quotes, and what the two have in common, of 1."""

    share: float
    quotes: tuple[str, ...]
    examined: Examined


@dataclass(frozen=True, slots=True)
class Borne:
    """Signs of a claim, and the place of the evidence that bears it out best."""

    signs: dict[str, float]
    best: int

    @property
    def supported(self) -> bool:
        """Whether the evidence says so in other words."""
        exact = any(self.signs[outcome] for outcome in EXACT)
        return not exact and logistic("drafts", "supported").agrees(self.signs)

    @property
    def contradicted(self) -> bool:
        """Whether the evidence says otherwise, if it does not say so."""
        return logistic("drafts", "contradicted").agrees(self.signs)


def weigh(claim: str, looked: Sequence[Looked], contradicted: bool, entailment: Entailment) -> Borne:
    """What the evidence bears out of a claim.

    Args:
        claim: of the draft.
        looked: the evidence, at least one piece, in the order in which it was found.
        contradicted: whether the rules see a contradiction.
        entailment: the model.
    """
    alike = sorted(range(len(looked)), key=lambda place: -looked[place].share)[:ALIKE]
    read = list(dict.fromkeys((*alike, *range(min(FIRST, len(looked))))))
    support = {place: entailment.support(claim, looked[place].quotes) for place in read}
    best, *others = sorted(read, key=lambda place: -support[place])
    joint = entailment.support(claim, [quote for place in alike for quote in looked[place].quotes])
    examined = looked[best].examined
    known = weighing.signs(examined.alignment, examined.findings, support[best])
    signs = {
        "second": scaled(support[others[0]] if others else -inf),
        "joint": scaled(joint),
        "share": looked[best].share,
        "most": looked[alike[0]].share,
        "contradicted": float(contradicted),
    }
    return Borne(signs | {name: known[name] for name in OF_BEST}, best)
