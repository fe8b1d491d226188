"""The sentences of a draft as claims: which claim something, and what they claim when read alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.sentences import split
from service.languages import LanguagePack, pack
from service.verification.reading.clauses import Text
from service.verification.reading.parsing import understand
from service.verification.reading.units import read, recognise
from service.verification.reading.wordlists import wordlist


@dataclass(frozen=True, slots=True)
class Claimed:
    """A sentence of a draft; `text == draft[start:end]`."""

    text: str
    start: int
    end: int
    claim: str | None
    """What it claims, with pronouns resolved; None when it claims nothing that documents could tell."""
    query: str
    """What to look for: the claim with what it leans on."""
    why: str = ""


_SPAN = "(?:day|evening|night|week|month|morning|afternoon|year)s?"
_OPENING = re.compile(
    r"^(?:(?:but|and|yet|so|also|however|moreover|furthermore|in addition|by contrast|in turn|as a result|meanwhile"
    r"|instead|in fact|indeed|on the other hand|for (?:his|her|its) part|until then|by then|since then|at the time"
    rf"|there|then|later|earlier|afterwards|(?:that|the) same {_SPAN}|(?:a|one|two|three) {_SPAN} (?:earlier|later)"
    rf"|the (?:next|following) {_SPAN})\b,?\s*)+",
    re.IGNORECASE,
)
"""What ties a sentence to the one before it."""
_INNER = re.compile(
    r",\s*(?:for (?:his|her|its|their) part|on the other hand|however|too|of course|meanwhile|in turn"
    r"|in other words),?\s*",
    re.IGNORECASE,
)
_OPINION = re.compile(
    r"^(?:but |and |so |yet )?(?:let us|let's|now let|consider|imagine|suppose|perhaps the|rarely|seldom|never before"
    r"|sadly|happily|curiously|ironically|clearly|surely|of course|needless to say|what an? |how (?:very|odd|strange)"
    r"|no wonder|small wonder|one (?:may|might|can|could) (?:wonder|ask|argue|only)|it (?:is|was) (?:hard|easy"
    r"|difficult|tempting|worth|no surprise|remarkable|striking|telling|ironic|a pity|a shame))\b"
    r"|, it seems,|^so much for\b|^such is\b|^what else\b"
    r"|\banyone's guess\b|\bremains to be seen\b|\btime will tell\b|\bwho knows\b|\bto my mind\b"
    r"|\bin my (?:view|opinion)\b|\bone wonders\b|\bso to speak\b|\b(?:I|we|my|our|us)\b(?!\.)|\bif you ask\b"
    r"|\b(?:ought|deserves?|should) (?:surely|really)\b|\bhardly an? (?:surprise|triumph|masterpiece)\b"
    r"|\bis (?:never|rarely|seldom|always|hardly|no) (?:easy|simple|an?|good|pretty)\b",
    re.IGNORECASE,
)
"""What makes a sentence an opinion, a transition or an aside of the writer."""


def claims(text: str, language: str | None = None) -> Iterator[Claimed]:
    """The sentences of a draft in order, each as it is to be understood after those before it."""
    words = pack(language)
    persons: list[str] = []
    before = ""
    for start, end in split(text):
        sentence = text[start:end]
        why = nothing_claimed(sentence, words)
        if why:
            yield Claimed(sentence, start, end, None, sentence, why)
        else:
            alone = stand_alone(sentence, persons)
            leans = bool(words.leans["opening"].search(sentence)) or alone != sentence
            yield Claimed(sentence, start, end, alone, f"{before} {alone}".strip() if leans else alone)
        persons = _persons(sentence, words) or persons
        before = sentence


def nothing_claimed(sentence: str, words: LanguagePack) -> str:
    """Why a sentence claims nothing that documents could tell; "" when it does."""
    stripped = sentence.rstrip("\"'”’) ")
    if stripped.endswith("?"):
        return "A question."
    if words.code != "en":
        return ""
    outside = re.sub(r"[\"“][^\"”]*[\"”]|\bUS\b", " ", sentence)
    if _OPINION.search(outside):
        return "An opinion or a transition."
    units = read(sentence, words)
    text = understand(units, words)
    if not any(unit.kind in ("name", "number", "date") for unit in units) and _general(text):
        return "A general remark."
    return ""


def _general(text: Text) -> bool:
    """Whether a sentence speaks of nothing in particular: present tense, and no "the" or "this"."""
    main = [one for one in text.predicates if one.form == "finite"]
    if not main:
        return True
    definite = any(unit.low in wordlist("definite") for unit in text.units)
    past = any(
        (text.units[one.at].form in ("ed", "past") and not one.passive)
        or text.units[one.first].low in ("was", "were", "had", "did")
        for one in main
    )
    return not definite and not past


def stand_alone(sentence: str, persons: list[str]) -> str:
    """A sentence without what ties it to the one before, and with the person meant for a pronoun that opens it."""
    alone = _INNER.sub(lambda match: " " if match.start() else "", sentence)
    opening = _OPENING.match(alone)
    if opening and len(alone) - opening.end() > 15:
        alone = alone[opening.end() :]
        alone = alone[:1].upper() + alone[1:]
    if persons and (pronoun := re.match(r"(He|She)\b", alone)):
        alone = persons[-1] + alone[pronoun.end() :]
    return alone


def parts(claim: str) -> list[str]:
    """The main clauses of a claim, each with its subject; the claim alone when it has only one."""
    units = read(claim, pack("en"))
    recognise([units])
    text = understand(units, pack("en"))
    main = [one for one in text.predicates if one.form == "finite" and one.link in ("", "and", "while", "whereas")]
    cuts: list[tuple[int, str]] = []
    for predicate in sorted(main, key=lambda one: one.at)[1:]:
        groups = [text.groups[head] for head in predicate.subject if head in text.groups]
        first = min((group.first for group in groups), default=predicate.first)
        own = bool(groups) and first > 0 and units[first - 1].tag in ("C", "S", ",", ";")
        at = first if own else predicate.first
        if at == 0 or units[at - 1].tag not in ("C", "S", ",", ";") or not groups:
            continue
        subject = "" if own else claim[units[groups[0].first].start : units[groups[0].last].end] + " "
        cuts.append((units[at].start, subject))
    starts = [(0, ""), *cuts]
    ends = [start for start, _ in cuts] + [len(claim)]
    found = [
        subject + re.sub(r"[,;\s]*\b(?:and|but|while|whereas|or)?[,\s]*$", "", claim[start:end])
        for (start, subject), end in zip(starts, ends, strict=True)
    ]
    return found if len(found) > 1 and all(len(part.split()) > 3 for part in found) else [claim]


def _persons(sentence: str, words: LanguagePack) -> list[str]:
    """Persons who are subjects of a sentence, the last of the main clauses last."""
    if words.code != "en":
        return []
    units = read(sentence, words)
    recognise([units])
    text = understand(units, words)
    found = []
    for predicate in sorted(text.predicates, key=lambda one: (not one.link, one.at)):
        for head in predicate.subject:
            unit = units[head]
            if unit.kind == "name" and not any(key.startswith("@") for key in unit.keys):
                found.append(_whole(text, head))
    return found


def _whole(text: Text, head: int) -> str:
    group = text.groups[head]
    names = [
        text.units[i]
        for i in range(group.first, group.last + 1)
        if text.units[i].kind == "name" and not text.units[i].people
    ]
    return " ".join(unit.text for unit in names[-2:])
