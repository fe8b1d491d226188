"""Parts of speech: what each unit of an English sentence is, decided from the word, its neighbours and plain rules.

Tags: D determiner, P preposition, I pronoun, M modal, B be, H have, O do, T to, X negation, C conjunction, S
subordinator, W relative pronoun, F other small word, N noun, V verb, A adjective, R adverb, K name, U number, Y date, G
possessive mark, and the punctuation mark itself.
"""

from collections.abc import Sequence

from service.verification.reading.closed import joined, joined_starts, tags
from service.verification.reading.lexicon import Reading, count, meaning, phrase, readings
from service.verification.reading.missing_verbs import find_verbs, tag_before
from service.verification.reading.phrases import join_phrases
from service.verification.reading.tokens import Unit
from service.verification.reading.wordlists import wordlist

SHORT_TAGS = {"name": "K", "number": "U", "date": "Y"}


def tag(units: Sequence[Unit]) -> None:
    """Give each unit of one sentence its tag, form, lemma and meaning."""
    _join(units)
    for i, unit in enumerate(units):
        unit.tag = _fixed(units, i)
    for i, unit in enumerate(units):
        if unit.tag == "N" and unit.kind == "word":
            found = phrase([(word,) for word in unit.lemma.split()], 0)
            unit.form, unit.meaning = "base", found[1] if found else meaning(unit.lemma)
        elif not unit.tag:
            read = _choose(units, i)
            unit.tag, unit.lemma, unit.form = read.part.upper(), read.lemma, read.form
            unit.meaning = meaning(unit.low, read.part)
    find_verbs(units)
    for unit in units:
        if not unit.lemma:
            unit.lemma = unit.low
            if unit.tag in ("M", "F", "X", "D", "A") and unit.kind == "word":
                unit.meaning = meaning(unit.low)
    join_phrases(units)


def _join(units: Sequence[Unit]) -> None:
    i = 0
    while i < len(units):
        for length in (4, 3, 2) if units[i].low in joined_starts() else ():
            words = tuple(unit.low for unit in units[i : i + length])
            if words in joined():
                units[i].tag, units[i].lemma = joined()[words], " ".join(words)
                for unit in units[i + 1 : i + length]:
                    unit.tag, unit.absorbed = "-", True
                i += length - 1
                break
        i += 1


def _fixed(units: Sequence[Unit], i: int) -> str:
    unit = units[i]
    if unit.tag:
        return unit.tag
    if unit.kind in SHORT_TAGS:
        return SHORT_TAGS[unit.kind]
    if unit.kind == "mark":
        return unit.text
    low = unit.low
    if low in ("'s", "'"):
        before = units[i - 1].low if i else ""
        return "B" if before in ("he", "she", "it", "that", "there", "what") else "G"
    if low == "that":
        return _that(units, i)
    if low in ("may", "can", "will", "might", "must") and i and units[i - 1].low in ("the", "a", "own", "political"):
        return ""
    if low == "need" and i + 1 < len(units) and units[i + 1].low == "not":
        return "M"
    if low in ("both", "all", "each") and i and units[i - 1].tag in ("N", "K", "I"):
        return "F"
    if low == "to":
        return "T"
    if (
        low == "neither"
        and i + 1 < len(units)
        and any(one.part == "v" and one.form in ("ed", "en", "s") for one in readings(units[i + 1].low))
    ):
        return "X"
    if low == "yet" and i and units[i - 1].tag in ("X", "H", "B", "M", "R"):
        return "F"
    if low in ("likely", "unlikely"):
        return "A"
    if low == "back" and i and units[i - 1].tag in ("M", "O", "T", "X"):
        return ""
    if low in ("have", "has", "had", "do", "does", "did"):
        return "H" if low.startswith("ha") else "O"
    return tags().get(low, "")


def _that(units: Sequence[Unit], i: int) -> str:
    following = units[i + 1] if i + 1 < len(units) else None
    if following is None or following.kind == "mark":
        return "W" if following and following.text == "," and i and units[i - 1].kind == "word" else "I"
    if following.low in ("week", "day", "month", "year", "evening", "night", "time", "morning", "point", "basis"):
        return "D"
    if following.low in wordlist("auxiliaries") or _only(following, "v", ("s", "past")):
        return "W"
    return "S"


def _only(unit: Unit, part: str, forms: tuple[str, ...]) -> bool:
    read = readings(unit.low) if unit.kind == "word" else ()
    return bool(read) and all(one.part == part and one.form in forms for one in read)


def _participle_only(unit: Unit) -> bool:
    """Whether a form is a participle and no past tense: "mentions frozen assets"."""
    forms = {one.form for one in readings(unit.low) if one.part == "v"} if unit.kind == "word" else set()
    return forms == {"en"}


def _denied_before(units: Sequence[Unit], i: int) -> bool:
    """Whether a negation stands right before: "not", "never", "no longer"."""
    i -= 1
    while i > 0 and units[i].tag == "-" and units[i].absorbed:
        i -= 1
    return i >= 0 and units[i].tag == "X"


