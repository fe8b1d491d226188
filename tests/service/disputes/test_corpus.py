"""What the shipped documents tell differently is shown to who asks about it, through the whole product."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from index.e5.embedder import E5Embedder
from index.library import Library
from ingest.pipeline import Source
from service.answer import Conflict
from service.answering import Question, answer
from service.extractive import ExtractiveAnswerer
from service.guard import faults
from service.reader.reader import Reader
from service.sources import LibrarySources

CORPUS = Path(__file__).parents[3] / "corpus"
TOLD_IN = (
    "abu-dhabi", "asset-freeze", "b-johannesburg", "b-nordic", "b-press-review", "b-reception", "geneva-delegations",
    "kn-driscoll", "kn-umerov", "kn-zelensky", "lg-us-draft-points-1-", "lg-us-draft-points-11", "mar-a-lago",
    "miami", "minsk", "moscow-meeting", "mw-reuters-non-paper", "paris-declaration", "pm-", "press-review",
    "putin-security",
    "rd-interview", "trystoronni", "twenty-point-draft", "ww-halifax", "ww-washington",
)  # fmt: skip
"""How the files begin in which the conflicts are told, and some beside them: reading them all takes too long."""
ASKED = {
    "authorship": ("Who wrote the 28-point plan? Do the sources agree?", "the United States authored", "non-paper"),
    "deadline": ("Was the 27 November deadline firm?", "ultimatum", "no deadline"),
    "points": ("How many points did the plan have after Geneva? Do the sources agree?", "19", "22"),
    "army": ("How many soldiers does the Ukrainian army have at present?", "800,000", "880,000"),
    "cut": ("Would the plan halve Ukraine's army?", "would halve", "does not fit"),
    "European cap": ("Does the European plan cap Ukraine's army, and at what number?", "800,000", "600,000"),
    "use of assets": (
        "What would happen to the frozen Russian assets beyond the first 100 billion dollars?",
        "vehicle",
        "two thirds",
    ),
    "size of assets": ("How much Russian money lies at Euroclear?", "193 billion", "185 billion"),
    "text in Moscow": (
        "Did Peskov and Putin say the same about whether Moscow had the plan on 21 November?",
        "nothing official",
        "the text was there",
    ),
    "Umerov": ("What part did Umerov play in the draft?", "changes made", "technical"),
    "consent": ("Had Ukraine agreed to the deal on 25 November 2025?", "minor details", "remained open"),
    "signatories": ("How many leaders signed the Johannesburg statement?", "13 names", "nine European nations"),
    "point 9": ("What would be based in Poland under point 9?", "fighter jets", "European troops"),
    "point 17": ("Which treaty does point 17 name?", "START I,", "New START"),
    "first publication": ("Who published the 28 points first? Do the sources agree?", "deputy", "Axios"),
    "Vance call": (
        "How long did Zelensky talk with Vice President Vance on 21 November?",
        "half an hour",
        "almost an hour",
    ),
    "UN speech": ("When did Khrystyna Hayovyshyn speak in the UN Security Council?", "20 November", "21 November"),
    "guarantees": ("How much of the security guarantees was agreed in December?", "95 per cent", "100 per cent"),
    "Donetsk": ("What share of Donetsk region does Russia hold?", "70 per cent", "80 per cent"),
    "multinational force": ("How many soldiers would the multinational force for Ukraine have?", "15,000", "no number"),
    "20 points in Moscow": (
        "Was the 20-point draft handed to Moscow? Do the sources agree?",
        "for examination",
        "not been handed",
    ),
    "reconstruction": (
        "How much money for reconstruction is linked with the 20-point draft?",
        "800 billion",
        "200 billion",
    ),
    "asset freeze": ("When were the Russian assets frozen indefinitely?", "12 December", "11 December"),
    "non-paper": ("When did the Russian non-paper reach Washington?", "October visit", "16 October"),
}
"""The conflicts of the dossier: a question, and words of two claims that disagree."""
NOT_REACHED = {
    "points": "the table that lists the counts is not among the passages that the question finds",
}
"""Kept exact: what is reached leaves the list."""


@pytest.fixture(scope="session")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ExtractiveAnswerer]:
    folder = tmp_path_factory.mktemp("corpus")
    embedder = E5Embedder(folder / "cache")
    with closing(Library.open(folder / "data", embedder)) as library:
        for path in sorted(CORPUS.iterdir()):
            if path.name.startswith(TOLD_IN) and not path.name.endswith(".meta.yaml"):
                library.put(Source.read(path).document(), path.name, "1")
        library.wait_until_ready()
        yield ExtractiveAnswerer(LibrarySources(library), Reader.load(embedder))


def opposed(conflict: Conflict, one: str, other: str) -> bool:
    """Whether two claims of a conflict hold the words, each with a citation of its own."""
    return any(
        one in first.text and other in second.text and first.citations != second.citations
        for first in conflict.claims
        for second in conflict.claims
        if first is not second
    )


@pytest.mark.parametrize("name", ASKED)
def test_a_conflict_between_the_sources_is_shown(answerer: ExtractiveAnswerer, name: str) -> None:
    question, one, other = ASKED[name]
    given = answer(answerer, Question(question))
    assert list(faults(given)) == []
    assert any(opposed(conflict, one, other) for conflict in given.conflicts) == (name not in NOT_REACHED)


@pytest.mark.parametrize(
    "question",
    [
        "Who handed the US peace plan to President Zelensky in Kyiv, and when?",
        "When did the Geneva talks take place?",
        "Who led the American delegation in Geneva?",
        "How many soldiers does point 6 of the US draft allow Ukraine?",
        "What did Merz say about the war in Europe?",
        "Who owns the Zaporizhzhia plant under the US draft?",
        "How much did Witkoff and Dmitriev talk in Miami?",
        "When did Trump and Zelensky meet at Mar-a-Lago?",
    ],
)
def test_where_the_sources_agree_none_is_shown(answerer: ExtractiveAnswerer, question: str) -> None:
    assert [one.topic for one in answer(answerer, Question(question)).conflicts] == []
