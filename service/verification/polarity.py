"""Whether a statement affirms what its quotes affirm: negation, opposites, conditions, before and after."""

from collections.abc import Iterator

from service.verification.alignment import Alignment, Pair
from service.verification.reading.clauses import Predicate, Text, said
from service.verification.reading.wordlists import wordlist
from service.verification.roles import is_converse
from service.verification.verdict import Finding

_OPPOSITE_LINKS = (
    {"before", "prior to", "ahead of"},
    {"after", "following", "since", "once", "when", "as soon as"},
)


def denial(text: Text, number: int, depth: int = 0) -> bool:
    """Whether a predicate's verb is denied, by its own negation or by what it depends on."""
    predicate = text.predicates[number]
    denied = predicate.denied ^ (predicate.link in ("unless", "until", "till", "against"))
    denied ^= any(
        text.units[i].low in wordlist("hardly") for i in range(max(0, predicate.first - 2), predicate.last + 1)
    )
    denied ^= predicate.form == "ing" and _ruled_out(text, number)
    parent = predicate.parent
    if (
        parent is None
        or depth > 4
        or predicate.link in ("rel", "and", "because", "although", "while", "whereas", "if", "when")
    ):
        return denied
    above = text.predicates[parent]
    lemma = text.units[above.at].lemma
    if (lemma in wordlist("implicit") and predicate.form in ("to", "ing")) or (
        lemma in ("deny", "doubt", "dispute") and predicate.link == "that"
    ):
        denied ^= not _parallel(text, above)
    if above.copula and predicate.form == "to":
        denied ^= above.denied
    if (
        above.copula
        and predicate.form == "to"
        and any(text.units[head].low in wordlist("unable") for role, head in above.others if role == "is")
    ):
        denied = not denied
    if lemma in wordlist("raising") and predicate.form in ("to", "participle", "ing"):
        denied ^= above.denied
    if (
        predicate.form == "to"
        and above.objects
        and above.objects[-1] not in predicate.subject
        and text.groups[above.objects[-1]].denied
        and text.groups[above.objects[-1]].last < predicate.first
    ):
        denied = not denied
    return denied


def _ruled_out(text: Text, number: int) -> bool:
    """Whether a gerund is the subject of "is out of the question" or the like."""
    following = text.predicates[number + 1] if number + 1 < len(text.predicates) else None
    if following is None or not following.copula or following.form != "finite":
        return False
    after = " ".join(unit.low for unit in text.units[following.first : following.first + 6])
    return any(phrase in after for phrase in ("out of the question", "impossible", "unacceptable", "ruled out"))


def _parallel(text: Text, predicate: Predicate) -> bool:
    """Whether a verb of doubting is denied, itself or by who does it: "nobody doubts"."""
    return predicate.denied or any(head in text.groups and text.groups[head].denied for head in predicate.subject)


def affirmed(text: Text, number: int) -> bool:
    """Whether a predicate with all that belongs to it is affirmed: "received no plan" is not."""
    predicate = text.predicates[number]
    denied = denial(text, number)
    seen: set[int] = set()
    parts = [*predicate.subject, *predicate.objects]
    parts += [head for role, head in predicate.others if role == "is" or (predicate.copula and role != "without")]
    for head in parts:
        group = text.groups.get(head)
        if group and group.denied and not seen & {head, *group.alike}:
            denied = not denied
            seen |= {head, *group.alike}
    return not denied


def carriers(text: Text, predicate: Predicate) -> list[int]:
    """The units that say what a predicate says: its verb or, after "be", its complement."""
    if not predicate.copula:
        return [predicate.at]
    complements = [head for role, head in predicate.others if role == "is"] + predicate.objects[:1]
    return complements or [head for _, head in predicate.others][:1] or predicate.subject[:1]


