"""Makes the tables of English words of `service/verification/reading/tables` from WordNet 3.0.

    apt-get download wordnet-base wamerican-small, unpack, then
    python training/lexicon.py WORDNET_DIR WORD_LIST service/verification/reading/tables

It writes `words.tsv` and `forms.tsv`, the irregular forms of those words. In `words.tsv`, one word a line: the word,
how often it was seen as n(oun), v(erb), a(djective), r (adverb) in WordNet's tagged texts, the concepts it commonly
stands for, the words of opposite meaning, and the words derived from it or from which it is derived. Only common senses
are kept: rare ones make everything a synonym of everything.
"""

import sys
from collections import defaultdict
from pathlib import Path

PARTS = {"n": "noun", "v": "verb", "a": "adj", "r": "adv"}
SENSES = {"n": 3, "v": 4, "a": 3, "r": 2}
"""Senses of a word that are kept, most common first."""
NOTICE = """\
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. Selected by training/lexicon.py.
# Permission to use, copy, modify and distribute this database is granted under https://wordnet.princeton.edu/license-and-commercial-use
# word	counts	concepts	opposites	derived"""


def main(wordnet: Path, words: Path, target: Path) -> None:
    """Write the tables."""
    common = {word.strip() for word in words.read_text(encoding="utf-8").splitlines()}
    senses, counts = _senses(wordnet)
    common |= {word for word, _ in counts}
    kept = {word for word, _ in senses if word in common and word.isalpha() and word.islower() and len(word) > 1}
    opposites, derived, similar = _relations(wordnet, kept)
    lines = [NOTICE]
    for word in sorted(kept):
        concepts = dict.fromkeys(
            concept
            for part in PARTS
            for synset in senses.get((word, part), ())[: SENSES[part]]
            for concept in (part + synset, *(part + near for near in similar[part + synset][:1]))
        )
        seen = " ".join(f"{part}{counts[word, part]}" for part in PARTS if (word, part) in senses)
        related = (" ".join(sorted(table[word])) for table in (opposites, derived))
        lines.append("\t".join((word, seen, " ".join(concepts), *related)))
    (target / "words.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (target / "forms.tsv").write_text("\n".join(_irregular(wordnet, kept)) + "\n", encoding="utf-8")


def _irregular(wordnet: Path, kept: set[str]) -> list[str]:
    return sorted(
        f"{fields[0]}\t{part}\t{fields[1]}"
        for part, name in PARTS.items()
        for line in (wordnet / f"{name}.exc").read_text(encoding="ascii").splitlines()
        if (fields := line.split())[0].isalpha() and fields[1] in kept and fields[0] != fields[1]
    )


def _senses(wordnet: Path) -> tuple[dict[tuple[str, str], list[str]], dict[tuple[str, str], int]]:
    senses: dict[tuple[str, str], list[str]] = {}
    for part, name in PARTS.items():
        for line in (wordnet / f"index.{name}").read_text(encoding="ascii").splitlines():
            if not line.startswith(" "):
                fields = line.split()
                senses[fields[0], part] = fields[-int(fields[2]) :]
    counts: dict[tuple[str, str], int] = defaultdict(int)
    kinds = {"1": "n", "2": "v", "3": "a", "4": "r", "5": "a"}
    for line in (wordnet / "cntlist.rev").read_text(encoding="ascii").splitlines():
        key, _, count = line.split()
        counts[key.split("%")[0], kinds[key.split("%")[1][0]]] += int(count)
    return senses, counts


def _relations(wordnet: Path, kept: set[str]) -> tuple[dict[str, set[str]], dict[str, set[str]], dict[str, list[str]]]:
    opposites: dict[str, set[str]] = defaultdict(set)
    derived: dict[str, set[str]] = defaultdict(set)
    similar: dict[str, list[str]] = defaultdict(list)
    synsets: dict[str, list[str]] = {}
    pointers = []
    for part, name in PARTS.items():
        for line in (wordnet / f"data.{name}").read_text(encoding="ascii").splitlines():
            if line.startswith(" "):
                continue
            fields = line.split("|")[0].split()
            count = int(fields[3], 16)
            words = [word.split("(")[0].lower() for word in fields[4 : 4 + 2 * count : 2]]
            synsets[part + fields[0]] = words
            rest = fields[4 + 2 * count + 1 :]
            for symbol, target, kind, place in zip(*(iter(rest[: 4 * int(fields[4 + 2 * count])]),) * 4, strict=True):
                kind = "a" if kind == "s" else kind
                pointers.append((part + fields[0], symbol, kind + target, int(place[:2], 16), int(place[2:], 16)))
    for source, symbol, target, a, b in pointers:
        if symbol == "&":
            similar[source].append(target[1:])
        if symbol in ("!", "+", "\\", "<") and a and b:
            one, two = synsets[source][a - 1], synsets[target][b - 1]
            if one in kept and two in kept and one != two:
                table = opposites if symbol == "!" else derived
                table[one].add(two)
                table[two].add(one)
    return opposites, derived, similar


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]))
