"""Whether the documents answer at all, and if not, why.

The decision is a logistic model over what is known of the best evidence, fitted on labelled questions
(`training/evidence`); its reason names the strongest sign that the thing asked for is not there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from service import wording
from service.evidence import Asked, Candidate, covered, missing_share, offers, surroundings, type_match
from service.fitted import logistic
from service.languages import pack
from service.naming import text_keys
from service.premises import denied
from service.understanding import Kind

SIGNS = (
    "affinity",
    "cosine",
    "passage_cosine",
    "coverage",
    "sentence_coverage",
    "foreign",
    "named",
    "absent",
    "named_in_sentence",
    "type",
    "untyped",
    "undisclosed",
    "withheld",
    "denied",
    "negated",
    "uncaused",
    "yes_no",
    "list",
    "involved",
    "lacking",
    "reader",
    "reader_answer",
    "answer_typed",
)
"""The names of the signs, in order; each is between about -1 and 1."""

_CONSIDERED = 3
"""Sentences at the top whose signs count."""
_INVOLVED: tuple[Kind, ...] = ("comparison", "change", "conflict")
"""Kinds whose answer stands in no single sentence."""
_REMARK = 12
"""Words: a sentence up to this length speaks of what the one before it said ("Which one, he would not reveal.")."""
_USUAL_COSINE = 0.85
"""Of a question and a sentence on its subject, with this embedder."""
_USUAL_PASSAGE = 0.766
"""The same of a passage, by the vector that it was searched with."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why there is no answer."""

    reason: str


def signs(question: Asked, kind: Kind, ranked: Sequence[tuple[Candidate, float]]) -> dict[str, float]:
    """What is known of the evidence for one facet; `ranked` is not empty."""
    top = [candidate for candidate, _ in ranked[:_CONSIDERED]]
    best, types = top[0], question.facet.types
    around = [surroundings(candidate.hit) for candidate in top]
    missing = missing_names(question, around)
    languages = [candidate.hit.passage.metadata.language for candidate in top]
    marks = pack(languages[0]).marks
    asks_negation = bool(question.words.marks["negation"].search(question.facet.query))
    return {
        "affinity": max(candidate.feature("affinity") for candidate in top),
        "cosine": (max(candidate.feature("cosine") for candidate in top) - _USUAL_COSINE) * 10,
        "passage_cosine": (max(candidate.hit.dense for candidate in top) - _USUAL_PASSAGE) * 10,
        "coverage": max(map(partial(covered, question), around, languages)),
        "sentence_coverage": best.feature("coverage"),
        "foreign": float(languages[0] not in (None, question.words.code)),
        "named": 1 - len(missing) / max(1, len(question.names)),
        "absent": float(bool(missing)),
        "named_in_sentence": best.feature("named"),
        "type": max(candidate.feature("type") for candidate in top) if types else 0.0,
        "untyped": float(not types),
        "undisclosed": float(any(_withholds(candidate) for candidate in top)),
        "withheld": float(_withheld(kind, ranked)),
        "denied": float(denied(question, ranked) is not None),
        "negated": float(not asks_negation and kind != "yes_no" and bool(marks["negation"].search(best.text))),
        "uncaused": float("reason" in types and not any(_offers_reason(question, candidate) for candidate in top)),
        "yes_no": float(kind == "yes_no"),
        "list": float(kind == "list"),
        "involved": float(kind in _INVOLVED),
        "lacking": min(map(partial(missing_share, question), around, languages)),
        "reader": max(candidate.feature("reader") for candidate in top),
        "reader_answer": max(candidate.feature("reader_answer") for candidate in top),
        "answer_typed": max(map(partial(_answer_typed, question), top)) if types else 0.0,
    }


def _answer_typed(question: Asked, candidate: Candidate) -> float:
    """Share of the types asked for that the reader's own short answer has."""
    words, text = pack(candidate.hit.passage.metadata.language), candidate.short_answer
    return type_match(question, text, surroundings(candidate.hit), words) if text else 0.0


def _withholds(candidate: Candidate) -> bool:
    return _undisclosed(candidate.text, candidate)


def _undisclosed(text: str, near: Candidate) -> bool:
    """Whether a text of a candidate's passage says that something was not made known."""
    return bool(pack(near.place.language).marks["undisclosed"].search(text))


def _offers_reason(question: Asked, candidate: Candidate) -> bool:
    return offers("reason", question, candidate.text, "", pack(candidate.hit.passage.metadata.language))


def decide(question: Asked, kind: Kind, ranked: Sequence[tuple[Candidate, float]]) -> Refusal | None:
    """A refusal with its reason, or None when there is an answer."""
    if not ranked:
        return Refusal(question.words.wording["reason_nothing"])
    known = signs(question, kind, ranked)
    best = ranked[0][0]
    model = logistic("refusal", "alone" if best.judged is None else "with_reader")
    if model.agrees(known):
        return None
    nearest = (denied(question, ranked) if known["denied"] else None) or best
    why = _why(question, known, ranked)
    return Refusal(f"{why} {wording.nearest(question.words, nearest.text, nearest.hit.passage.metadata)}")


def _withheld(kind: Kind, ranked: Sequence[tuple[Candidate, float]]) -> bool:
    """Whether the best sentence, or a remark after it, says that just this was not made known."""
    if kind in ("yes_no", "about", *_INVOLVED):
        return False
    best = ranked[0][0]
    return _withholds(best) or _withholds_after(best)


def _withholds_after(candidate: Candidate) -> bool:
    """Whether the sentence after this one says in a few words that more was not made known."""
    after = candidate.sentences.texts[candidate.position + 1 : candidate.position + 2]
    return any(len(text.split()) <= _REMARK and _undisclosed(text, candidate) for text in after)


def missing_names(question: Asked, texts: Sequence[str]) -> list[str]:
    """By what those of the question's names and numbers are known that stand in none of the texts."""
    return sorted(question.names.difference(*map(text_keys, texts)))


def _why(question: Asked, known: dict[str, float], ranked: Sequence[tuple[Candidate, float]]) -> str:
    texts = question.words.wording
    if known["denied"]:
        return texts["reason_contradicted"]
    if known["undisclosed"]:
        return texts["reason_undisclosed"]
    absent = missing_names(question, [surroundings(candidate.hit) for candidate, _ in ranked[:_CONSIDERED]])
    if absent and not known["foreign"]:
        return texts["reason_missing"].format(missing=wording.listed(_as_asked(question, absent), question.words))
    if known["type"] < 1 and question.facet.types:
        kinds = [question.words.kinds[kind] for kind in sorted(question.facet.types)]
        return texts["reason_kind"].format(kind=wording.listed(kinds, question.words))
    premise = known["negated"] and "reason" in question.facet.types
    return texts["reason_contradicted" if premise else "reason_weak"]


def _as_asked(question: Asked, missing: Sequence[str]) -> list[str]:
    """The words of the question, up to three together, that have the missing keys."""
    asked = [word.strip(",;:.()“”\"'") for word in question.facet.query.replace("?", " ").split()]
    runs = [" ".join(asked[i : i + length]) for length in (1, 2, 3) for i in range(len(asked) - length + 1)]
    named = [next((run for run in runs if key in text_keys(run)), key.strip("@~")) for key in missing]
    return list(dict.fromkeys(named))
