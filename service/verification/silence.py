"""What a text says that a text says, or does not say: "is silent on", "makes no mention of", "has no clause on".

Silence has as many words as speech, and none of them is the negation of another: "mentions" and "leaves out" share no
word at all. So both are read into one form, a *telling*: who is said to tell, about what, and whether they do. Two
tellings of one source about one thing must agree.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.verification.alignment import Alignment
from service.verification.polarity import affirmed, denial
from service.verification.reading.clauses import Predicate, Text
from service.verification.reading.wordlists import wordlist
from service.verification.verdict import Finding

ABOUT = frozenset(("about", "on", "of", "to", "for", "regarding", "concerning", "as to", "as for"))
INSIDE = frozenset(("in", "from", "within", "by", "inside"))
ENOUGH = 0.6
"""Share of what a statement says is (not) mentioned that the quotes must have among the same."""
_INDEFINITE = frozenset(("nothing", "anything", "something", "none"))
_FORWARD = frozenset(("it", "this", "that", "they", "he", "she", "which", "who"))


@dataclass(frozen=True, slots=True)
class Telling:
    """That somebody or something tells, or does not tell, about something; places are indices of units."""

    told: bool
    source: frozenset[int]
    topic: frozenset[int]
    """Everything that the topic is named with."""
    heads: frozenset[int]
    words: frozenset[int]
    """The words that say that it is told or not."""
    at: int


def tellings(text: Text) -> list[Telling]:
    """All tellings of a text."""
    found = (_telling(text, number) for number in range(len(text.predicates)))
    return [one for one in found if one is not None and one.heads]


def _telling(text: Text, number: int) -> Telling | None:
    predicate = text.predicates[number]
    lemma = text.units[predicate.at].lemma
    complement = next((head for role, head in predicate.others if role == "is"), None)
    quality = text.units[complement].low if complement is not None else ""
    if quality == "silent" and complement is not None:
        topic = _rest(text, predicate, ABOUT) or _clause(text, number)
        return _made(text, number, False, predicate.subject, topic, {predicate.at, complement})
    if quality in wordlist("missing") or text.units[predicate.at].low in wordlist("missing"):
        words = {predicate.at} if complement is None else {predicate.at, complement}
        return _made(text, number, False, _rest(text, predicate, INSIDE), predicate.subject, words)
    if lemma in wordlist("leaving_out") and _leaves_out(text, predicate):
        if predicate.passive:
            return _made(text, number, False, _rest(text, predicate, INSIDE), predicate.subject, {predicate.at})
        carriers = [head for head in predicate.objects if _carries(text, head)]
        topic = [head for role, head in predicate.others if role in ABOUT] if carriers else predicate.objects
        return _made(text, number, False, predicate.subject, topic, {predicate.at, *carriers})
    if lemma in wordlist("telling") or lemma in wordlist("bearing") or predicate.copula:
        return _speech(text, number, lemma)
    return None


def _leaves_out(text: Text, predicate: Predicate) -> bool:
    """Whether "leave" is "leave out"."""
    if text.units[predicate.at].lemma != "leave":
        return True
    return any(unit.low == "out" for unit in text.units[predicate.at + 1 : predicate.at + 5])


def _speech(text: Text, number: int, lemma: str) -> Telling | None:
    predicate = text.predicates[number]
    objects = predicate.objects or ([] if not predicate.copula else predicate.subject)
    carriers = [head for head in objects if _carries(text, head)]
    if carriers or (predicate.passive and any(_carries(text, head) for head in predicate.subject)):
        carrier = carriers[0] if carriers else next(head for head in predicate.subject if _carries(text, head))
        below = [head for head, (noun, role) in text.governor.items() if noun == carrier and role in ABOUT]
        topic = below or [head for role, head in predicate.others if role in ABOUT and head > carrier]
        passive = predicate.passive or predicate.copula or not predicate.subject or carrier in predicate.subject
        source = _rest(text, predicate, INSIDE) if passive else predicate.subject
        return _made(text, number, True, source, topic, {predicate.at, carrier})
    if predicate.copula or lemma not in wordlist("telling"):
        return None
    if predicate.passive:
        return _made(text, number, True, _rest(text, predicate, INSIDE), predicate.subject, {predicate.at})
    if lemma in wordlist("saying"):
        # "Said that …" tells something, "did not say which …" is about something.
        return _made(text, number, True, predicate.subject, _clause(text, number), {predicate.at})
    return _made(
        text, number, True, predicate.subject, predicate.objects or _rest(text, predicate, ABOUT), {predicate.at}
    )


def _clause(text: Text, number: int) -> list[int]:
    """What an indirect question is about: "which points had been removed"."""
    for child in text.predicates[number + 1 :]:
        if child.parent == number and child.link in ("rel", "which", "whether", "where", "when", "how"):
            return [*child.subject, child.at]
    return []


def _carries(text: Text, head: int) -> bool:
    """Whether a noun only carries what it is about: "a clause on", "mention of", "nothing about"."""
    return text.units[head].lemma in wordlist("carriers") or text.units[head].low in _INDEFINITE


def _rest(text: Text, predicate: Predicate, roles: frozenset[str]) -> list[int]:
    return [head for role, head in predicate.others if role in roles]


def _made(
    text: Text, number: int, told: bool, source: Sequence[int], topic: Sequence[int], words: set[int]
) -> Telling | None:
    predicate = text.predicates[number]
    if predicate.form not in ("finite", "to", "ing"):
        return None
    # "there is" and "the deadline" of "the deadline is missing" are read with the verb's own negation only.
    yes = affirmed(text, number) if told else not denial(text, number)
    topic = [head for head in topic if head not in words]
    whole, from_whom = _whole(text, topic, source), _whole(text, source, topic)
    return Telling(
        yes if told else not yes, frozenset(from_whom), frozenset(whole), frozenset(topic), frozenset(words),
        predicate.at,
    )  # fmt: skip


def _whole(text: Text, members: Sequence[int], others: Sequence[int] = ()) -> set[int]:
    """All units of noun groups and of what hangs on them, but not of other ones."""
    found: set[int] = set()
    waiting = list(members)
    while waiting:
        head = waiting.pop()
        if head in found:
            continue
        group = text.groups.get(head)
        found |= set(range(group.first, group.last + 1)) if group else {head}
        waiting += [other for other, (noun, _) in text.governor.items() if noun == head and other not in others]
        if group and group.owner is not None:
            waiting.append(group.owner)
    return found


def settle(alignment: Alignment) -> Iterator[Finding]:
    """What the statement says is told and the quotes say is not, or the other way round.

    Where both agree, the words that say so count as compared: they are taken out of `alignment`.
    """
    told = tellings(alignment.told)
    theirs = tellings(alignment.given) if told else []
    for ours in told:
        matching = [one for one in theirs if _same(alignment, ours, one)]
        against = [one for one in matching if one.told != ours.told]
        if matching and not against:
            alignment.settled[ours.at] = matching[0].at
            for i in ours.words:
                alignment.weights[i] = 0.0
                alignment.best.pop(i, None)
                alignment.pairs.pop(i, None)
        elif against and len(against) == len(matching):
            verb, other = _words(alignment.told, ours), _words(alignment.given, against[0])
            yield Finding("negated", f"The statement says “{verb}”, the quotes say “{other}”.", at=ours.at)
        elif not ours.told and (at := _told_of(alignment, ours)) is not None:
            said = alignment.given.units[at].text
            yield Finding(
                "negated", f"The statement says “{_words(alignment.told, ours)}”, the quotes say “{said}”.", at=ours.at
            )


def _words(text: Text, telling: Telling) -> str:
    first, last = min(telling.words), max(telling.words)
    first = next((one.first for one in text.predicates if one.at == telling.at), first)
    return " ".join(unit.text for unit in text.units[min(first, last) : last + 1])


def _same(alignment: Alignment, ours: Telling, theirs: Telling) -> bool:
    return _same_topic(alignment, ours, theirs.topic, theirs.heads) and _same_source(alignment, ours, theirs)


def _same_topic(alignment: Alignment, ours: Telling, topic: frozenset[int], heads: frozenset[int]) -> bool:
    total = met = 0.0
    for i in ours.topic:
        # What only qualifies the topic from outside, "an amount for the fund", may be told elsewhere.
        near = alignment.told.head_of.get(i, i) in ours.heads
        weight = alignment.weights.get(i, 0.0) * (1.0 if near else 0.5)
        here = any(pair.at in topic and pair.relation != "opposite" for pair in alignment.pairs.get(i, []))
        if alignment.told.units[i].kind != "word" and weight and not here:
            return False
        if weight >= LEAST:
            total, met = total + weight, met + weight * here
    if not total or met / total < ENOUGH:
        return False
    at = {pair.at for i in ours.heads for pair in alignment.pairs.get(i, [])}
    return bool(at & heads)


LEAST = 0.35


def _same_source(alignment: Alignment, ours: Telling, theirs: Telling) -> bool:
    """Whether the one who tells may be the same; a pronoun in the quotes stands for what they name before it."""
    given, told = alignment.given.units, alignment.told.units
    mine = {i for i in ours.source if alignment.weights.get(i, 0.0) >= LEAST or told[i].kind != "word"}
    if mine and not theirs.source:
        # "No amount was named": by whom is told before.
        quote = alignment.quote_of[theirs.at]
        named = {j for j in range(theirs.at) if alignment.quote_of[j] == quote}
        return all(any(pair.at in named for pair in alignment.pairs.get(i, [])) for i in mine)
    if not mine:
        return not theirs.source
    other = set(theirs.source)
    if all(given[j].low in _FORWARD for j in other):
        quote = alignment.quote_of[theirs.at]
        other = {j for j in range(min(other)) if alignment.quote_of[j] == quote}
    else:
        said = {j for j in other if given[j].tag in ("N", "A", "U", "Y")}
        if not all(_met(alignment, j, mine) for j in said):
            return False
    unmet = [i for i in mine if not any(pair.at in other for pair in alignment.pairs.get(i, []))]
    if not unmet:
        return all(given[j].kind == "word" or _met(alignment, j, mine) for j in theirs.source) or not _named(told, mine)
    return False


def _named(units: Sequence[object], places: set[int]) -> bool:
    return any(getattr(units[i], "kind", "word") != "word" for i in places)


def _met(alignment: Alignment, j: int, mine: set[int]) -> bool:
    return any(pair.at == j for i in mine for pair in alignment.pairs.get(i, []))


def _told_of(alignment: Alignment, ours: Telling) -> int | None:
    """A verb of the quotes whose subject is the source and that says something of the topic."""
    given = alignment.given
    for number, predicate in enumerate(given.predicates):
        sentence = given.units[predicate.at].sentence
        after = frozenset(j for j, unit in enumerate(given.units) if unit.sentence == sentence and j > predicate.at)
        theirs = Telling(
            True, frozenset(_whole(given, predicate.subject)), after, after, frozenset((predicate.at,)), predicate.at
        )
        if (
            predicate.form == "finite"
            and not predicate.passive
            and not predicate.copula
            and affirmed(given, number)
            and _same(alignment, ours, theirs)
        ):
            return predicate.at
    return None