def standing(text: Text, i: int) -> bool | None:
    """Whether what a unit says is affirmed in its text; None when it stands in no predicate."""
    for number, predicate in enumerate(text.predicates):
        if i in carriers(text, predicate):
            # An open question affirms nothing.
            return None if predicate.link == "whether" else affirmed(text, number)
    head = text.head_of.get(i, i)
    for number, predicate in enumerate(text.predicates):
        heads = [*predicate.subject, *predicate.objects, *(other for _, other in predicate.others)]
        if head in heads:
            group = text.groups.get(head)
            denied = denial(text, number) ^ bool(group and group.denied)
            if head in predicate.objects and text.units[predicate.at].lemma in wordlist("implicit"):
                denied = not denied
            return not denied
    noun = text.governor.get(head)
    if noun and noun[0] != i:
        group = text.groups.get(noun[0])
        if group and group.denied:
            return False
        return standing(text, noun[0]) if noun[0] < i else None
    return None


def check(alignment: Alignment) -> Iterator[Finding]:
    """What the statement affirms and its quotes deny, or the other way round."""
    yield from _predicates(alignment)
    yield from _other_verbs(alignment)
    yield from _links(alignment)
    yield from _excluded(alignment)
    yield from _opposites(alignment)


def _predicates(alignment: Alignment) -> Iterator[Finding]:
    told, given = alignment.told, alignment.given
    for number, predicate in enumerate(told.predicates):
        for i in carriers(told, predicate):
            pair = _nearest(alignment, i)
            light = alignment.weights.get(i, 0.0) < 0.3 and not predicate.denied
            if pair is None or (light and pair.relation == "synonym" and not _same_word(alignment, i, pair)):
                continue
            if not _close(alignment, i, pair):
                continue
            theirs = standing(given, pair.at)
            if theirs is None:
                continue
            ours = affirmed(told, number)
            if pair.relation == "opposite" and not is_converse(told.units[i].lemma, given.units[pair.at].lemma):
                ours = not ours
            if ours != theirs:
                yield Finding(
                    "negated",
                    f"The statement says “{said(told, predicate)}”, the quotes say “{_around(given, pair.at)}”.",
                    strength=pair.strength,
                    at=i,
                )


def _other_verbs(alignment: Alignment) -> Iterator[Finding]:
    """A verb without counterpart over something that has one: "set out what had changed", "did not say what had"."""
    told, given = alignment.told, alignment.given
    taken = {best.at for best in alignment.best.values()}
    for number, predicate in enumerate(told.predicates):
        if predicate.copula or predicate.at in alignment.best or not alignment.weights.get(predicate.at):
            continue
        for child in alignment.children(number):
            pair = alignment.best.get(told.predicates[child].at)
            below = next((one for one in given.predicates if pair and one.at == pair.at), None)
            if pair is None or pair.relation != "same" or below is None or below.parent is None:
                continue
            if given.predicates[below.parent].at not in taken and affirmed(told, number) != affirmed(
                given, below.parent
            ):
                above = given.predicates[below.parent]
                yield Finding(
                    "negated",
                    f"The statement says “{said(told, predicate)}”, the quotes say “{said(given, above)}”.",
                    0.7,
                )


def _nearest(alignment: Alignment, i: int) -> Pair | None:
    """What a word corresponds to; the same word, where the quotes have it in one clause with the best counterpart."""
    best = alignment.best.get(i)
    if best is None or best.relation != "synonym":
        return best
    given = alignment.given
    same = [
        pair
        for pair in alignment.pairs[i]
        if pair.relation == "same"
        and given.units[pair.at].sentence == given.units[best.at].sentence
        and given.units[pair.at].tag == "V"
    ]
    return same[0] if same else best


def _close(alignment: Alignment, i: int, pair: Pair) -> bool:
    """Whether a correspondence is sure enough for a contradiction to mean something."""
    one, other = alignment.told.units[i].meaning, alignment.given.units[pair.at].meaning
    return pair.relation in ("same", "opposite") or bool(one.groups & other.groups) or _same_word(alignment, i, pair)


