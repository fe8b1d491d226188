"""A draft held against documents, sentence by sentence: supported, contradicted, not found, or no claim."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from service.languages import pack
from service.verification.drafts import Claimed, claims
from service.verification.verifying import Examined, examine

Verdict = Literal["supported", "contradicted", "not_found", "no_claim"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a document that may bear on a sentence of a draft."""

    text: str
    before: str = ""
    """The sentence before it, to which its pronouns may refer; "" when there is none."""
    source: Hashable = None
    """Whatever tells the caller where it comes from."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a draft and what the documents say to it; `text == draft[start:end]`."""

    text: str
    start: int
    end: int
    verdict: Verdict
    why: str
    evidence: tuple[Evidence, ...] = ()


def check(text: str, evidence_for: Callable[[str], Sequence[Evidence]], language: str | None = None) -> list[Checked]:
    """The sentences of a draft in order, each with a verdict.

    Args:
        text: the draft.
        evidence_for: finds evidence for a sentence in its context, the most likely first.
        language: of the draft, ISO 639-1; English when None.
    """
    found = []
    for claimed in claims(text, language):
        if claimed.claim is None:
            found.append(Checked(claimed.text, claimed.start, claimed.end, "no_claim", claimed.why))
        else:
            found.append(judge(claimed, evidence_for(claimed.query), language))
    return found


def judge(claimed: Claimed, evidence: Sequence[Evidence], language: str | None) -> Checked:
    """The verdict on one claim."""
    assert claimed.claim is not None
    looked: list[tuple[float, Evidence, Examined]] = []
    for one in evidence:
        examined = examine(claimed.claim, quotes_of(one), language, strict=True)
        if not examined.findings:
            return _checked(claimed, "supported", "The documents say so.", one)
        looked.append((likeness(examined), one, examined))
    looked.sort(key=lambda one: -one[0])
    against = [
        (one, examined.findings[0]) for share, one, examined in looked if share >= SAME and contradicts(examined)
    ]
    if against and looked[0][0] >= SAME and looked[0][1] is against[0][0]:
        return _checked(claimed, "contradicted", against[0][1].why, against[0][0])
    joint = [one for share, one, _ in looked if share >= PART][:TOGETHER]
    if (
        len(joint) > 1
        and not examine(claimed.claim, [quote for one in joint for quote in quotes_of(one)], language, True).findings
    ):
        return _checked(claimed, "supported", "The documents say so in several sentences.", *joint)
    if against:
        return _checked(claimed, "contradicted", against[0][1].why, against[0][0])
    return _checked(claimed, "not_found", "The documents found do not say this.")


SAME = 0.55
"""Of 1: what a claim and a piece of evidence must have in common for a difference to be a contradiction."""
PART = 0.4
"""The same for a piece of evidence to support a part of a claim."""
TOGETHER = 3
"""Pieces of evidence that are read together."""


def quotes_of(evidence: Evidence) -> list[str]:
    """A sentence after the one to which its pronouns may refer."""
    leans = pack("en").leans["opening"].search(evidence.text)
    return [evidence.before, evidence.text] if leans and evidence.before else [evidence.text]


def contradicts(examined: Examined) -> bool:
    """Whether what speaks against a claim is said of the same thing, and not only missing."""
    return examined.findings[0].outcome != "not_covered"


def likeness(examined: Examined) -> float:
    """How much of a claim a piece of evidence has, of 1."""
    alignment = examined.alignment
    total = sum(alignment.weights.values()) or 1.0
    return (
        sum(weight * alignment.best[i].strength for i, weight in alignment.weights.items() if i in alignment.best)
        / total
    )


def _checked(claimed: Claimed, verdict: Verdict, why: str, *evidence: Evidence) -> Checked:
    return Checked(claimed.text, claimed.start, claimed.end, verdict, why, evidence)
