"""Whether a statement says more than its quotes: will for may, all for most, decided for discussed."""

from collections.abc import Iterator

from service.verification import quantifiers
from service.verification.alignment import Alignment, Pair, heads
from service.verification.polarity import carriers
from service.verification.reading.clauses import Predicate, Text, said
from service.verification.reading.tokens import Unit
from service.verification.reading.wordlists import wordlist
from service.verification.roles import fillers, opposite_predicate
from service.verification.verdict import Finding


def check(alignment: Alignment) -> Iterator[Finding]:
    """Everything that is said more strongly than in the quotes."""
    yield from _modality(alignment)
    yield from _eventuality(alignment)
    yield from _firmness(alignment)
    yield from _only_another(alignment)
    yield from _merely_asked(alignment)
    yield from quantifiers.check(alignment)
    yield from _emphasis(alignment)


def _modality(alignment: Alignment) -> Iterator[Finding]:
    told, given = alignment.told, alignment.given
    for number, predicate in enumerate(told.predicates):
        if predicate.form == "participle":
            continue
        found = opposite_predicate(alignment, predicate.at)
        if found is None and predicate.copula:
            found = _by_complement(alignment, predicate)
        if found is None or found[1].strength < 0.6:
            continue
        other = found[0]
        marks = hedges(given, given.predicates.index(other))
        ours = hedges(told, number)
        weaker = other.modal in wordlist("weak_modals") and other.modal in marks and not predicate.modal
        kept = weaker and bool(ours) and set(ours) <= set(marks)
        if not marks or (ours and not kept):
            continue
        hedged = told.units[predicate.at].lemma in wordlist("tentative") or _hedged_otherwise(alignment, number)
        if hedged and not kept:
            continue
        agreed = {mark.casefold() for mark in marks} <= {"agree", "agrees", "agreed"}
        if agreed and predicate.modal in ("will", "shall"):
            continue  # who agreed to do something will do it
        yield Finding(
            "overstated",
            f"The statement says “{said(told, predicate)}”, "
            f"the quotes only “{marks[0]} … {given.units[other.at].text}”.",
        )


def _eventuality(alignment: Alignment) -> Iterator[Finding]:
    """What happens, where the quotes say that it is possible: "will erupt", "an eruption is possible"."""
    told, given = alignment.told, alignment.given
    for number, predicate in enumerate(told.predicates):
        pair = alignment.best.get(predicate.at)
        if pair is None or predicate.form != "finite" or given.units[pair.at].tag != "N":
            continue
        if hedges(told, number) or _hedged_otherwise(alignment, number):
            continue
        for other in given.predicates:
            marks = carriers(given, other) if other.copula else []
            word = next((given.units[head].low for head in marks if given.units[head].low in wordlist("eventual")), "")
            if word and pair.at in other.subject:
                yield Finding(
                    "overstated",
                    f"The statement says “{said(told, predicate)}”, the quotes only that it is “{word}”.",
                )


def _hedged_otherwise(alignment: Alignment, number: int) -> bool:
    """Whether a statement keeps a predicate from being a fact by another word: "a demand", "reportedly", "wants"."""
    told = alignment.told
    if any(unit.low in wordlist("hedges") or _tentative_noun(unit) for unit in told.units):
        return True
    near = [told.predicates[child] for child in alignment.children(number)]
    parent = told.predicates[number].parent
    while parent is not None:
        near.append(told.predicates[parent])
        parent = told.predicates[parent].parent
    near += [one for one in told.predicates if one.form == "finite" and not one.objects]
    return any(_attitude(told, one.at) for one in near)


def _attitude(text: Text, at: int) -> bool:
    """Whether a verb does not say that what depends on it is so; "call" only in "call for" and the like."""
    absorbed = at + 1 < len(text.units) and text.units[at + 1].absorbed
    return text.units[at].lemma in wordlist("attitudes") and (text.units[at].lemma != "call" or absorbed)


def _tentative_noun(unit: Unit) -> bool:
    return unit.tag == "N" and unit.lemma in wordlist("tentative_nouns")


def _by_complement(alignment: Alignment, predicate: Predicate) -> tuple[Predicate, Pair] | None:
    for head in carriers(alignment.told, predicate):
        pair = alignment.best.get(head)
        if pair:
            for other in alignment.given.predicates:
                if other.copula and pair.at in carriers(alignment.given, other):
                    return other, pair
    return None


def hedges(text: Text, number: int) -> list[str]:
    """The words that keep a predicate from being told as a fact."""
    found: list[str] = []
    current: int | None = number
    while current is not None and len(found) < 5:
        predicate = text.predicates[current]
        if predicate.modal in wordlist("weak_modals") and predicate.link not in ("so that", "in order to"):
            found.append(predicate.modal)
        found += [
            text.units[i].low
            for i in range(max(0, predicate.first - 2), predicate.last + 1)
            if text.units[i].low in wordlist("hedges")
        ]
        found += [
            text.units[head].low
            for role, head in predicate.others
            if role == "is" and text.units[head].low in wordlist("hedges")
        ]
        if predicate.link in ("if", "unless") and predicate.parent is None:
            found.append(predicate.link)
        if predicate.link == "whether":
            found.append("whether")
        if predicate.form in ("ing", "to") and (noun := _noun_before(text, predicate)) is not None:
            found.append(text.units[noun].text)
        parent = predicate.parent
        if parent is not None and predicate.link in (
            "to",
            "that",
            "ing",
            "if",
            "unless",
            "for",
            "into",
            "participle",
            "in case",
        ):
            if _attitude(text, text.predicates[parent].at) and predicate.link != "participle":
                found.append(text.units[text.predicates[parent].at].text)
            found += [
                text.units[head].low
                for role, head in text.predicates[parent].others
                if role == "is" and text.units[head].low in wordlist("inclined")
            ]
            if predicate.link in ("so that", "in order to"):
                break
            if predicate.link in ("if", "unless"):
                found.append(predicate.link)
                break
        elif predicate.link == "rel" or predicate.link in (
            "because",
            "after",
            "before",
            "when",
            "while",
            "whereas",
            "although",
            "as",
            "since",
            "until",
            "in order to",
            "so that",
            "so as to",
        ):
            break
        current = parent
    return found


