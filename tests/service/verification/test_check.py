from collections.abc import Sequence

import pytest

from service.verification.check import Evidence, check

DOCUMENTS = [
    Evidence("The delegations met in Geneva on Sunday, 23 November 2025."),
    Evidence("Marco Rubio led the American side."),
    Evidence("No Russian delegation took part in the talks."),
    Evidence("Rubio called it the most productive day so far.", "Marco Rubio led the American side."),
    Evidence("The statement gave no details of what had been changed."),
]


def everything(_: str) -> Sequence[Evidence]:
    return DOCUMENTS


def verdicts(draft: str) -> list[str]:
    return [one.verdict for one in check(draft, everything)]


def test_each_sentence_gets_its_verdict() -> None:
    draft = (
        "On 23 November 2025 the delegations met in Geneva. Rubio led the American side. "
        "A Russian delegation took part in the talks. The hall was decorated with white lilies. "
        "Was it worth the journey?"
    )
    assert verdicts(draft) == ["supported", "supported", "contradicted", "not_found", "no_claim"]


def test_a_contradiction_tells_the_words_that_differ_and_where_they_stand() -> None:
    (found,) = check("The delegations met in Geneva on 25 November 2025.", everything)
    assert found.verdict == "contradicted"
    assert "23 November 2025" in found.why
    assert [one.text for one in found.evidence] == [DOCUMENTS[0].text]


def test_a_pronoun_stands_for_the_person_named_before() -> None:
    assert verdicts("Marco Rubio led the American side. He called it the most productive day so far.")[1] == "supported"
    assert verdicts("Steve Witkoff arrived late. He called it the most productive day so far.")[1] != "supported"


def test_evidence_is_looked_for_in_context() -> None:
    asked: list[str] = []

    def note(query: str) -> Sequence[Evidence]:
        asked.append(query)
        return ()

    check("Marco Rubio led the American side. It gave no details.", note)
    assert "Rubio" in asked[1]


@pytest.mark.parametrize(
    "sentence",
    [
        "How long can this go on?",
        "Rarely has a plan had such an untidy birth.",
        "But let us turn to what it is worth.",
        "Where it ends is anyone's guess.",
        "Diplomats like to praise their own work.",
    ],
)
def test_opinions_questions_and_transitions_claim_nothing(sentence: str) -> None:
    assert verdicts(sentence) == ["no_claim"]


def test_sentences_are_returned_as_they_were() -> None:
    draft = "On Nov. 23 the U.S. team met.  It said: “No.”\n\nNothing else was heard."
    found = check(draft, everything)
    assert [draft[one.start : one.end] for one in found] == [one.text for one in found]
    assert "".join(draft.split()) == "".join("".join(one.text.split()) for one in found)


def test_an_empty_draft_has_no_sentences() -> None:
    assert check("  \n", everything) == []