def _choose(units: Sequence[Unit], i: int) -> Reading:
    low = units[i].low
    read = readings(low)
    if not read:
        return Reading("v", low, "base") if tag_before(units, i) in ("M", "T", "O") else _guess(low)
    by_part = {part: [one for one in read if one.part == part] for part in "nvar"}
    before = tag_before(units, i)
    nounlike = _looks_like_noun(units, i + 1)
    verbs = by_part["v"]
    forms = {one.form for one in verbs}
    if low.endswith("ly") and by_part["r"]:
        return by_part["r"][0]
    if before == "T" and by_part["n"] and "base" in forms and _mostly_noun(by_part):
        return by_part["n"][0]
    if before in ("M", "T", "O") and "base" in forms:
        return next(one for one in verbs if one.form == "base")
    if before == "H" and forms & {"ed", "en"}:
        return next(one for one in verbs if one.form in ("ed", "en"))
    if before == "B" and forms & {"ed", "en", "ing"} and not (nounlike and by_part["a"]):
        return next(one for one in verbs if one.form in ("ed", "en", "ing"))
    if _denied_before(units, i) and before != "D" and forms & {"ed", "past", "s", "base"} and not by_part["r"]:
        return next(one for one in verbs if one.form in ("ed", "past", "s", "base"))
    if before == "V" and units[i - 1].form in ("ed", "en") and forms & {"past", "ed"} and not nounlike:
        return next(one for one in verbs if one.form in ("past", "ed"))  # "voters surveyed said"
    if before in ("D", "G", "U", "A") or (before == "P" and "ing" not in forms):
        if forms & {"ed", "en", "ing"} and (nounlike or not by_part["n"]):
            return _participle(verbs)
        return _nominal(by_part, nounlike) or read[0]
    if (
        verbs
        and before in ("N", "K", "I", "W", "Y", "U", "", ",", "C", "S", ")", "G")
        and _is_verb(units, i, forms, by_part)
    ):
        return verbs[0]
    if forms & {"ing"}:
        return verbs[0] if not by_part["n"] or before not in ("N", "K") else by_part["n"][0]
    return _nominal(by_part, nounlike) or _most_common(by_part)


def _mostly_noun(by_part: dict[str, list[Reading]]) -> bool:
    verb = max(count(one.lemma, "v") for one in by_part["v"])
    return verb < 3 and max(count(one.lemma, "n") for one in by_part["n"]) > 2 * max(verb, 1)


def _participle(verbs: Sequence[Reading]) -> Reading:
    """A participle in the place of an adjective."""
    one = next(one for one in verbs if one.form in ("ed", "en", "ing"))
    return Reading("a", one.lemma, one.form)


def _nominal(by_part: dict[str, list[Reading]], nounlike: bool) -> Reading | None:
    nouns, adjectives = by_part["n"], by_part["a"]
    if adjectives and (nounlike or not nouns):
        if nouns and nounlike and count(nouns[0].lemma, "n") > 3 * count(adjectives[0].lemma, "a"):
            return nouns[0]
        return adjectives[0]
    if nouns:
        return max(nouns, key=lambda one: count(one.lemma, "n"))
    return None


def _most_common(by_part: dict[str, list[Reading]]) -> Reading:
    every = [one for part in by_part.values() for one in part]
    return max(every, key=lambda one: (count(one.lemma, one.part), one.part == "n"))


def _looks_like_noun(units: Sequence[Unit], i: int) -> bool:
    if i >= len(units):
        return False
    unit = units[i]
    if unit.kind == "name" or unit.tag == "K":
        return True
    if unit.kind != "word" or unit.tag:
        return False
    parts = {one.part for one in readings(unit.low)}
    return not readings(unit.low) or "n" in parts or ("a" in parts and _looks_like_noun(units, i + 1))


def _is_verb(units: Sequence[Unit], i: int, forms: set[str], by_part: dict[str, list[Reading]]) -> bool:
    others = [one for part in "nar" for one in by_part[part]]
    before = tag_before(units, i)
    following = units[i + 1] if i + 1 < len(units) else None
    verb = by_part["v"][0]
    if forms & {"ed", "en", "past"}:
        noun = max((count(one.lemma, "n") for one in by_part["n"]), default=-1)
        if noun > count(verb.lemma, "v") and _looks_like_noun(units, i + 1):
            return False
        adjective = max((count(one.lemma, "a") for one in by_part["a"]), default=-1)
        opening = before in ("", "C") or (before == "," and adjective > count(verb.lemma, "v"))
        attributive = opening and _looks_like_noun(units, i + 1) and not forms & {"past"}
        return not attributive
    if not others:
        return True
    opens = following is not None and (
        following.tag in ("D", "K", "I", "T", "S", "W", "U", "X")
        or following.low in ("that", "as", "about", "not")
        or ("s" in forms and _participle_only(following) and _looks_like_noun(units, i + 2))
    )
    if "ing" in forms:
        return not by_part["n"] or (following is not None and following.tag in ("D", "K", "I", "U"))
    if following is not None and (following.low in wordlist("auxiliaries") or _only(following, "v", ("ed", "past"))):
        return False
    if "base" in forms and _tells(units, i + 1):
        return False
    other = max(others, key=lambda one: count(one.lemma, one.part))
    times, rival = count(verb.lemma, "v"), count(other.lemma, other.part)
    if "s" in forms:
        if before == "C":
            return opens
        if other.part == "n" and other.form == "s" and before in ("N", "K"):
            return opens
        return opens or before in ("I", "W") or times > rival
    if "base" in forms:
        plural = i > 0 and (units[i - 1].form == "s" or units[i - 1].low in ("they", "we", "who", "which"))
        if plural or before in ("I", "W"):
            return opens or times > rival
        return before == "K" and (times > 2 * rival or (opens and times > rival))
    return False


def _tells(units: Sequence[Unit], i: int) -> bool:
    """Whether a past tense with "that" stands here: "the telescope found that …"."""
    return (
        i + 1 < len(units)
        and units[i + 1].low == "that"
        and any(one.part == "v" and one.form in ("ed", "past") for one in readings(units[i].low))
    )


def _guess(low: str) -> Reading:
    if low.endswith("ly"):
        return Reading("r", low, "base")
    if low.endswith("ed"):
        return Reading("v", low[:-2], "ed")
    if low.endswith("ing"):
        return Reading("v", low[:-3], "ing")
    return Reading("n", low, "s" if low.endswith("s") else "base")
