"""Disputes: what documents tell differently of the same thing, shown side by side instead of blended.

Two ways lead to one: a document reports that its sources disagree (`reporting`), or sentences of different documents
say the same of the same thing with another value, or deny it (`comparing`). A dispute that is none is worse than one
that is missed: wherever it cannot be told that two sentences speak of the same thing, there is none.
"""

from collections.abc import Sequence

from service.disputes.claims import Claim
from service.disputes.comparing import compared
from service.disputes.dispute import Dispute
from service.disputes.reported import Reported, topic, whole
from service.disputes.reporting import reported
from service.evidence import Asked, Candidate, Place
from service.selection import Chosen

__all__ = ["Dispute", "disputes", "distinct"]

_MOST = 3
"""Disputes in an answer to one question."""
_TOP = 2
"""Sentences at the top that an answer is made of first."""


def disputes(
    question: Asked, ranked: Sequence[tuple[Candidate, float]], unread: Sequence[Place] = (), harder: bool = False
) -> list[Dispute]:
    """The disputes about what is asked among the evidence, best first, `ranked` as read.

    Args:
        question: one thing asked.
        ranked: the sentences read, best first.
        unread: passages found of which nothing was read.
        harder: for a question that asks whether the sources agree: also what only touches on it.
    """
    if not ranked:
        return []
    top = {(candidate.hit.passage.passage_id, candidate.position) for candidate, _ in ranked[:_TOP]}
    found = [_reported(question, one, top, harder) for one in reported(question, ranked, unread, harder)]
    cited = {_sentence(side) for one in found for side in one.statements}
    for group in compared(question, ranked):
        if not {_sentence(claim.chosen()) for claim in group} & cited:
            found.append(_compared(question, group, top))
    return sorted(found, key=lambda one: not one.asked)[:_MOST]


def distinct(found: Sequence[Dispute]) -> list[Dispute]:
    """Disputes without those of which another one shows all sides: several things asked find some of them twice."""
    kept: list[Dispute] = []
    for one in found:
        if not any({_span(side) for side in one.sides} <= {_span(side) for side in other.sides} for other in kept):
            kept.append(one)
    return kept


def _span(side: Chosen) -> tuple[str, int, int]:
    return side.candidate.hit.passage.document_id, side.span.start, side.span.end


def _reported(question: Asked, one: Reported, top: set[tuple[str, int]], harder: bool) -> Dispute:
    sides = one.sides()
    sentences = {_sentence(side): whole(side) for side in sides}
    asked = harder or bool(question.facet.types) or bool(top & sentences.keys())
    return Dispute(topic(one) or question.facet.query, sides, tuple(sentences.values()), asked)


def _compared(question: Asked, group: Sequence[Claim], top: set[tuple[str, int]]) -> Dispute:
    sides = tuple(claim.chosen() for claim in group)
    asked = any(claim.answers for claim in group) or bool(top & {_sentence(side) for side in sides})
    return Dispute(question.facet.query, sides, sides, asked)


def _sentence(side: Chosen) -> tuple[str, int]:
    return side.candidate.hit.passage.passage_id, side.candidate.position
