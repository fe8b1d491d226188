"""How much of something a statement speaks of: all for most, most for some."""

from collections import Counter
from collections.abc import Iterator

from service.verification.alignment import Alignment
from service.verification.reading.clauses import Text
from service.verification.verdict import Finding

_QUANTIFIERS = {
    "all": 4, "every": 4, "each": 4, "entire": 4, "whole": 4, "everyone": 4, "everybody": 4, "always": 4, "both": 4,
    "fully": 4, "completely": 4, "entirely": 4, "unanimously": 4,
    "little": 1, "most": 3, "majority": 3, "bulk": 3, "largely": 3, "mostly": 3, "mainly": 3, "usually": 3,
    "generally": 3,
    "many": 2, "numerous": 2, "half": 2, "often": 2,
    "some": 1, "several": 1, "few": 1, "part": 1, "partly": 1, "partially": 1, "sometimes": 1, "certain": 1,
}  # fmt: skip


_STRICT = frozenset(("all", "every", "most", "completely", "entirely", "fully", "unanimously"))
"""Those that are not used for emphasis only."""


def check(alignment: Alignment) -> Iterator[Finding]:
    """A quantifier in the statement where the quotes have a weaker one."""
    told, given = alignment.told, alignment.given
    theirs_by_head = quantified(given)
    for head, (level, word) in quantified(told).items():
        pair = alignment.best.get(head)
        if pair is None:
            continue
        theirs = theirs_by_head.get(pair.at) or theirs_by_head.get(given.head_of.get(pair.at, pair.at))
        if theirs is None and level == 4 and word not in ("both", "whole", "entire", "each"):
            number = _counted(given, pair.at)
            if number:
                theirs = (2, number)
        if theirs and theirs[0] < level:
            yield Finding("overstated", f"The statement says “{word}”, the quotes only “{theirs[1]}”.")
    yield from _only_quantifiers(alignment)


def _only_quantifiers(alignment: Alignment) -> Iterator[Finding]:
    """A quantifier on each side that the other has not: "all of them", "most of them"."""
    told, given = alignment.told, alignment.given
    best = Counter(given.units[pair.at].sentence for pair in alignment.best.values()).most_common(1)
    here = [unit for unit in given.units if best and unit.sentence == best[0][0]]
    ours = {unit.low: _QUANTIFIERS[unit.low] for unit in told.units if unit.low in _STRICT}
    theirs = {unit.low: _QUANTIFIERS[unit.low] for unit in here if unit.low in _QUANTIFIERS and not unit.absorbed}
    strongest = max(theirs.values(), default=0)
    less = [word for word in theirs if word not in {unit.low for unit in told.units}]
    for word, level in ours.items():
        if less and word not in theirs and strongest < level:
            yield Finding("overstated", f"The statement says “{word}”, the quotes only “{less[0]}”.")


def quantified(text: Text) -> dict[int, tuple[int, str]]:
    """Heads of groups and verbs with the quantifier that goes with them."""
    found: dict[int, tuple[int, str]] = {}
    for i, unit in enumerate(text.units):
        level = _QUANTIFIERS.get(unit.low)
        if level is None or (unit.absorbed and unit.low not in ("all", "most")):
            continue
        if level == 4 and i and text.units[i - 1].low in ("nearly", "almost", "not", "virtually"):
            level = 3
        if i and text.units[i - 1].low == "not":
            level = min(level, 1) if level < 4 else 3
        head = text.head_of.get(i)
        if unit.low in ("few",) and i and text.units[i - 1].low == "a":
            level = 1
        if head is not None and head != i:
            found[head] = (level, unit.low)
        for other, (noun, preposition) in text.governor.items():
            if noun == i and preposition == "of":
                found[other] = (level, unit.low)
        clause = text.clause_of.get(i)
        if (head is None or head == i) and unit.tag in ("R", "F") and clause is not None:
            found.setdefault(text.predicates[clause].at, (level, unit.low))
    return found


def _counted(text: Text, head: int) -> str:
    """A number that counts only some of what a head names."""
    group = text.groups.get(text.head_of.get(head, head))
    noun = text.governor.get(group.head) if group else None
    if noun and text.units[noun[0]].kind == "number" and noun[1] in ("of",):
        return text.units[noun[0]].text
    if group and any(text.units[i].kind == "number" for i in range(group.first, group.last + 1)):
        return next(text.units[i].text for i in range(group.first, group.last + 1) if text.units[i].kind == "number")
    return ""