def _noun_before(text: Text, predicate: Predicate) -> int | None:
    """A noun of intention on which a verb hangs: "a declaration of intent on deploying forces"."""
    i = predicate.first - 1
    while i >= 0 and text.units[i].tag in ("P", "T", "-", "R", "F"):
        i -= 1
    head = text.head_of.get(i) if i >= 0 else None
    for _ in range(3):
        if head is None:
            return None
        if text.units[head].lemma in wordlist("intentions"):
            return head
        head = text.governor[head][0] if head in text.governor else None
    return None


def _firmness(alignment: Alignment) -> Iterator[Finding]:
    """A decision where the quotes have a discussion: the verbs differ, their objects are the same."""
    told, given = alignment.told, alignment.given
    for number, predicate in enumerate(told.predicates):
        unit = told.units[predicate.at]
        if unit.lemma not in wordlist("firm") or hedges(told, number):
            continue
        pair = alignment.best.get(predicate.at)
        objects = [
            *predicate.objects,
            *(head for role, head in predicate.others if role in ("on", "as", "to", "for", "in")),
        ]
        for head in objects:
            best = alignment.best.get(head)
            if best is None or best.relation == "opposite":
                continue
            for other in given.predicates:
                heads = [
                    *other.objects,
                    *(place for _, place in other.others),
                    *(other.subject if other.passive else []),
                ]
                if best.at not in heads or (pair is not None and pair.at == other.at):
                    continue
                if pair is not None and _governs(given, pair.at, best.at):
                    continue
                lemma = given.units[other.at].lemma
                if lemma in wordlist("tentative") or other.modal in wordlist("weak_modals"):
                    yield Finding(
                        "overstated",
                        f"The statement says “{unit.text}”, the quotes only “{said(given, other)}”.",
                    )


def _governs(text: Text, verb: int, head: int) -> bool:
    return any(
        one.at == verb and head in [*one.objects, *one.subject, *(place for _, place in one.others)]
        for one in text.predicates
    )


def _only_another(alignment: Alignment) -> Iterator[Finding]:
    """Something done to another thing than the only one of the quotes: "can be cited", "can cite only relays"."""
    told, given = alignment.told, alignment.given
    if any(unit.low in wordlist("only") for unit in told.units):
        return
    for predicate in told.predicates:
        found = opposite_predicate(alignment, predicate.at)
        mine = {head for name, head in fillers(told, predicate) if name == "patient" and told.units[head].tag == "N"}
        if found is None or found[1].relation != "same" or not mine:
            continue
        theirs = [head for name, head in fillers(given, found[0]) if name == "patient" and _only_before(given, head)]
        whole = heads(given, [*theirs, *(one for one, (noun, _) in given.governor.items() if noun in theirs)])
        whole = {j for j in whole if given.units[j].tag in ("N", "K")}
        if theirs and not any(pair.at in whole for head in mine for pair in alignment.pairs.get(head, [])):
            words = given.units[theirs[0]].text
            yield Finding("overstated", f"The quotes say so only of “{words}”.")


def _only_before(text: Text, head: int) -> bool:
    group = text.groups.get(head)
    return group is not None and any(
        text.units[i].low in wordlist("only") for i in range(max(group.first - 1, 0), group.first + 1)
    )


def _merely_asked(alignment: Alignment) -> Iterator[Finding]:
    """Something done by somebody of whom the quotes say only that he was asked: "praised", "was asked about"."""
    told, given = alignment.told, alignment.given
    for predicate in told.predicates:
        unit = told.units[predicate.at]
        if predicate.passive or predicate.form != "finite" or predicate.copula or predicate.at in alignment.best:
            continue
        names = [head for head in predicate.subject if told.units[head].kind == "name" and head in alignment.best]
        if not names or unit.lemma in wordlist("reporting") | wordlist("hearing"):
            continue
        at = {pair.at for head in names for pair in alignment.pairs[head]}
        theirs = [one for one in given.predicates if at & heads(given, [head for _, head in fillers(given, one)])]
        if theirs and all(one.passive and given.units[one.at].lemma in wordlist("questioning") for one in theirs):
            yield Finding(
                "overstated", f"The statement says “{unit.text}”, the quotes only “{said(given, theirs[0])}”."
            )


def _emphasis(alignment: Alignment) -> Iterator[Finding]:
    told, given = alignment.told, alignment.given
    theirs = {unit.low for unit in given.units}
    for i, unit in enumerate(told.units):
        if unit.absorbed:
            continue
        if unit.low in wordlist("only") and not theirs & (wordlist("only") | wordlist("only_in_other_words")):
            before = told.units[i - 1].low if i else ""
            after = told.units[i + 1].low if i + 1 < len(told.units) else ""
            if before != "not" and after not in ("if", "when", "after"):
                yield Finding("overstated", f"The statement says “{unit.low}”, the quotes do not.", 0.5)
        if unit.low in wordlist("emphatic") and unit.low not in theirs and unit.low not in ("never",):
            yield Finding("overstated", f"The statement says “{unit.low}”, the quotes do not.", 0.5)