def _same_word(alignment: Alignment, i: int, pair: Pair) -> bool:
    """Whether two verbs are one, though only one of them is part of a phrase: "treat", "treat as"."""
    one, other = alignment.told.units[i], alignment.given.units[pair.at]
    return one.tag == other.tag == "V" and one.lemma == other.lemma


def _links(alignment: Alignment) -> Iterator[Finding]:
    """Before for after, if for unless."""
    told, given = alignment.told, alignment.given
    ours = _linked(told)
    theirs = _linked(given)
    for i, link in ours.items():
        pair = alignment.best.get(i)
        # "After they telephoned", "ahead of the telephone call": the word may only qualify what has the link.
        at = None if pair is None else pair.at if pair.at in theirs else given.head_of.get(pair.at)
        if at is None or at not in theirs:
            continue
        other = theirs[at]
        early, late = _OPPOSITE_LINKS
        if (link in early and other in late) or (link in late and other in early):
            yield Finding("negated", f"The statement says “{link}”, the quotes say “{other}”.", strength=1.0)


def _linked(text: Text) -> dict[int, str]:
    found = {predicate.at: predicate.link for predicate in text.predicates}
    for predicate in text.predicates:
        for preposition, head in predicate.others:
            found.setdefault(head, preposition)
    for head, (_, preposition) in text.governor.items():
        found.setdefault(head, preposition)
    return found


def _excluded(alignment: Alignment) -> Iterator[Finding]:
    """What stands with "rather than", "instead of" or "no" on one side only."""
    told, given = alignment.told, alignment.given
    for head, group in told.groups.items():
        pair = alignment.best.get(head)
        if pair is None or pair.relation == "opposite" or alignment.weights.get(head, 0.0) < 0.3:
            continue
        other = given.groups.get(given.head_of.get(pair.at, pair.at))
        if other is None or other.head != pair.at or group.denied == other.denied:
            continue
        if pair.relation != "same":
            continue
        ours, theirs = standing(told, head), standing(given, pair.at)
        if ours is not None and theirs is not None and ours != theirs and _hang_together(alignment, head, pair.at):
            side = "the quotes exclude it" if other.denied else "the quotes do not"
            verb = "affirms" if other.denied else "excludes"
            yield Finding("negated", f"The statement {verb} “{told.units[head].text}”, {side}.", strength=0.9)


def _hang_together(alignment: Alignment, head: int, other: int) -> bool:
    """Whether two nouns belong to verbs that correspond."""
    told, given = alignment.told, alignment.given
    verbs = {alignment.best[one.at].at for one in told.predicates if one.at in alignment.best and head in parts(one)}
    return any(one.at in verbs and other in parts(one) for one in given.predicates)


def parts(predicate: Predicate) -> list[int]:
    """Heads of everything that belongs to a predicate."""
    return [*predicate.subject, *predicate.objects, *(head for _, head in predicate.others)]


def _opposites(alignment: Alignment) -> Iterator[Finding]:
    """Words of opposite meaning outside predicates: "a temporary ceasefire", "a permanent ceasefire"."""
    told, given = alignment.told, alignment.given
    handled = {i for predicate in told.predicates for i in carriers(told, predicate)}
    for i, pair in alignment.best.items():
        if pair.relation != "opposite" or i in handled or told.units[i].kind != "word":
            continue
        if any(best.at == pair.at and best.relation != "opposite" for best in alignment.best.values()):
            continue
        ours, theirs = standing(told, i), standing(given, pair.at)
        if ours is None or theirs is None or ours == theirs:
            yield Finding(
                "negated",
                f"The statement says “{told.units[i].text}”, the quotes say “{given.units[pair.at].text}”.",
                0.8,
            )


def _around(text: Text, i: int) -> str:
    for predicate in text.predicates:
        if predicate.first <= i <= predicate.last:
            return said(text, predicate)
    group = text.groups.get(text.head_of.get(i, i))
    if group:
        return " ".join(unit.text for unit in text.units[group.first : group.last + 1])
    return text.units[i].text
