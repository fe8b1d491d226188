"""Which units of the quotes correspond to which units of a statement.

Every unit of the statement that says something is compared with every unit of the quotes; where several correspond, the
one is taken whose clause has more in common with the clause of the statement.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from service.verification.persons import share_an_office_only, somebody_else
from service.verification.reading.clauses import Text
from service.verification.reading.meanings import Relation, relation
from service.verification.reading.quantities import TIMES, Agreement, Day, Quantity, agreement, compatible
from service.verification.reading.tokens import Unit
from service.verification.reading.wordlists import wordlist

SMALL = 1.0
"""Added to the weight of a clause, so that a single name makes no context."""
CONTEXT = 2.0
"""How much the surroundings of two units count beside the units."""
STRENGTH: dict[Relation, float] = {"same": 1.0, "synonym": 0.8, "opposite": 0.6, "none": 0.0}


@dataclass(slots=True)
class Pair:
    """A unit of the quotes that may correspond to a unit of the statement."""

    at: int
    relation: Relation
    strength: float


@dataclass(slots=True)
class Alignment:
    """A statement and its quotes side by side."""

    told: Text
    given: Text
    quote_of: list[int]
    """Quote of each unit of the quotes."""
    pairs: dict[int, list[Pair]]
    """By unit of the statement, only for units that say something; empty when nothing corresponds."""
    clauses: dict[tuple[int, int], float] = field(default_factory=dict)
    """What a clause of the statement and one of the quotes have in common."""
    best: dict[int, Pair] = field(default_factory=dict)
    weights: dict[int, float] = field(default_factory=dict)
    best_clause: dict[int, int] = field(default_factory=dict)
    settled: dict[int, int] = field(default_factory=dict)
    """Verbs of telling in the statement (`silence`) and those in the quotes that say the same in whatever words."""
    _below: tuple[dict[int, list[int]], dict[int, list[int]]] | None = None

    def children(self, clause: int) -> list[int]:
        """Predicates of the statement that hang on one of them."""
        return self._trees()[0].get(clause, [])

    def given_children(self, clause: int) -> list[int]:
        """Predicates of the quotes that hang on one of them."""
        return self._trees()[1].get(clause, [])

    def _trees(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        if self._below is None:
            trees: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
            for text, tree in zip((self.told, self.given), trees, strict=True):
                for number, predicate in enumerate(text.predicates):
                    if predicate.parent is not None:
                        tree.setdefault(predicate.parent, []).append(number)
            self._below = trees
        return self._below


def weight(unit: Unit) -> float:
    """How much a unit says."""
    if unit.absorbed or unit.kind == "mark":
        return 0.0
    if unit.kind in ("name", "number", "date"):
        return 1.0
    if unit.tag == "V":
        return 0.3 if unit.lemma in wordlist("light") and not unit.meaning.groups & {""} else 0.9
    if unit.tag == "N":
        return 0.3 if unit.lemma in wordlist("vague") and not unit.proper else 1.0
    if unit.tag == "A":
        return 0.3 if unit.lemma in wordlist("vague") else 0.7
    return 0.35 if unit.tag == "R" else 0.0


def align(told: Text, given: Text, quote_of: list[int]) -> Alignment:
    """Find what corresponds to what."""
    index = _Index(given)
    weights = {i: weight(unit) for i, unit in enumerate(told.units)}
    for predicate in told.predicates:
        if (
            predicate.form == "finite"
            and told.units[predicate.at].lemma in wordlist("reporting") | wordlist("judging")
            and weights[predicate.at]
        ):
            weights[predicate.at] = min(weights[predicate.at], 0.25)
    pairs = {
        i: [pair for pair in index.find(unit) if not (unit.kind == "name" and _of_another(unit, given, pair.at))]
        for i, unit in enumerate(told.units)
        if weights[i] or unit.kind == "number"
    }
    alignment = Alignment(told, given, quote_of, pairs, weights=weights)
    _compare_clauses(alignment)
    _choose(alignment)
    return alignment


def _of_another(unit: Unit, given: Text, at: int) -> bool:
    """Whether what looks like a name in the quotes is the title or the office of another person."""
    other = given.units[at]
    return share_an_office_only(unit, other) if other.kind == "name" else somebody_else(unit, given, at)


class _Index:
    """Finds units of the quotes by what they mean."""

    def __init__(self, given: Text) -> None:
        self.units = given.units
        self.by_key: dict[str, list[int]] = defaultdict(list)
        self.values: list[int] = []
        for i, unit in enumerate(given.units):
            if unit.absorbed or unit.kind == "mark":
                continue
            if unit.kind in ("number", "date"):
                self.values.append(i)
            for key in _keys(unit):
                self.by_key[key].append(i)

    def find(self, unit: Unit) -> list[Pair]:
        if unit.kind in ("number", "date"):
            return [Pair(i, "same", 1.0) for i in self.values if same_value(unit, self.units[i])]
        found: dict[int, Pair] = {}
        for key in _keys(unit):
            for i in self.by_key.get(key, ()):
                if i not in found:
                    related = compare(unit, self.units[i])
                    if related != "none":
                        found[i] = Pair(i, related, STRENGTH[related])
        return list(found.values())


def _keys(unit: Unit) -> list[str]:
    keys = [
        *unit.meaning.keys,
        *(f"k{key}" for key in (unit.keys | unit.members | _governed(unit) if unit.keys else ())),
    ]
    if len(unit.lemma) >= 5 and unit.meaning.lemmas:
        keys.append(f"p{unit.lemma[:5]}")
    return keys


def compare(told: Unit, given: Unit) -> Relation:
    """How a unit of a statement and one of a quote are related."""
    if told.kind == "name" or given.kind == "name":
        if told.keys & given.keys or (told.seat and told.keys & _governed(given)):
            return "same"
        if (told.members and told.members & given.keys) or told.keys & given.members:
            return "same"
        if told.kind == "name" and given.kind == "name":
            return "none"
    if told.meaning.lemmas and given.meaning.lemmas:
        related = relation(told.meaning, given.meaning)
        return "synonym" if related == "none" and _akin(told.lemma, given.lemma) else related
    return "none"


def _governed(unit: Unit) -> set[str]:
    """The state of which somebody holds an office, when "Kyiv" may mean "Zelensky"."""
    return {f"@{key.split()[1]}" for key in unit.keys if key.startswith("office ")}


def _akin(one: str, other: str) -> bool:
    """Whether one word begins with nearly all of the other: "sugar" and "sugary", "secure" and "security"."""
    short = min(len(one), len(other))
    return short >= 5 and one[: max(5, short - 1)] == other[: max(5, short - 1)]


def same_value(told: Unit, given: Unit) -> bool:
    """Whether a number or date of a quote is that of the statement."""
    one, other = told.value, given.value
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return quantity_agreement(one, other) != "differs"
    if isinstance(one, Day) and isinstance(other, Day):
        return compatible(other, one)
    return False


def quantity_agreement(told: Quantity, given: Quantity) -> Agreement:
    """As `agreement`, where a half may be written as 50 percent."""
    if told.unit != given.unit and "percent" in (told.unit, given.unit):
        share, other = (told, given) if told.unit == "percent" else (given, told)
        if other.unit == "" and other.value <= 1 and abs(share.value - 100 * other.value) < 1:
            return "agrees"
    if {told.unit, given.unit} == {"frequency", "time"} and told.value == given.value and told.value in TIMES.values():
        return "agrees"  # "4,000 tonnes a year", "4,000 tonnes each year"
    return agreement(told, given)


def _compare_clauses(alignment: Alignment) -> None:
    told, given = alignment.told, alignment.given
    scores: dict[tuple[int, int], float] = defaultdict(float)
    shared = _shared_subjects(given)
    for i, pairs in alignment.pairs.items():
        clause = told.clause_of.get(i, -1)
        best: dict[int, float] = {}
        for pair in pairs:
            for other in (given.clause_of.get(pair.at, -1), *shared.get(pair.at, ())):
                best[other] = max(best.get(other, 0.0), pair.strength)
        for other, strength in best.items():
            scores[clause, other] += strength * max(alignment.weights[i], 0.2)
    alignment.clauses = dict(scores)
    for clause in {clause for clause, _ in scores}:
        options = [(context(alignment, clause, other), other) for one, other in scores if one == clause]
        alignment.best_clause[clause] = max(options)[1]


def _shared_subjects(text: Text) -> dict[int, list[int]]:
    """The predicates to which a unit of another clause belongs as their subject: "withdrew the bill but kept …"."""
    shared: dict[int, list[int]] = defaultdict(list)
    for number, predicate in enumerate(text.predicates):
        if predicate.form == "finite":
            outside = [head for head in predicate.subject if text.clause_of.get(head, -1) != number]
            for i in heads(text, outside):
                shared[i].append(number)
    return shared


def context(alignment: Alignment, clause: int, other: int) -> float:
    """What two clauses and those on which they hang have in common."""
    score = alignment.clauses.get((clause, other), 0.0)
    up, other_up = _parent(alignment.told, clause), _parent(alignment.given, other)
    if up is not None:
        score += 0.3 * alignment.clauses.get((up, other), 0.0)
        if other_up is not None:
            score += 0.3 * alignment.clauses.get((up, other_up), 0.0)
    if other_up is not None:
        score += 0.3 * alignment.clauses.get((clause, other_up), 0.0)
    # What is reported tells which "said" is meant.
    below, other_below = alignment.children(clause), alignment.given_children(other)
    if below and other_below:
        score += 0.5 * max(alignment.clauses.get((one, two), 0.0) for one in below for two in other_below)
    return score


def _parent(text: Text, clause: int) -> int | None:
    return text.predicates[clause].parent if 0 <= clause < len(text.predicates) else None


def _choose(alignment: Alignment) -> None:
    given = alignment.given
    ranked = {i: sorted(pairs, key=_worth(alignment, i), reverse=True) for i, pairs in alignment.pairs.items() if pairs}
    alignment.best.update({i: pairs[0] for i, pairs in ranked.items()})
    # A verb that stands for itself does not stand for another one as well.
    own = {best.at for best in alignment.best.values() if best.relation == "same" and given.units[best.at].tag == "V"}
    for i, pairs in ranked.items():
        if pairs[0].relation == "synonym" and pairs[0].at in own:
            free = [pair for pair in pairs if pair.at not in own]
            if free:
                alignment.best[i] = free[0]
            else:
                del alignment.best[i]


def _worth(alignment: Alignment, i: int) -> Callable[[Pair], float]:
    """How well a unit of the quotes corresponds to unit `i`: by itself, and by what its clause has in common."""
    told, given = alignment.told, alignment.given
    clause, tag = told.clause_of.get(i, -1), told.units[i].tag
    total = sum(weight for j, weight in alignment.weights.items() if told.clause_of.get(j, -1) == clause) or 1.0

    def worth(pair: Pair) -> float:
        near = context(alignment, clause, given.clause_of.get(pair.at, -1)) / (total + SMALL)
        return pair.strength + CONTEXT * near + (0.1 if given.units[pair.at].tag == tag else 0.0) - 0.0001 * pair.at

    return worth


def heads(text: Text, members: Sequence[int]) -> set[int]:
    """All units of the noun groups with these heads, and of those listed with them or renaming them."""
    found: set[int] = set()
    for head in members:
        group = text.groups.get(head)
        if group is None:
            found.add(head)
            continue
        found.update(range(group.first, group.last + 1))
    return found
