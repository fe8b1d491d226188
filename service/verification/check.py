"""A draft held against documents, sentence by sentence: supported, contradicted, not found, or no claim."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Literal

from service.languages import pack
from service.verification.bearing import Looked, weigh
from service.verification.drafts import Claimed, claims, parts
from service.verification.fillers import BESIDE
from service.verification.standing import LOOSE
from service.verification.verdict import Finding
from service.verification.verifying import Examined, examine
from service.verification.weighing import Entailment

Verdict = Literal["supported", "contradicted", "not_found", "no_claim"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence of a document that may bear on a sentence of a draft."""

    text: str
    before: str = ""
    """The sentence before it, to which its pronouns may refer; "" when there is none."""
    source: Hashable = None
    """Whatever tells the caller where it comes from."""
    passage: Hashable = None
    """The same for sentences that stand together; None when that is not known."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A sentence of a draft and what the documents say to it; `text == draft[start:end]`."""

    text: str
    start: int
    end: int
    verdict: Verdict
    why: str
    evidence: tuple[Evidence, ...] = ()


def check(
    text: str,
    evidence_for: Callable[[str], Sequence[Evidence]],
    language: str | None = None,
    entailment: Entailment | None = None,
) -> list[Checked]:
    """The sentences of a draft in order, each with a verdict.

    Args:
        text: the draft.
        evidence_for: finds evidence for a sentence in its context, the most likely first.
        language: of the draft, ISO 639-1; English when None.
        entailment: a model that is asked of English sentences which the rules do not find supported.
    """
    found = []
    for claimed in claims(text, language):
        if claimed.claim is None:
            found.append(Checked(claimed.text, claimed.start, claimed.end, "no_claim", claimed.why))
        else:
            found.append(judge(claimed, evidence_for(claimed.query), language, entailment))
    return found


def judge(
    claimed: Claimed, evidence: Sequence[Evidence], language: str | None, entailment: Entailment | None = None
) -> Checked:
    """The verdict on one claim: by the rules and, where they do not find it supported, all things weighed."""
    ruled, looked = ruling(claimed, evidence, language)
    if ruled.verdict == "supported" or entailment is None or not looked or language not in (None, "en"):
        return ruled
    borne = weigh(claimed.claim or "", looked, ruled.verdict == "contradicted", entailment)
    if borne.supported:
        return _checked(claimed, "supported", "The documents say so in other words.", evidence[borne.best])
    if not borne.contradicted:
        return _checked(claimed, "not_found", NOT_FOUND)
    if ruled.verdict == "contradicted":
        return ruled
    why = f"The documents tell this otherwise. {looked[borne.best].examined.findings[0].why}"
    return _checked(claimed, "contradicted", why, evidence[borne.best])


def ruling(claimed: Claimed, evidence: Sequence[Evidence], language: str | None) -> tuple[Checked, list[Looked]]:
    """What the rules say of a claim, as a whole or, where that is not found, clause by clause; and of each evidence."""
    assert claimed.claim is not None
    whole, looked = _judge(claimed, claimed.claim, evidence, language)
    clauses = parts(claimed.claim) if language in (None, "en") else []
    if whole.verdict == "supported" or len(clauses) < 2:
        return whole, looked
    each = [_judge(claimed, clause, evidence, language)[0] for clause in clauses]
    if all(one.verdict == "supported" for one in each):
        together = dict.fromkeys(one for part in each for one in part.evidence)
        return _checked(claimed, "supported", "The documents say so in several sentences.", *together), looked
    return next((one for one in each if one.verdict == "contradicted"), whole), looked


def _judge(
    claimed: Claimed, claim: str, evidence: Sequence[Evidence], language: str | None
) -> tuple[Checked, list[Looked]]:
    looked: list[Looked] = []
    for one in evidence:
        quotes = quotes_of(one)
        examined = examine(claim, quotes, language, strict=True)
        looked.append(Looked(likeness(examined), tuple(quotes), examined))
        if not examined.findings:
            return _checked(claimed, "supported", "The documents say so.", one), looked
    near = sorted(zip(looked, evidence, strict=True), key=lambda pair: -pair[0].share)
    against = [(one, source, found) for one, source in near if (found := contradiction(one.examined, one.share))]
    if against and against[0][0].share >= near[0][0].share - AHEAD:
        return _checked(claimed, "contradicted", against[0][2].why, against[0][1]), looked
    if joint := _joint(claim, near, language):
        return _checked(claimed, "supported", "The documents say so in several sentences.", *joint), looked
    if against:
        return _checked(claimed, "contradicted", against[0][2].why, against[0][1]), looked
    return _checked(claimed, "not_found", NOT_FOUND), looked


def _joint(claim: str, near: Sequence[tuple[Looked, Evidence]], language: str | None) -> list[Evidence]:
    """Sentences that support a claim together: of one passage, or the nearest ones; none when there are none."""
    passages = dict.fromkeys(source.passage for _, source in near if source.passage is not None)
    sets = [[pair for pair in near if pair[1].passage == passage] for passage in passages]
    sets.append([pair for pair in near if pair[0].share >= PART])
    for members in sets:
        chosen = [source for _, source in members[:TOGETHER]]
        if len(chosen) > 1 and members[0][0].share >= PART:
            quotes = [quote for one in chosen for quote in quotes_of(one)]
            if not examine(claim, quotes, language, strict=True).findings:
                return chosen
    return []


NOT_FOUND = "The documents found do not say this."
SAME, LIKE, NEAR = 0.4, 0.55, 0.75
"""Of 1: what a claim and a piece of evidence must have in common for a difference to be a contradiction, when it stands
with the same word, with a like word, and when it only stands near."""
AHEAD = 0.15
"""By how much other evidence must be nearer for a contradiction not to count at once."""
PART = 0.4
"""The same for a piece of evidence to support a part of a claim."""
TOGETHER = 3
"""Pieces of evidence that are read together."""


def quotes_of(evidence: Evidence) -> list[str]:
    """A sentence, after the one to which its pronouns may refer."""
    leans = pack("en").leans["opening"].search(evidence.text)
    return [f"{evidence.before} {evidence.text}"] if leans and evidence.before else [evidence.text]


def contradiction(examined: Examined, share: float) -> Finding | None:
    """What contradicts a claim: said of the same thing, and not only missing; None when nothing does."""
    for finding in examined.findings:
        least = SAME if finding.strength > LOOSE else LIKE if finding.strength > BESIDE else NEAR
        if finding.outcome != "not_covered" and share >= least:
            return finding
    return None


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
